import fc from 'fast-check';
import { toString as textOf } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { parseDocument } from '../src/document/parse.ts';
import { parseText } from '../src/document/text.ts';
import { testFixtures } from './support/fixtures.ts';

testFixtures({
  folder: 'parse-text',
  testFile: 'tests/parse-text.test.ts',
  inputExtension: 'txt',
  expectedExtension: 'md',
  run: ({ input }) => stringifyMarkdown(parseText(input).root),
});

test('positions point at the text in the input', () => {
  const input =
    'Ein Titel ohne Punkt\r\n\r\n  Ein Absatz, der lang genug ist, um hier als Absatz zu gelten.\r\n';
  const { root, metadata } = parseText(input);
  expect(metadata).toEqual({ title: 'Ein Titel ohne Punkt' });
  for (const node of root.children) {
    expect(input.slice(node.position?.start.offset, node.position?.end.offset)).toBe(textOf(node));
  }
  expect(root.children[1]?.position?.start).toMatchObject({ line: 3, column: 3 });
});

test('no letter is lost or added, whatever comes in', () => {
  const word = fc.constantFrom(
    'Ein',
    'Haus.',
    'Größe',
    '-',
    '•',
    '1.',
    '2.',
    '*x*',
    '\n',
    '\n\n',
    '    ',
    'a@b.de',
    'und',
    'x = 1;',
    '# y',
    '\t',
    '\n| a | b |',
    '\n---\n',
  );
  const letters = (text: string) => text.replace(/[^\p{L}]/gu, '');
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      const input = words.join(' ');
      expect(letters(textOf(parseText(input).root))).toBe(letters(input));
    }),
  );
});

const read = (...lines: string[]) => stringifyMarkdown(parseText(lines.join('\n')).root).trim();
const TABLE =
  '| Dienst | Preis    | Port |\n| ------ | -------- | ---- |\n| Web    | 1.204,50 | 80   |\n| Mail   | 12,50    | 25   |';

test.each([
  [
    'bars',
    [
      '+----+',
      '| Dienst | Preis | Port |',
      '+====+',
      '| Web | 1.204,50 | 80 |',
      '| Mail | 12,50 | 25 |',
      '+----+',
    ],
  ],
  ['semicolons', ['Dienst;Preis;Port', 'Web;1.204,50;80', 'Mail;12,50;25']],
  ['tabs', ['Dienst\tPreis\tPort', 'Web\t1.204,50\t80', 'Mail\t12,50\t25']],
  ['gaps', ['Dienst       Preis  Port', 'Web       1.204,50  80', 'Mail         12,50  25']],
])('a table of %s is a table', (_, lines) => {
  expect(read(...lines)).toBe(TABLE);
});

test.each([
  [['1.  Der  Rat', '2.  Das  Haus', '3.  Die  Stadt']],
  [['Tel.:   030 / 12', 'Fax:    030 / 13', 'Mobil:  0170 / 14']],
  [['Der  Rat  tagt', 'Das Haus  ist  alt', 'Die  Stadt liegt  am Fluss']],
])('gaps alone make no table: %s', (lines) => {
  expect(parseText(lines.join('\n')).root.children.map(({ type }) => type)).not.toContain('table');
});

test('lines that are drawn make headings and part the text', () => {
  expect(
    read(
      'Der Rat',
      '=======',
      '',
      'Er tagt.',
      '',
      '1. Die Lage',
      '-----------',
      'Sie ist ernst.',
      '',
      '* * *',
      '',
      'Ende.',
    ),
  ).toBe('# Der Rat\n\nEr tagt.\n\n## 1. Die Lage\n\nSie ist ernst.\n\n***\n\nEnde.');
});

test('tables, quotations and drawn lines do not hide that the text is wrapped', () => {
  const prose = [
    'Wer Docker im Heimnetz betreibt, der sollte sich mit den Grund-',
    'lagen der Netze beschäftigen, denn dort liegen die Fehler.',
  ];
  const noise = ['| a | b |', '| c | d |', '| e | f |', '| g | h |', '', '> Ja', '> Nein', '> Doch', '> Oh'];
  expect(read(...prose, '', ...noise)).toContain('mit den Grundlagen der Netze');
});

test('points with letters and speakers begin lines of their own in wrapped text', () => {
  const prose = [
    'Wer Docker im Heimnetz betreibt, der sollte sich mit den Grund-',
    'lagen der Netze beschäftigen, denn dort liegen die Fehler.',
  ];
  const points = [
    'a) Netze anlegen und die Ports freigeben, die man wirklich braucht',
    'b) Container starten',
  ];
  expect(read(...prose, '', ...points)).toMatch(/braucht\n\nb\)/);
  const speech = [
    'RICHTER: Wie sind Sie darauf gekommen, und seit wann wissen Sie es',
    'ZEUGE: Seit dem Mai.',
  ];
  expect(read(...prose, '', ...speech)).toMatch(/es\n\nZEUGE:/);
});

test('the three formats come out as one kind of document', async () => {
  const text = await parseDocument({
    text: 'Ein Titel\n\nEin Absatz.',
    format: 'text',
    path: 'a.txt',
    url: 'https://a.de/',
  });
  expect(text.file.path).toBe('a.txt');
  expect(text.file.data.klartext).toMatchObject({
    format: 'text',
    metadata: { url: 'https://a.de/' },
    segments: [],
  });
  const markdown = await parseDocument({ text: '---\na: "b\n---\n\nText', format: 'markdown' });
  expect(markdown.file.messages).toMatchObject([{ source: 'parse', ruleId: 'front-matter', fatal: false }]);
  const html = await parseDocument({ text: '<p>Ein Absatz mit <b>Wort</b>.</p>', format: 'html' });
  expect(textOf(html.root)).toContain('Ein Absatz mit Wort.');
});

test('quotations of a mail are quotations, in any depth, and their lines are joined as others are', () => {
  const mail = `Peter Schmidt schrieb:
> Hallo zusammen,
>
> seit gestern startet mein Rechner nicht mehr. Ich habe schon alles
> versucht, aber es hilft einfach nichts. Die Meldung ist immer noch
> dieselbe wie am Tag davor.
>
> > Der Kern findet das Laufwerk nicht, von dem er starten soll, und
> > hält dann an.
>
> Was kann ich tun?
Du hast vermutlich vergessen, den Treiber für deinen Adapter fest mit
in den Kern zu übersetzen. Versuch es einmal so:

    make menuconfig
    make dep modules

Danach muss der Lader noch einmal laufen, sonst findet er den neuen
Kern nicht.
`;
  expect(stringifyMarkdown(parseText(mail).root)).toBe(`Peter Schmidt schrieb:

> Hallo zusammen,
>
> seit gestern startet mein Rechner nicht mehr. Ich habe schon alles versucht, aber es hilft einfach nichts. Die Meldung ist immer noch dieselbe wie am Tag davor.
>
> > Der Kern findet das Laufwerk nicht, von dem er starten soll, und hält dann an.
>
> Was kann ich tun?

Du hast vermutlich vergessen, den Treiber für deinen Adapter fest mit in den Kern zu übersetzen. Versuch es einmal so:

make menuconfig

make dep modules

Danach muss der Lader noch einmal laufen, sonst findet er den neuen Kern nicht.
`);
});
