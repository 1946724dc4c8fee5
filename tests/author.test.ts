import { expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';

const TEXT = `<p>${'Die Glocke wurde im Frühjahr gegossen und hängt seit gestern im Turm. '.repeat(4)}</p>`;
const SITE =
  '<meta property="og:site_name" content="TB - Turmblatt"><link rel="canonical" href="https://www.turm-blatt.example/glocke">';

function authorOf(head: string, body = ''): string | undefined {
  return parseHtml(
    `<!doctype html><html><head><title>Neue Glocke</title>${SITE}${head}</head><body>${body}${TEXT}</body></html>`,
  ).metadata.author;
}
const named = (name: string) => authorOf(`<meta name="author" content="${name}">`);
const article = (author: unknown) =>
  authorOf(
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'Article', author, publisher: { name: 'Turm Verlag' } })}</script>`,
  );

test.each([
  'TB - Turmblatt',
  'Turmblatt',
  'TB',
  'turm-blatt.example',
  'www.turm-blatt.example',
  'Turmblatt, Neustadt, Germany',
  'Turmblatt /PP',
  'admin',
  'Administrator',
  'Unknown',
  'Redaktion',
  'Anna Bauer - http://bauer.example',
  'Copyright Turm AG - all rights reserved',
  'Turmleben 31. Oktober 2023',
  'a.bauer@turmblatt.example',
])('the author is nobody: %s', (name) => expect(named(name)).toBeUndefined());

test.each([
  ['Anna Bauer,', 'Anna Bauer'],
  ['Zeige alle Beiträge von Anna Bauer', 'Anna Bauer'],
  ['Alle Beiträge von Anna Bauer', 'Anna Bauer'],
  ['Von Anna Bauer', 'Anna Bauer'],
  ['Anna Bauer (a.bauer@turmblatt.example)', 'Anna Bauer'],
  ['Anna Bauer, Redaktion', 'Anna Bauer'],
  ['Anna Bauer, Jan von Turm', 'Anna Bauer, Jan von Turm'],
  ['Redaktion Turmleben', 'Redaktion Turmleben'],
])('the author of %s is %s', (name, author) => expect(named(name)).toBe(author));

test('of several authors those stay who are persons', () => {
  expect(article([{ name: 'Turmblatt' }, { name: 'Anna Bauer' }])).toBe('Anna Bauer');
  expect(article({ name: 'Turm Verlag' })).toBeUndefined();
});

test('who is nobody leaves the place to the next that the page names', () => {
  const byline = '<a rel="author" href="/team/anna">Anna Bauer</a>';
  expect(authorOf('<meta name="author" content="admin">', byline)).toBe('Anna Bauer');
});

test('a card for sharing says who wrote the article, beside the time that reading takes', () => {
  const card = (place: number, label: string, data: string) =>
    `<meta name="twitter:label${place}" content="${label}"><meta name="twitter:data${place}" content="${data}">`;
  const time = card(1, 'Lesezeit', '4 Minuten');
  expect(authorOf(time + card(2, 'Verfasst von', 'Anna Bauer'))).toBe('Anna Bauer');
  expect(authorOf(card(1, 'Written by', 'admin') + card(2, 'Est. reading time', '4'))).toBeUndefined();
  expect(authorOf(`<meta name="author" content="Jan Turm">${card(1, 'Verfasst von', 'web')}`)).toBe(
    'Jan Turm',
  );
});

test('a link to another site names the theme’s author, not the article’s', () => {
  const theme = '<p>Theme von <a rel="author" href="https://themes.example/x">Theme Works</a></p>';
  expect(authorOf('', theme)).toBeUndefined();
  const own = '<a rel="author" href="https://blog.turm-blatt.example/anna">Anna Bauer</a>';
  expect(authorOf('', theme + own)).toBe('Anna Bauer');
});
