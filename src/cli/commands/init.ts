/** `init`: what a nightly batch needs, ready to be edited. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { packagePath } from '../../package-root.ts';
import { writeOutput } from '../../run/output.ts';
import { EXIT } from '../exit-codes.ts';
import { initFiles } from '../init-files.ts';
import { type Io, write } from '../io.ts';
import { unwritable } from '../unwritable.ts';

/** Never replaces a file, unless told to. */
export async function init(folderName: string, { force }: { force?: boolean }, io: Io): Promise<number> {
  const folder = path.resolve(io.cwd, folderName);
  const files = initFiles({ folder, node: process.execPath, program: packagePath('dist/bin/main.js') });
  const there = Object.keys(files).filter((name) => existsSync(path.join(folder, name)));
  if (there.length > 0 && !force)
    throw new KlartextError('USAGE', `${there.join(', ')}: there already; nothing was written.`, {
      hint: 'Choose another folder, or replace them with --force.',
    });
  for (const [name, text] of Object.entries(files)) {
    await writeOutput(folder, name, text).catch((error: KlartextError) => {
      const cause = error.cause ?? error;
      const { code, message } = unwritable(path.join(folderName, name), cause);
      const hint = 'Free some disk space, or choose another folder: `klartext init <folder>`.';
      throw new KlartextError(code, message, { cause, hint });
    });
    await write(io.stdout, `wrote ${path.join(folderName, name)}\n`);
  }
  await write(io.stdout, NEXT);
  return EXIT.ok;
}

const NEXT = `
Next:
  1. edit pipelines/nightly.yaml
  2. klartext doctor nightly      looks at engine, keys, disk, clock, journal and sources
  3. klartext nightly nightly     a first night, by hand
  4. nightly.cron or systemd/ says how to have it every night
`;
