/** What pages do within their lines, as Markdown. */
import { expect, test } from 'vitest';
import { stringifyMarkdown } from '../src/document/markdown.ts';
import { judgedPage } from './support/judged-page.ts';

const read = (body: string) => stringifyMarkdown(judgedPage(body).root).trim();

test.each([
  [
    '<p>von der<span> </span><strong>aktiven Hilfe</strong><em> </em>seiner</p>',
    'von der **aktiven Hilfe** seiner',
  ],
  ['<p><b>Zweck:</b>Werbung</p>', '**Zweck**:Werbung'],
  ['<p>Es helfe<b>, den Rat</b> zu wählen.</p>', 'Es helfe, **den Rat** zu wählen.'],
  ['<p><b>Der</b><b> Rat</b> stimmt zu.</p>', '**Der Rat** stimmt zu.'],
  ['<p><b><strong>Der Rat</strong></b> stimmt zu.</p>', '**Der Rat** stimmt zu.'],
  ['<p>Das „Blatt<i>“</i> ist alt.</p>', 'Das „Blatt“ ist alt.'],
  ['<p>Er sagt: „<q>Ja</q>“ und <q>Nein</q>.</p>', 'Er sagt: „Ja“ und „Nein“.'],
])('emphasis and marks that Markdown can say: %s', (html, markdown) => {
  expect(read(html)).toBe(markdown);
});

test('two breaks within a style part paragraphs', () => {
  expect(read('<p><b><font>Einreise<br><br>Reisen nach Wien</font></b> sind teuer.</p>')).toBe(
    '**Einreise**\n\n**Reisen nach Wien**\n\nsind teuer.',
  );
});

test.each([
  ['<p><b>Die Regeln<br></b><br>Der Rat tagt.</p>', '**Die Regeln**\n\nDer Rat tagt.'],
  [
    '<p>Der Rat tagt.<b><br><br>Die Regeln</b><br>Sie gelten.</p>',
    'Der Rat tagt.\n\n**Die Regeln**\\\nSie gelten.',
  ],
  [
    '<p><b>Mehr dazu:<br>&nbsp;</b><a href="https://a.example/">Rat</a></p>',
    '**Mehr dazu:**\\\n[Rat](https://a.example/)',
  ],
  ['<p>Eins<span><br> </span><span><br></span>Zwei</p>', 'Eins\n\nZwei'],
])('breaks at the edge of a style are those of the text around it: %s', (html, markdown) => {
  expect(read(html)).toBe(markdown);
});

test.each([
  ['Der Turm am Abend.<small>Foto: A. Bauer</small>', 'Der Turm am Abend. Foto: A. Bauer'],
  ['<span>Der Turm</span><span><i>©</i> A. Bauer</span>', 'Der Turm © A. Bauer'],
  ['Der Turm am <span>Fotohaus</span>', 'Der Turm am Fotohaus'],
  ['Am Alt<span>bildarchiv</span>', 'Am Altbildarchiv'],
])('a credit stands apart from its caption: %s', (html, text) => {
  const { blocks } = judgedPage(`<figure><img src="/a.png"><figcaption>${html}</figcaption></figure>`);
  expect(blocks?.[0]?.text).toBe(text);
});

test('a line divides two parts, and signs alone are no text', () => {
  expect(read('<hr><p>Eins.</p><hr><p>* * *</p><p>.</p><p>Zwei.</p><p>***</p>')).toBe(
    'Eins.\n\n***\n\nZwei.',
  );
});

test('a heading is one line, a list without terms a list', () => {
  expect(read('<h2>Der Rat<br>stimmt zu</h2><dl><dd>Eins</dd><dd>Zwei</dd></dl>')).toBe(
    '## Der Rat stimmt zu\n\n- Eins\n- Zwei',
  );
});

test('a title of a link is a line of words, or none', () => {
  expect(read('<p><a href="https://a.example/" title="<p>Die Seite<br>\n</p>">Rat</a></p>')).toBe(
    '[Rat](https://a.example/ "Die Seite")',
  );
  expect(read(`<p><a href="https://a.example/" title="${'Text '.repeat(60)}">Rat</a></p>`)).toBe(
    '[Rat](https://a.example/)',
  );
});

