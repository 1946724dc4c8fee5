import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRemoval } from '../src/document/messages.ts';
import { judgeBlocks, shippedTextModel } from '../src/stages/boilerplate/text-model/judge.ts';
import { stage } from '../src/stages/remove-boilerplate.ts';
import { runStage } from './contracts/stage.ts';
import { cleanOf, hasData, readSet } from './eval/text-blocks/data.ts';
import { parse, stringify } from './support/markdown.ts';

const SENTENCES = [
  'Die Stadt baut im Sommer eine Brücke über den Fluss, und viele Leute freuen sich darauf.',
  'Der Rat hat am Abend lange gestritten, bevor er dem Entwurf mit knapper Mehrheit zustimmte.',
  'Bisher müssen alle, die ans andere Ufer wollen, einen weiten Umweg durch den Wald nehmen.',
  'Gegner halten das Vorhaben für zu teuer und fürchten, dass der Verkehr im Ort noch zunimmt.',
  'Eine Sprecherin der Verwaltung sagte, man habe alle Einwände geprüft und viele berücksichtigt.',
  'Im Herbst soll die Arbeit beginnen; wann sie endet, hängt auch vom Wetter im Winter ab.',
];
const ARTICLE = SENTENCES.map(
  (sentence, index) => `${sentence} ${SENTENCES[(index + 2) % SENTENCES.length]}`,
);
const HEAD = [
  'Startseite',
  'Politik',
  'Wirtschaft',
  'Kultur',
  'Sport',
  'Reise',
  'Wissen',
  'Mehr',
  'Suche',
  'Abo',
];
const TAIL = [
  'Meistgelesen',
  'Alle Ressorts',
  'Karriere',
  'Rätsel',
  'Wetter',
  'Lotto',
  'Impressum',
  'Hilfe',
  'AGB',
];

const page = (...extra: string[]) =>
  parse([...HEAD, '# Brücke kommt', ...ARTICLE, ...TAIL, ...extra, ...TAIL.toReversed()].join('\n\n'));

describe('the shipped model', () => {
  test('tells an article from the menu around it', () => {
    const texts = [...HEAD, ...ARTICLE, ...TAIL];
    const scores = judgeBlocks(
      texts.map((text) => ({ text, ruleHit: false })),
      shippedTextModel(),
    );
    const article = scores.slice(HEAD.length, HEAD.length + ARTICLE.length);
    const menus = [...scores.slice(0, HEAD.length), ...scores.slice(-TAIL.length)];
    expect(Math.min(...article)).toBeGreaterThan(0.5);
    expect(Math.max(...menus)).toBeLessThan(0.5);
  });

  test('was trained for the features of this program, or says so', () => {
    expect(() => judgeBlocks([], { ...shippedTextModel(), first: [1] })).toThrow(/train it again/);
  });

  test.skipIf(!hasData)('takes none of a thousand blocks of clean articles', () => {
    for (const { blocks } of readSet('gold-de').map(cleanOf)) {
      const scores = judgeBlocks(blocks, shippedTextModel());
      const eaten = blocks.filter(({ label }, index) => label === 'content' && (scores[index] ?? 1) < 0.02);
      expect(eaten.map(({ text }) => text)).toEqual([]);
    }
  });
});

describe('remove-boilerplate with model: true', () => {
  test('takes menus, and never what holds a figure, a link or a name told nowhere else', async () => {
    const precious = ['Ausgabe 4711', '[Rat](https://example.org/rat)', 'Hilfe von IBM'];
    const { tree, file } = await runStage(
      stage as never,
      page(...precious),
      {},
      { model: true, modelThreshold: 0.1 },
    );
    const left = stringify(tree);
    for (const text of [...ARTICLE, 'Brücke kommt', ...precious]) expect(left).toContain(text);
    for (const text of ['Wirtschaft', 'Lotto', 'Alle Ressorts']) expect(left).not.toContain(text);
    expect(
      file.messages.filter(isRemoval).every(({ ruleId }) => ruleId?.startsWith('remove-boilerplate:')),
    ).toBe(true);
  });

  test('is off by default, and for HTML', async () => {
    const { tree } = await runStage(stage as never, page());
    expect(stringify(tree)).toContain('Lotto');
  });

  test('takes nothing of an article alone, however it is put together', async () => {
    const paragraph = fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(paragraph, { minLength: 1, maxLength: 12 }), async (paragraphs) => {
        const tree = parse(paragraphs.map((sentences) => sentences.join(' ')).join('\n\n'));
        const before = stringify(tree);
        await runStage(stage as never, tree, {}, { model: true });
        expect(stringify(tree)).toBe(before);
      }),
      { numRuns: 60 },
    );
  });
});
