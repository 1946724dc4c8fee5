/** A folder of articles for a pipeline that looks for copies and learns, and what a night leaves of it. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { readFrontMatter } from '../../src/document/front-matter.ts';
import { sentences } from './articles.ts';
import { documents, IN_WORK, type NightPlace, nightPlace } from './night-place.ts';

export const NIGHT = ['nightly', 'paid.yaml', 'in', '-q'];
export const story = (seed: number) => [0, 1, 2].map((part) => sentences(seed * 3 + part, 4));

export function article(url: string, blocks: readonly string[]): string {
  return `---\ntitle: Bericht ${url.replace(/\W/g, ' ')}\nurl: ${url}\n---\n\n${blocks.join('\n\n')}\n`;
}

export async function place(): Promise<NightPlace & { add(name: string, text: string): void }> {
  const found = await nightPlace(0);
  const { cwd } = found;
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nlearn: { propose: 3, apply: 5 }\nduplicates: true\nstages: [repair-text, remove-boilerplate, remove-duplicates, detect-language, translate]\nconcurrency: ${IN_WORK}\nprovider: { id: deepl, price: 20 }\n`,
  );
  return { ...found, add: (name, text) => writeFileSync(path.join(cwd, 'in', name), text) };
}

export function heads(cwd: string): Record<string, Record<string, unknown>> {
  const entries = Object.entries(documents(path.join(cwd, 'out'))).map(([name, text]) => {
    const head = readFrontMatter(text);
    return [path.basename(name).replace(/-\w{6}\.md$/, ''), head.kind === 'fields' ? head.fields : {}];
  });
  return Object.fromEntries(entries);
}