test.each([
  ['Daten:<br>- Länge: 2 m<br>- Gewicht: 186 g', 'Daten:\n\n- Länge: 2 m\n- Gewicht: 186 g'],
  [
    '<b>Daten</b><br>\n• <b>Länge:</b> 2 m,<br>auch 3 m<br>\n• Gewicht<br>\nAlles neu.',
    '**Daten**\n\n- **Länge:** 2 m,\\\n  auch 3 m\n- Gewicht\n\nAlles neu.',
  ],
  ['1. Mehl sieben<br>2. Butter <i>rühren</i>', '1. Mehl sieben\n2. Butter *rühren*'],
  ['Wer geht?<br>– „Ich!“<br>– „Nein, ich!“', 'Wer geht?\\\n– „Ich!“\\\n– „Nein, ich!“'],
  ['Am<br>3. Mai<br>und am<br>5. Mai', 'Am\\\n3\\. Mai\\\nund am\\\n5\\. Mai'],
  ['Es gilt<br>- nur einmal', 'Es gilt\\\n\\- nur einmal'],
])('lines that are marked as items are a list: %s', (lines, markdown) => {
  expect(read(`<p>${lines}</p>`)).toBe(markdown);
});

test.each([
  [
    '<p>Ein <g-emoji>🚀</g-emoji> und ein <my-tooltip>Wort</my-tooltip> mehr.</p>',
    'Ein 🚀 und ein Wort mehr.',
  ],
  ['<ul><li>Punkt <x-icon>★</x-icon> eins</li></ul>', '- Punkt ★ eins'],
  ['<h2>Der Rat <x-badge>neu</x-badge></h2>', '## Der Rat neu'],
  [
    '<div>Der Rat <x-link><a href="https://a.example/">tagt</a></x-link> heute.</div>',
    'Der Rat [tagt](https://a.example/) heute.',
  ],
  ['<x-card>Der Rat.</x-card><x-card>Das Haus.</x-card>', 'Der Rat.\n\nDas Haus.'],
  ['<x-body><p>Der Rat.</p></x-body><x-card>Das Haus.</x-card>', 'Der Rat.\n\nDas Haus.'],
])("an element of the page's own is part of the line that it stands in: %s", (html, markdown) => {
  expect(read(html)).toBe(markdown);
});

test('notes of any id are told by their way back to the mark', () => {
  const mark = '<sup data-fn="6a-4c" class="fn"><a href="#6a-4c" id="6a-4c-link">1</a></sup>';
  const note = '<li id="6a-4c">Laut Protokoll. <a href="#6a-4c-link" aria-label="Zurück">↩︎</a></li>';
  expect(read(`<p>Der Rat tagt.${mark}</p><ol class="wp-block-footnotes">${note}</ol>`)).toBe(
    'Der Rat tagt.[^1]\n\n[^1]: Laut Protokoll.',
  );
  expect(read('<p>Siehe <a href="#k2">2</a>.</p><div id="k2"><p>Der Rat tagt.</p></div>')).toBe(
    'Siehe 2.\n\nDer Rat tagt.',
  );
});

test('what a wiki writes beside headings and notes is no text', () => {
  const edit =
    '<span class="mw-editsection">[<a href="/e">Bearbeiten</a> | <a href="/q">Quelltext bearbeiten</a>]</span>';
  const back =
    '<span class="mw-cite-backlink">↑ <sup><a href="#cite_ref-1">a</a></sup> <sup><a href="#cite_ref-2">b</a></sup></span>';
  const mark = '<sup id="cite_ref-1"><a href="#cite_note-1">[1]</a></sup>';
  expect(
    read(
      `<h2>Der Rat${edit}</h2><p>Er tagt.${mark}</p><ol><li id="cite_note-1">${back} <span>Protokoll.</span></li></ol>`,
    ),
  ).toBe('## Der Rat\n\nEr tagt.[^1]\n\n[^1]: Protokoll.');
});
