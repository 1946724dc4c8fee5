/** Boilerplate of invented publishers planted into the gold articles of ../shared: how much is learned, and what else goes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { cli } from '../../support/cli.ts';
import { hasData } from '../cleaning/data.ts';
import { createRandom } from '../random.ts';
import { articles, document } from './articles.ts';

const PUBLISHERS = 8;
const ARTICLES_EACH = 15;
/** What no rule pack knows; each publisher has five sentences of its own, and puts each in most of its articles. */
const PARTS = [
  ['Unsere Leserinnen', 'Alle Freunde des Hauses', 'Wer gern kocht', 'Junge Familien'],
  [
    'treffen sich jeden Donnerstag',
    'bekommen im Laden am Tor',
    'finden in der Halle',
    'erleben auf der Reise',
  ],
  ['mit der Redaktion', 'ein kleines Geschenk', 'die schönsten Fotos', 'was sonst keiner zeigt'],
  [
    'bei Kaffee und Kuchen.',
    'solange der Vorrat reicht.',
    'und nehmen es gern mit nach Hause.',
    'ganz ohne Anmeldung.',
  ],
];

function noiseOf(publisher: number): string[] {
  return [0, 1, 2, 3, 4].map((n) =>
    PARTS.map((parts, place) => parts[(publisher * 3 + n * (place + 1) + place) % parts.length])
      .join(' ')
      .replace('.', ` Nummer ${publisher}.`),
  );
}

test.skipIf(!hasData())(
  'what a publisher repeats goes, and nothing of its articles',
  async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'klartext-learned-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    mkdirSync(path.join(cwd, 'in'));
    const random = createRandom(9);
    const planted: { name: string; noise: string[] }[] = [];
    for (const [index, { paragraphs }] of articles()
      .slice(0, PUBLISHERS * ARTICLES_EACH)
      .entries()) {
      const publisher = index % PUBLISHERS;
      const noise = noiseOf(publisher).filter(() => random() < 0.7);
      const blocks = [...paragraphs];
      for (const text of noise) blocks.splice(Math.floor(random() * (blocks.length + 1)), 0, text);
      const head = { title: `Artikel ${index}`, url: `https://host-${publisher}.example/${index}` };
      writeFileSync(path.join(cwd, 'in', `${index}.md`), document(head, blocks));
      planted.push({ name: `${index}`, noise });
    }
    const { code, stderr } = await cli(
      ['clean', 'in', '-p', 'clean-feed', '-o', 'out', '-q', '--keep-removed'],
      { cwd },
    );
    expect(code, stderr).toBe(0);
    let [all, left, eaten] = [0, 0, 0];
    for (const { name, noise } of planted) {
      const output = readFileSync(path.join(cwd, 'out', `${name}.md`), 'utf8');
      all += noise.length;
      left += noise.filter((text) => output.includes(text)).length;
      const removed = readRemoved(path.join(cwd, 'out', `${name}.removed.json`));
      eaten += removed.filter(
        ({ rule, text }) => rule.startsWith('learned/') && !noise.includes(text),
      ).length;
    }
    console.log(`learned: ${all} blocks planted, ${left} left, ${eaten} blocks of articles taken`);
    expect(left / all).toBeLessThanOrEqual(0.01);
    expect(eaten).toBe(0);
  },
  300_000,
);

function readRemoved(file: string): { rule: string; text: string }[] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}
