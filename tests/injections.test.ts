/** Noise planted into clean articles in every way that the network is known for must go without a trace. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { Paragraph, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { stage as boilerplate } from '../src/stages/remove-boilerplate.ts';
import { stage as duplicates } from '../src/stages/remove-duplicates.ts';
import { parseRulePack } from '../src/stages/rules.ts';
import { runStage } from './contracts/stage.ts';

const RULES = new URL('../pipelines/rules/', import.meta.url);
const rulePacks = readdirSync(RULES).map((name) =>
  parseRulePack(readFileSync(new URL(name, RULES), 'utf8'), name),
);

const ARTICLE = [
  'Rat streitet über die neue Schwimmhalle',
  'Der Stadtrat von Mühlheim hat am Dienstag sechs Stunden lang über die neue Schwimmhalle gestritten, ohne zu einem Beschluss zu kommen.',
  'Die Kosten sind seit 2021 von 18,5 auf 27 Millionen Euro gestiegen; allein das Dach schlägt mit vier Millionen zu Buche.',
  '„Wir bauen kein Schloss“, sagte Bürgermeisterin Petra Ohm, „wir bauen ein Becken, in dem Kinder schwimmen lernen.“',
  'Was die Opposition will',
  'Ihre Gegner halten eine Sanierung der alten Halle für billiger und verweisen auf ein Gutachten aus dem vorigen Jahr.',
  'Im September soll noch einmal abgestimmt werden, und bis dahin bleibt das Tor am Mühlbach geschlossen.',
];

const LABELS = [
  'PlatoBlockchain Data Intelligence. Vertikale Suche. Ai.',
  'PlatoBlockchain Data Intelligence. Vertical Search. Ai.',
  'PlatoData.Network Vertikale generative KI. Motiviere dich selbst. Hier zugreifen.',
  'PlatoAiStream. Web3-Intelligenz. Wissen verstärkt. Hier zugreifen.',
  'PlatoESG. Kohlenstoff, CleanTech, Energie, Umwelt, Solar, Abfallwirtschaft. Hier zugreifen.',
  'PlatoHealth. Biotech and Clinical Trials Intelligence. Access Here.',
  'SEO-gestützte Content- und PR-Distribution. Holen Sie sich noch heute Verstärkung.',
  'BlockOffsets. Modernisierung des Eigentums an Umweltkompensationen. Hier zugreifen.',
];
const TAILS = [
  ['Zeitstempel:', 'Mehr von Der Mühlbote'],
  ['ZEITSTEMPEL: 3. Mai 2024', 'Quelle: Plato Data Intelligence'],
  ['Time Stamp:', 'More from The Mill Herald', 'Pool opens late', 'What the roof costs'],
  ['Mehr von Technik Woche', 'Becken aus Beton', 'Zeitstempel:'],
];

const variants: ((label: string) => string)[] = [
  (label) => label,
  (label) => label.toUpperCase(),
  (label) => label.toLowerCase(),
  (label) => label.replaceAll(' ', '\u00A0'),
  (label) => label.replaceAll(' ', '  '),
  (label) => label.replace(/[.,]/gu, ''),
];
const label = fc
  .tuple(fc.constantFrom(...LABELS), fc.constantFrom(...variants))
  .map(([text, vary]) => vary(text));

function treeOf(lines: readonly string[]): Root {
  return {
    type: 'root',
    children: lines.map((value): Paragraph => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  };
}

async function cleaned(lines: readonly string[]): Promise<string[]> {
  const { tree } = await runStage(boilerplate as never, treeOf(lines), { rulePacks });
  return tree.children.map((node) => plainText(node));
}

test('in mid-sentence, at the start and at the end of a paragraph', async () => {
  await fc.assert(
    fc.asyncProperty(
      label,
      fc.constantFrom(1, 2, 5, 6),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (noise, at, where) => {
        const words = (ARTICLE[at] ?? '').split(' ');
        const gap = Math.round(where * words.length);
        const dirty = [...words.slice(0, gap), noise, ...words.slice(gap)].join(' ');
        expect(await cleaned(ARTICLE.with(at, dirty))).toEqual(ARTICLE);
      },
    ),
    { numRuns: 150 },
  );
});

test('as blocks of their own, whole or one sentence a block, wherever they stand', async () => {
  await fc.assert(
    fc.asyncProperty(label, fc.nat(ARTICLE.length), fc.boolean(), async (noise, at, split) => {
      const blocks = split ? noise.split(/(?<=\.)\s+/u) : [noise];
      expect(await cleaned(ARTICLE.toSpliced(at, 0, ...blocks))).toEqual(ARTICLE);
    }),
    { numRuns: 150 },
  );
});

test('a label torn in two by translation', async () => {
  const torn = ARTICLE.with(
    6,
    'Im September könnte der Rat PlatoBlockchain Data Intelligence abstimmen. Vertikale Suche. Ai.',
  );
  expect((await cleaned(torn))[6]).toBe('Im September könnte der Rat abstimmen.');
});

test.each(TAILS)('widgets and lists at the end: %s', async (...tail) => {
  expect(await cleaned([...ARTICLE, ...tail])).toEqual(ARTICLE);
});

test('an article without noise is left as it is', async () => {
  expect(await cleaned(ARTICLE)).toEqual(ARTICLE);
});

const SEEDS = new URL('../../shared/seeds/', import.meta.url);

test.skipIf(!existsSync(SEEDS))('the article that the project was founded on', async () => {
  for (const name of readdirSync(SEEDS)) {
    const lines = readFileSync(new URL(name, SEEDS), 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '');
    const title = lines[0] ?? '';
    const { tree } = await runStage(boilerplate as never, treeOf(lines), { rulePacks }, {}, { title });
    await runStage(duplicates as never, tree, {}, {}, { title });
    const left = tree.children.map((node) => plainText(node));
    expect(left.join('\n')).not.toMatch(/plato|vertikale suche|zeitstempel|mehr von|®/iu);
    expect(left[0]).toBe('Aktualisiert');
    expect(left).toHaveLength(15);
    const body = lines
      .slice(3, -2)
      .map((line) => line.replace(/^Aktualisiert (?=Die)/u, '').replace(/ ®$/u, ''));
    expect(left.slice(1)).toEqual(body);
  }
});
