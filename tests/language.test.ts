import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { describe, expect, test } from 'vitest';
import {
  cleanForDetection,
  detectBlock,
  detectDocument,
  detectMixed,
  scoreLanguages,
} from '../src/document/language.ts';
import { splitSentences } from '../src/segments/split-sentences.ts';
import { stage } from '../src/stages/detect-language.ts';
import { runStage } from './contracts/stage.ts';
import { golden, goldenCases } from './support/golden.ts';

describe('detect-language', () => {
  for (const { name, tree, options, metadata, path } of goldenCases('detect-language')) {
    test(name, async () => {
      const before = structuredClone(tree);
      const { file } = await runStage(stage as never, tree, {}, options, metadata);
      const lines = [`document: ${file.data.klartext?.language?.code}`];
      visit(tree, (node) => {
        const { language, languageSpans } = node.data ?? {};
        if (!language) return;
        const text = plainText(node);
        const spans = languageSpans?.map(
          (span) => `\n    ${span.language}: ${text.slice(span.start, span.end)}`,
        );
        lines.push(`${language} ${node.type}: ${text}${spans?.join('') ?? ''}`);
      });
      lines.push(...file.messages.map((message) => `${message.ruleId}: ${message.reason}`));
      expect(`${lines.join('\n')}\n`).toBe(golden(path('expected.txt'), `${lines.join('\n')}\n`));
      visit(tree, (node) => {
        delete node.data;
      });
      visit(before, (node) => {
        delete node.data;
      });
      expect(tree).toEqual(before);
    });
  }
});

const DOCUMENTS: readonly (readonly [string, string])[] = [
  [
    'nl',
    'De gemeente wil volgend jaar een nieuwe brug over de rivier bouwen, maar de bewoners zijn verdeeld.',
  ],
  [
    'sv',
    'Kommunen vill bygga en ny bro över ån nästa år. Invånarna är oeniga och fruktar mer buller på sin gata.',
  ],
  ['fr', 'La commune veut construire un nouveau pont sur la rivière, mais les habitants sont partagés.'],
  ['es', 'El ayuntamiento quiere construir un nuevo puente sobre el río el próximo año.'],
  ['pl', 'Gmina chce w przyszłym roku zbudować nowy most na rzece, ale mieszkańcy są podzieleni.'],
  ['ja', '市は来年、川に新しい橋を架ける予定です。'.repeat(9)],
  ['ru', 'Город хочет построить новый мост через реку в следующем году.'],
  [
    'de',
    'Die Gemeinde will im nächsten Jahr eine neue Brücke über den Fluss bauen, doch die Bewohner streiten.',
  ],
  ['en', 'The town wants to build a new bridge over the river next year, but the people are divided.'],
  ['und', ''],
  ['und', '12 % · 4,5 km'],
  ['und', 'https://example.org/die-bruecke-und-der-fluss foo_bar()'],
];

test.each(DOCUMENTS)('a document in %s', (code, text) => {
  expect(detectDocument([text]).code).toBe(code);
});

test('where function words decide alone, trigrams would have decided the same', () => {
  const text = fc.constantFrom(...DOCUMENTS.map(([, document]) => document));
  const prior = fc.constantFrom('de', 'en');
  fc.assert(
    fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), prior, (texts, code) => {
      const block = texts.join(' ');
      expect(detectBlock(block, code)).toBe(scoreLanguages(block, code)[0]?.language ?? code);
    }),
  );
});

test('code, addresses and identifiers have no voice, words have', () => {
  expect(
    cleanForDetection('Siehe www.example.org/a, schreib an a@example.org, @name, #tag, a_b, getName'),
  ).toBe('Siehe schreib an');
  expect(cleanForDetection('und/oder Soft\u00ADhyphen')).toBe('und/oder Softhyphen');
});

test('spans of a mixed block cover it without gap or overlap', () => {
  const sentence = fc.constantFrom(
    'Die Stadt hat am Montag vier neue Kräne bestellt. ',
    'The city has ordered four new cranes for the harbour. ',
    'Ach. ',
    'Das war nicht billig, sagte der Bürgermeister. ',
    'It will not be cheap, the mayor said. ',
  );
  fc.assert(
    fc.property(fc.array(sentence, { minLength: 1, maxLength: 8 }), (sentences) => {
      const text = sentences.join('');
      const spans = detectMixed(splitSentences(text), 'de');
      if (!spans) return;
      expect(spans.map((span) => text.slice(span.start, span.end)).join('')).toBe(text);
      expect(new Set(spans.map((span) => span.language)).size).toBe(2);
    }),
  );
});

const HELDOUT = new URL('../../shared/data/parallel/heldout/', import.meta.url);

describe.skipIf(!existsSync(HELDOUT))('held-out text', () => {
  const lines = (file: string) => readFileSync(new URL(file, HELDOUT), 'utf8').trim().split('\n');
  const share = (items: readonly string[], hit: (item: string) => boolean) =>
    items.filter(hit).length / items.length;

  test.each(['flores-dev', 'wmt20'])('%s: floors that only rise', (set) => {
    for (const [own, other] of [
      ['de', 'en'],
      ['en', 'de'],
    ] as const) {
      const sentences = lines(`${set}.${own}`);
      const paragraphs = sentences
        .filter((_, index) => index % 3 === 0)
        .map((_, index) => sentences.slice(index * 3, index * 3 + 3).join(' '));
      expect(share(paragraphs, (text) => detectDocument([text]).code === own)).toBe(1);
      expect(share(sentences, (text) => detectBlock(text, own) === own)).toBeGreaterThan(0.997);
      expect(share(sentences, (text) => detectBlock(text, other) === own)).toBeGreaterThan(0.95);
    }
  });
});
