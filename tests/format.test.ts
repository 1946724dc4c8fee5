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
  ['artikel.2024', 'Nur Text.', 'text'],
])('%s %j is %s', (name, text, format) => {
  expect(detectFormat(name, text)).toBe(format);
});
