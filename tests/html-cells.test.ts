/** Markdown's cells hold one line of text: what pages put into theirs comes to be one. */
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage } from './support/judged-page.ts';

const read = (body: string) => stringifyMarkdown(judgedPage(body).root).trim();
const cellOf = (html: string) => {
  const table = `<table><tr><th>Wert</th><th>Text</th></tr><tr><td>1</td><td>${html}</td></tr></table>`;
  const lines = read(table).split('\n');
  expect(lines).toHaveLength(3);
  return /^\| 1 +\| (.*?) +\|$/.exec(lines[2] ?? '')?.[1];
};

test.each([
  ['<ul><li>4 × USB-C</li><li>Klinke 3,5 mm</li></ul>', '4 × USB-C; Klinke 3,5 mm'],
  [
    'Neu:<ol><li>Es tagt.</li><li>Es <b>wählt</b><ul><li>oft</li></ul></li></ol>',
    'Neu: Es tagt. Es **wählt** oft',
  ],
  ['<p>Der Rat.</p><p>Das Haus.</p>', 'Der Rat. Das Haus.'],
  ['<div>Der Rat</div><div>tagt</div>', 'Der Rat tagt'],
  ['<h4>Rat</h4>Er tagt.', 'Rat Er tagt.'],
  ['Er sagt:<blockquote><p>Ja</p></blockquote><hr>Ende', 'Er sagt: Ja Ende'],
  ['<pre><code class="language-sh">npm ci</code></pre>', '`npm ci`'],
  ['<dl><dt>Rat</dt><dd>Er tagt</dd></dl>', 'Rat Er tagt'],
  ['<details><summary>Mehr</summary>Der Rat</details>', '**Mehr** Der Rat'],
  ['<figure><img src="/a.png" alt="A"><figcaption>Der Rat</figcaption></figure>', '![A](/a.png) *Der Rat*'],
])('%s', (html, text) => {
  expect(cellOf(html)).toBe(text);
});

test('a table of listings gives them up whole', () => {
  const cells = '<td><pre>a = 1\n  b = 2</pre></td><td><pre>a: 1\nb: 2</pre></td>';
  expect(read(`<table><tr><th>Alt</th><th>Neu</th></tr><tr>${cells}</tr></table>`)).toBe(
    'Alt\n\nNeu\n\n```\na = 1\n  b = 2\n```\n\n```\na: 1\nb: 2\n```',
  );
});

test('a few commands in a cell of a table with headings leave it a table, code with indents does not', () => {
  const code = 'make dep\nmake install';
  const rows = `<tr><th>Befehl</th><th>Wirkung</th></tr><tr><td><pre>${code}</pre></td><td>Baut alles</td></tr>`;
  expect(stringifyMarkdown(judgedPage(`<table>${rows}</table>`).root)).toBe(
    '| Befehl                    | Wirkung    |\n' +
      '| ------------------------- | ---------- |\n' +
      '| `make dep` `make install` | Baut alles |\n',
  );
  const indented = rows.replace(code, 'if a:\n  b()');
  expect(read(`<table>${indented}</table>`)).toContain('```\nif a:\n  b()\n```');
});
