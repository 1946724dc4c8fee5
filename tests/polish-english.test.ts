import fc from 'fast-check';
import type { Paragraph, PhrasingContent, Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { polishNodes, stage } from '../src/stages/polish-english.ts';
import type { Stage, StageServices } from '../src/stages/stage.ts';
import { fakeProvider, upperCaseProvider } from './support/fake-providers.ts';
import { testFixtures } from './support/fixtures.ts';
import { parse } from './support/markdown.ts';
import { NO_CHECKS, runStages } from './support/run-stages.ts';

const polish = (options: Record<string, unknown> = {}) => [{ stage: stage as unknown as Stage, options }];

testFixtures({
  folder: 'polish-english',
  testFile: 'tests/polish-english.test.ts',
  inputExtension: 'md',
  expectedExtension: 'md',
  run: async ({ input, options }) => {
    const { markdown } = await runStages(input, upperCaseProvider(), {}, undefined, polish(options), {
      checks: NO_CHECKS,
    });
    return stringifyMarkdown(parse(markdown));
  },
});

describe('polish-english', () => {
  test('sets the translated title too', async () => {
    const metadata = { title: 'Das „Werk“ schließt' };
    const { data } = await runStages('Ein Satz.', upperCaseProvider(), { metadata }, undefined, polish());
    expect(data.translatedTitle).toBe('DAS “WERK” SCHLIESST');
  });

  test('what the author wrote in English, and what failed, stays byte for byte', async () => {
    const markdown = 'He said „so“ – twice .\n\nEr sagte „so“ – zweimal.\n';
    const annotate = (tree: Root) => {
      (tree.children[0] as Paragraph).data = { language: 'en' };
    };
    const none = fakeProvider(() => undefined);
    const { markdown: out } = await runStages(markdown, none, {}, annotate, polish());
    expect(out).toBe(markdown);
  });

  test('does nothing when the target is not English', async () => {
    const french = { pair: { source: 'de', target: 'fr' } };
    const asFrench = {
      ...stage,
      plugin: (options: { style: 'us' | 'gb' }, services: StageServices) =>
        stage.plugin.call({} as never, options, { ...services, ...french }),
    } as unknown as Stage;
    const after = [{ stage: asFrench, options: {} }];
    const { markdown } = await runStages('Er sagt „so“.', upperCaseProvider(), {}, undefined, after);
    expect(markdown).toBe('ER SAGT „SO“.\n');
  });

  test('a document in straight quotation marks keeps them, one with others does not', async () => {
    const plain = 'Er sagt "so".\n\nSie sagt "nein".\n';
    const out = async (markdown: string) =>
      (await runStages(markdown, upperCaseProvider(), {}, undefined, polish())).markdown;
    expect(await out(plain)).toBe(plain.toUpperCase());
    expect(await out(`${plain}\nUnd „ja“.\n`)).toBe('ER SAGT “SO”.\n\nSIE SAGT “NEIN”.\n\nUND “JA”.\n');
    const curly: PhrasingContent[] = [{ type: 'text', value: 'He says “so”.' }];
    expect(polishNodes(curly, 'us', 'Er sagt "so".', true)).toEqual([
      { type: 'text', value: 'He says "so".' },
    ]);
  });

  test('leaves the nodes it is given as they are, and says when nothing is to be done', () => {
    const nodes: PhrasingContent[] = [{ type: 'text', value: '„x“' }];
    expect(polishNodes(nodes, 'us')).toEqual([{ type: 'text', value: '“x”' }]);
    expect(nodes).toEqual([{ type: 'text', value: '„x“' }]);
    expect(polishNodes([{ type: 'text', value: 'Nothing to do.' }], 'us')).toBeUndefined();
  });

  const sign = fc.constantFrom(
    ...['„', '“', '”', '»', '«', '"', '‚', '‘', '’', '›', '‹', "'", '–', '—', ' ', ' ', ' – ', ' ,', ' .'],
    ...['5 %', '1,234.50 €', '3 million €', '€5', '17.30'],
    ...['word', "it's", 'dogs’', '1.234,56', '5', '(', ')', ':', '!', 'https://example.org/a_b', 'a@b.de'],
  );
  const text = fc.array(sign, { minLength: 1, maxLength: 12 }).map((signs) => signs.join(''));
  const nodes = fc.array(
    fc.oneof(
      text.map((value): PhrasingContent => ({ type: 'text', value })),
      text.map((value): PhrasingContent => ({ type: 'strong', children: [{ type: 'text', value }] })),
      fc.constant<PhrasingContent>({ type: 'inlineCode', value: '„x“ – y .' }),
      fc.constant<PhrasingContent>({ type: 'break' }),
    ),
    { minLength: 1, maxLength: 4 },
  );
  const style = fc.constantFrom('us' as const, 'gb' as const);
  /** All but what the stage is there to change. */
  const words = (list: readonly PhrasingContent[]) =>
    textOf({ type: 'paragraph', children: [...list] }).replace(/[„“”»«"‚‘’›‹–—€\s]/g, '');

  test('never changes words, figures, code or addresses', () => {
    fc.assert(
      fc.property(nodes, style, (list, english) => {
        expect(words(polishNodes(list, english) ?? list)).toBe(words(list));
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ['us', 'am 03.10.2024', 'on 03.10.2024', 'on 10/03/2024'],
    ['gb', 'am 3.10.2024', 'on 3.10.2024', 'on 3/10/2024'],
    ['us', 'um 17.30 Uhr', 'at 17.30', 'at 17:30'],
    // Nobody knows whose these are.
    ['us', 'am 3. Oktober', 'on 03.10.2024', 'on 03.10.2024'],
    ['us', 'Version 17.30', 'version 17.30', 'version 17.30'],
    ['us', 'Host 10.1.1.20', 'host 10.1.1.20', 'host 10.1.1.20'],
    ['us', '99.99.2024', '99.99.2024', '99.99.2024'],
    ['us', '5 Mio. €, 7,5 %', '5 million €, 7.5\u00a0%', '€5 million, 7.5%'],
    ['us', '5 € (6 $)', '5€ ($6), €7 8 €/h', '€5 ($6), €7 €8/h'],
    ['gb', 'der 3., 5 km', '3rd, 5 km, 5 °C', '3rd, 5 km, 5 °C'],
  ] as const)('%s, "%s": "%s" is set as "%s"', (english, source, said, set) => {
    const nodes: PhrasingContent[] = [{ type: 'text', value: said }];
    const polished = polishNodes(nodes, english, source) ?? nodes;
    expect(polished).toEqual([{ type: 'text', value: set }]);
    expect(polishNodes(polished, english, source)).toBeUndefined();
  });

  test('polishing twice is polishing once', () => {
    fc.assert(
      fc.property(nodes, style, (list, english) => {
        const once = polishNodes(list, english);
        if (once) expect(polishNodes(once, english) ?? once).toEqual(once);
      }),
      { numRuns: 1000 },
    );
  });
});
