/** `<pre>` that holds no code: verse, letters, and what was pasted there. */
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage } from './support/judged-page.ts';

const read = (body: string) => stringifyMarkdown(judgedPage(body).root).trim();

test('verse is text, line by line', () => {
  const verse = `Der Mond ist aufgegangen,
Die goldnen Sternlein prangen
  Am Himmel hell und klar;
Der Wald steht schwarz und schweiget,

Und aus den Wiesen steiget
  Der weiße Nebel <em>wunderbar</em>.`;
  const text = `Der Mond ist aufgegangen,\\
Die goldnen Sternlein prangen\\
Am Himmel hell und klar;\\
Der Wald steht schwarz und schweiget,

Und aus den Wiesen steiget\\
Der weiße Nebel *wunderbar*.`;
  expect(read(`<pre>\n${verse}\n</pre>`)).toBe(text);
  expect(read(`<pre class="verse">${verse.replaceAll('\n', '<br>')}</pre>`)).toBe(text);
});

test('what an editor calls verse is verse, however short', () => {
  expect(read('<pre class="wp-block-verse">Alter Teich<br>Ein Frosch springt</pre>')).toBe(
    'Alter Teich\\\nEin Frosch springt',
  );
});

test('a letter that was wrapped keeps its paragraphs, and no other lines', () => {
  const letter = `Sehr geehrte Damen und Herren,

hiermit kündige ich meinen Vertrag zum 31. Dezember. Bitte bestätigen
Sie mir den Erhalt dieses Schreibens (<a href="https://example.org/a_b">Vordruck</a>), und nennen
Sie mir den Tag, an dem die letzte Rechnung kommt.

Mit freundlichen Grüßen
Hans Müller`;
  expect(read(`<pre>${letter}</pre>`)).toBe(
    `Sehr geehrte Damen und Herren,

hiermit kündige ich meinen Vertrag zum 31. Dezember. Bitte bestätigen Sie mir den Erhalt dieses Schreibens ([Vordruck](https://example.org/a_b)), und nennen Sie mir den Tag, an dem die letzte Rechnung kommt.

Mit freundlichen Grüßen\\
Hans Müller`,
  );
});

const PROSE =
  'Der Rat hat am Abend lange gestritten, bevor er dem Entwurf dann doch mit knapper Mehrheit zustimmte.';

test.each([
  ['code', `<pre><code>${PROSE}</code></pre>`],
  ['a listing of a language', `<pre class="language-text">${PROSE}</pre>`],
  ['what a highlighter has coloured', `<pre><span class="c1">${PROSE}</span></pre>`],
  ['comments of a program', `<pre># ${PROSE}\nx = 1\n# ${PROSE}\ny = 2</pre>`],
  ['a dialogue with a shell', `<pre>$ echo "${PROSE}"\n${PROSE}</pre>`],
  ['what a program says', '<pre>Die Datei wurde nicht gefunden.\nBitte versuchen Sie es noch einmal.</pre>'],
  ['columns', `<pre>Montag     Wir haben von neun bis zwölf für Sie auf.\nDienstag   ${PROSE}</pre>`],
  [
    'English',
    '<pre>The council argued for a long time in the evening before it agreed to the draft by a very small majority of votes.</pre>',
  ],
])('%s stays as it is', (_, html) => {
  expect(read(html)).toMatch(/^```[\s\S]*```$/);
});
