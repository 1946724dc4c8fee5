import { expect, test } from 'vitest';
import { detectFormat } from '../src/document/format.ts';

test.each([
  ['a.txt', '<html>', 'text'],
  ['dir/A.MD', 'x', 'markdown'],
  ['b.markdown', 'x', 'markdown'],
  ['b.HTM', 'x', 'html'],
  ['b.xhtml', 'x', 'html'],
  [undefined, '<!DOCTYPE html>\n<title>x', 'html'],
  [undefined, '<p>Ein Absatz.</p><p>Noch einer.</p>', 'html'],
  [undefined, '# Titel\n\nEin **fettes** Wort.', 'markdown'],
  [undefined, '---\ntitle: Ein Titel\n---\n\nText.', 'markdown'],
  [undefined, 'Der Titel\n\nEin Absatz mit 5 < 6 und [von] Klammern.', 'text'],
  [undefined, '# Titel\n\nEin **fettes** Wort.\n\n<div align="center"><p>Bild</p></div>', 'markdown'],
  [undefined, '<p align="center">Bild</p>\n\n# Titel\n\nEin **fettes** Wort.', 'markdown'],
  [undefined, '<!-- toc -->\n\n# Titel\n\n```html\n<p>Absatz</p>\n```', 'markdown'],
  [undefined, '---\ntitle: Ein Titel\n---\n\n<p>Text.</p>', 'markdown'],
  [undefined, '<!-- gespeichert -->\n<html><p># Titel</p>', 'html'],
  [undefined, '<p>Absatz.</p>\n<pre>\n# Titel\n\n**fett**\n</pre>\n<p>Noch einer.</p>', 'html'],
  [undefined, '<p>Absatz.</p>\n<script>\n/** x */ a[b](c) **d**\n</script>', 'html'],
  ['artikel.2024', 'Nur Text.', 'text'],
])('%s %j is %s', (name, text, format) => {
  expect(detectFormat(name, text)).toBe(format);
});
