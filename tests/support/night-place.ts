/** A folder of small articles, a paid service of ours, and what a night leaves. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type FakeDeepL, openFakeDeepL } from './fake-deepl.ts';
import { temporaryFolder } from './tmp.ts';

export interface NightPlace {
  cwd: string;
  fake: FakeDeepL;
  env: Record<string, string>;
}

/** Documents in work at a time. */
export const IN_WORK = 4;

export async function nightPlace(documents: number): Promise<NightPlace> {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  for (let n = 0; n < documents; n++) writeArticle(cwd, n, articleText(n));
  writeFileSync(
    path.join(cwd, 'paid.yaml'),
    `version: 1\nstages: [detect-language, translate]\nconcurrency: ${IN_WORK}\nproviders:\n  - id: deepl\n    price: 20\n    budget: { perMonth: 10000000 }\n`,
  );
  return { cwd, ...(await paidService(cwd, 'memory')) };
}

/** A service with a ledger of its own, and a memory that has seen nothing of it. */
export async function paidService(cwd: string, name: string): Promise<Pick<NightPlace, 'fake' | 'env'>> {
  const fake = await openFakeDeepL();
  onTestFinished(() => fake.close());
  const env = {
    DEEPL_API_KEY: fake.key,
    DEEPL_SERVER_URL: fake.url,
    KLARTEXT_MEMORY: path.join(cwd, `${name}/memory.db`),
  };
  return { fake, env };
}

export function articleText(n: number): string {
  return `Der Ort Nummer ${n} hat einen neuen Brunnen.\n\nAm Abend kamen ${n} Leute und sangen dort Lieder.\n`;
}

export function writeArticle(cwd: string, n: number, text: string): void {
  writeFileSync(path.join(cwd, `in/ort-${String(n).padStart(4, '0')}.md`), text);
}

/** Documents below an output folder, by relative path; indexes and feeds are not among them. */
export function documents(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const ours = names.filter((name) => /^\d{4}\/\d\d\/\d\d\/[^/]+\/[^/]+\.md$/.test(name));
  return Object.fromEntries(ours.sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** How often each text was asked for. */
export function askedTexts(fake: FakeDeepL): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of fake.ledger.bodies.flatMap((body) => new URLSearchParams(body).getAll('text')))
    counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** How many texts were asked for more than once, each time counted. */
export function repeats(fake: FakeDeepL): number {
  return [...askedTexts(fake).values()].reduce((sum, count) => sum + count - 1, 0);
}

export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
