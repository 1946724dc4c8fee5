import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { parseDocument } from '../src/document/parse.ts';
import { stage } from '../src/stages/repair-text.ts';
import { testFixtures } from './support/fixtures.ts';

const services = {
  pair: { source: 'de', target: 'en' },
  rulePacks: [],
  signal: new AbortController().signal,
};

async function repair(text: string, format: 'markdown' | 'html' = 'markdown') {
  const { file, root } = await parseDocument({ text, format });
  const transform = stage.plugin.call(undefined as never, {}, services);
  if (typeof transform === 'function') await transform(root, file, () => undefined);
  return { text: stringifyMarkdown(root), file };
}

testFixtures({
  folder: 'repair-text',
  testFile: 'tests/repair-text.test.ts',
  inputExtension: 'md',
  expectedExtension: 'md',
  run: async ({ input }) => {
    const { text, file } = await repair(input);
    const said = file.messages.map(({ ruleId, reason }) => `${ruleId}: ${reason}\n`);
    return `${text}\n<!-- messages -->\n\n${said.join('')}`;
  },
});

test.each([
  ['fÃ¼r â€žGrÃ¶ÃŸeâ€œ', 'für „Größe“'],
  ['fÃƒÂ¼r', 'für'],
  ['SÃO, “MAÇÔ', 'SÃO, “MAÇÔ'],
  ['Das Zeichen &amp;lt; bleibt', 'Das Zeichen &lt; bleibt'],
  ['Er&amp;nbsp;sagte &amp;quot;Ja&amp;quot;', 'Er sagte "Ja"'],
  ['Ver\u00adöffent-\nlichung, Ein-\nund Ausgang', 'Veröffentlichung, Ein- und Ausgang'],
  ['Ein Wort , und .NET ...', 'Ein Wort, und .NET ...'],
  ['Wort [ Ort ](https://a.de) *kursiv* , Ende', 'Wort [Ort](https://a.de) *kursiv*, Ende'],
  ['Code `fÃ¼r  x` und [Ort](https://a.de/fÃ¼r)', 'Code `fÃ¼r  x` und [Ort](https://a.de/fÃ¼r)'],
])('%j becomes %j', async (before, after) => {
  expect((await repair(before)).text.trim().replace('\\&lt;', '&lt;')).toBe(after);
});

test('each kind of repair is one info message; lost characters are a warning', async () => {
  const { file } = await repair('fÃ¼r GrÃ¶ÃŸe, ver\u00adloren: \ufffd');
  expect(file.messages.map(({ source, ruleId, fatal }) => [`${source}:${ruleId}`, fatal])).toEqual([
    ['repair-text:mojibake', undefined],
    ['repair-text:soft-hyphen', undefined],
    ['repair-text:replacement-character', false],
  ]);
});

test('repairing twice is repairing once', async () => {
  const word = fc.constantFrom(
    'fÃ¼r',
    'â€ž',
    'Ã',
    'Â',
    'Ä“',
    '&amp;',
    '&quot;',
    '&amp;nbsp;',
    'Wort',
    ',',
    '.',
    '\u00ad',
    '\u00a0',
    '\u200b',
    '5',
    'öffent-\nlichung',
    'u\u0308',
    '\u0084',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(word, { minLength: 1, maxLength: 8 }),
      fc.constantFrom('', ' '),
      async (words, glue) => {
        const once = (await repair(words.join(glue))).text;
        expect((await repair(once)).text).toBe(once);
      },
    ),
    // What cannot be seen may stand within a sequence of mojibake.
    { numRuns: 80, examples: [[['Ã', '\u200b', '\u0084', 'fÃ¼r'], '']] },
  );
});

test('a line break at the end of emphasis, which Markdown cannot say, stands behind it', async () => {
  const html = '<p><br> <em>Erste Zeile<br></em><strong>Zweite</strong><br></p>';
  expect((await repair(html, 'html')).text).toBe('*Erste Zeile*\\\n**Zweite**\n');
});
