/** What the tests write into a user's folders goes into folders of their own, gone at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export default function setup(): () => void {
  const home = mkdtempSync(path.join(tmpdir(), 'klartext-tests-'));
  process.env.XDG_DATA_HOME = path.join(home, 'data');
  process.env.XDG_CACHE_HOME = path.join(home, 'cache');
  return () => rmSync(home, { recursive: true, force: true });
}
