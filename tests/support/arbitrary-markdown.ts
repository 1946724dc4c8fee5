/** Markdown sources for property tests: real constructs with awkward words in them. */
import fc from 'fast-check';

const word = fc.constantFrom(
  ...[
    'Haus',
    'Größe',
    'snake_case_wort',
    'AT&T',
    '[von]',
    '[b]',
    '5',
    '*',
    '_',
    '~',
    '~~',
    '<',
    '>',
    '&amp;',
    '\\*',
  ],
  ...[
    'Nutzer*innen',
    '1.',
    '2)',
    '-',
    '+',
    '#',
    '|',
    '`',
    '``',
    '!',
    '![',
    ']',
    '(x)',
    '**fett**',
    '*kursiv*',
  ],
  ...[
    '`code_a`',
    '[Link](https://a.de/x_y "T")',
    '![Bild](b.png)',
    'https://a.de/b_c?d=e&f',
    'a@b.de',
    'www.c.de',
  ],
  ...[
    '„Zitat“',
    ':',
    '\\',
    '&nbsp;',
    '<b>',
    '[^1]',
    '~~weg~~',
    '___',
    '***',
    '=',
    '==',
    '🙂',
    '\u00a0',
    '__x__',
    '[ ]',
  ],
);
const line = fc.array(word, { minLength: 1, maxLength: 8 }).map((words) => words.join(' '));
const glued = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(''));
const paragraph = fc
  .array(fc.oneof(line, glued), { minLength: 1, maxLength: 3 })
  .map((lines) => lines.join('\n'));
const block = fc.oneof(
  paragraph,
  line.map((text) => `## ${text}`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((items) => items.map((item) => `- ${item}`).join('\n')),
  fc
    .array(line, { minLength: 1, maxLength: 3 })
    .map((items) => items.map((item, i) => `${i + 1}. ${item}`).join('\n')),
  fc.tuple(line, line).map(([a, b]) => `- ${a}\n  - ${b}\n\n    ${a}`),
  line.map((text) => `- [x] ${text}`),
  paragraph.map((text) => text.replace(/^/gm, '> ')),
  fc.tuple(line, line).map(([a, b]) => `| A | B |\n|---|:-:|\n| ${a} | ${b} |`),
  line.map((text) => `\`\`\`js\n${text}\n\`\`\``),
  line.map((text) => `    ${text}`),
  fc.constantFrom('***', '---', '[b]: https://b.de', '[^1]: Eine Note', '<div>x</div>'),
);

/** Empty items within empty items: remark-stringify may write them as a rule (`* * *`). They hold no text to lose. */
const NESTED_EMPTY_ITEMS = /^ *[-*+](?: +[-*+])+ *$/m;

export const arbitraryMarkdown: fc.Arbitrary<string> = fc
  .array(block, { minLength: 1, maxLength: 6 })
  .map((blocks) => `${blocks.join('\n\n')}\n`)
  .filter((source) => !NESTED_EMPTY_ITEMS.test(source));
