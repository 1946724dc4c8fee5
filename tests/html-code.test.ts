/** Listings as highlighters write them: every line of the code, and nothing else. */
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage } from './support/judged-page.ts';

const read = (body: string) => stringifyMarkdown(judgedPage(body).root).trim();

test('a listing that is told to have line numbers keeps its code', () => {
  const rows = '<span aria-hidden="true" class="line-numbers-rows"><span></span><span></span></span>';
  const code = `<code class="language-python">import json\nprint(1)\n${rows}</code>`;
  expect(read(`<pre class="language-python line-numbers">${code}</pre>`)).toBe(
    '```python\nimport json\nprint(1)\n```',
  );
});

test.each([
  ['ln', '1'],
  ['lnt', '1\n'],
  ['line-number', '1 '],
  ['linenumber react-syntax-highlighter-line-number', '1'],
  ['codeLineNumber_Tfdd', ''],
  ['hljs-ln-numbers', '1'],
])('the number before a line is no code: %s', (name, number) => {
  const line = (text: string) =>
    `<span class="line"><span class="${name}">${number}</span><span class="cl">${text}\n</span></span>`;
  expect(read(`<pre><code>${line('web:')}${line('  port: 80')}</code></pre>`)).toBe(
    '```\nweb:\n  port: 80\n```',
  );
});

test('figures of the code stay, whatever their class says', () => {
  expect(
    read('<pre><code>a = <span class="hljs-number">42</span>; <span class="ln">ln(x)</span></code></pre>'),
  ).toBe('```\na = 42; ln(x)\n```');
});

test('a listing whose lines are rows of a table is a listing', () => {
  const row = (number: number, code: string) =>
    `<tr><td class="blob-num" data-line-number="${number}"></td><td class="blob-code js-file-line">${code}</td></tr>`;
  const rows = [row(1, '<span>func</span> main() {'), row(2, '\tprint("a")'), row(3, '}')].join('\n');
  expect(read(`<table class="highlight js-file-line-container"><tbody>${rows}</tbody></table>`)).toBe(
    '```\nfunc main() {\n\tprint("a")\n}\n```',
  );
});

test.each([
  [
    'crayon',
    '<table class="crayon-table"><tr class="crayon-row"><td class="crayon-nums"><div class="crayon-nums-content"><div class="crayon-num">1</div><div class="crayon-num">2</div></div></td><td class="crayon-code"><div class="crayon-pre"><div class="crayon-line">sudo apt update</div><div class="crayon-line">&nbsp;&nbsp;reboot</div></div></td></tr></table>',
  ],
  [
    'syntaxhighlighter',
    '<table><tbody><tr><td class="gutter"><div class="line number1">1</div><div class="line number2">2</div></td><td class="code"><div class="container"><div class="line number1"><code class="bash plain">sudo apt update</code></div><div class="line number2"><code class="bash spaces">&nbsp;&nbsp;</code><code class="bash plain">reboot</code></div></div></td></tr></tbody></table>',
  ],
  [
    'pygments',
    '<table class="highlighttable"><tr><td class="linenos"><div class="linenodiv"><pre>1\n2</pre></div></td><td class="code"><div><pre><span></span><code>sudo apt update\n  reboot\n</code></pre></div></td></tr></table>',
  ],
])('a table of numbers and code is a listing: %s', (_, html) => {
  expect(read(html)).toBe('```\nsudo apt update\n  reboot\n```');
});

test('what a button would copy stands in the listing already', () => {
  const copy =
    '<span role="button"><pre aria-hidden="true"><textarea readonly>npm ci</textarea></pre></span>';
  expect(read(`<p>Zuerst:</p><div>${copy}<pre><code>npm ci</code></pre></div>`)).toBe(
    'Zuerst:\n\n```\nnpm ci\n```',
  );
});

test('where code may break is no part of it', () => {
  const code = 'foo&shy;Bar<wbr>Baz.&#8203;run()&nbsp;--all';
  expect(read(`<p>Der Befehl <code>${code}</code> hilft.</p><pre>${code}</pre>`)).toBe(
    'Der Befehl `fooBarBaz.run() --all` hilft.\n\n```\nfooBarBaz.run() --all\n```',
  );
});
