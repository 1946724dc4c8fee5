import { expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';

const TEXT = `<p>${'Die Glocke wurde im Frühjahr gegossen und hängt seit gestern im Turm. '.repeat(4)}</p>`;
const OTHER = '<time datetime="2019-03-01">1. März 2019</time>';
const OWN = '<time datetime="2023-10-31">31. Oktober 2023</time>';
const TITLE = 'Der alte Turm wird vermessen und fotografiert';

function publishedOf(body: string): string | undefined {
  const head = `<title>Neue Glocke</title><link rel="canonical" href="https://turm.example/neue-glocke">`;
  return parseHtml(`<!doctype html><html><head>${head}</head><body><main>${TEXT}${body}</main></body></html>`)
    .metadata.published;
}

test.each([
  ['a related article', `<ul class="related-posts"><li><p>${OTHER}</p></li></ul>`],
  ['a list of events', `<div class="widget_events"><ul><li>${OTHER}</li></ul></div>`],
  ['a comment', `<ol class="comment-list"><li>${OTHER} Schön!</li></ol>`],
  ['a menu', `<nav>${OTHER}</nav>`],
  ['a link to another article', `<a href="/turm"><h3>${TITLE}</h3>${OTHER}</a>`],
  ['a list of other articles', `<ul><li>${OTHER} <a href="/turm">${TITLE}</a></li></ul>`],
])('the date of %s is not the article’s', (_, body) => {
  expect(publishedOf(body)).toBeUndefined();
  expect(publishedOf(body + OWN)).toBe('2023-10-31');
});

test.each([
  `<p>Am ${OTHER} wählt die Stadt einen neuen Turm.</p>`,
  `<p>Die Wahl des neuen Turmes ist am ${OTHER}.</p>`,
  `<ul><li>Der Bau begann am ${OTHER}, und niemand war da.</li></ul>`,
])('a date that a sentence tells is not the article’s: %s', (body) => {
  expect(publishedOf(body)).toBeUndefined();
  expect(publishedOf(body + OWN)).toBe('2023-10-31');
});

test.each([
  `<p>Red. / ${OWN} Die Glocke hängt nun im Turm.</p>`,
  `<p>Dieser Beitrag ist am ${OWN} erschienen.</p>`,
  `<p>Gespeichert von anna am ${OWN}.</p>`,
  `<p>${OWN} von Anna Huber, Kassel.</p>`,
  `<p>Von Anna Huber, ${OWN}.</p>`,
])('what a line says of the article itself is: %s', (body) => {
  expect(publishedOf(body)).toBe('2023-10-31');
});

test('a date beside the text stands in no such list', () => {
  expect(publishedOf(`<div class="sidebar"><div class="elementor-widget">${OWN}</div></div>`)).toBe(
    '2023-10-31',
  );
  expect(publishedOf(`<ul class="meta"><li>${OWN}</li><li><a href="/anna">Anna</a></li></ul>`)).toBe(
    '2023-10-31',
  );
  expect(publishedOf(`<footer><a href="/2023/10/31/">Veröffentlicht am ${OWN}</a></footer>`)).toBe(
    '2023-10-31',
  );
  expect(publishedOf(`<a href="/neue-glocke"><b>Neue Glocke für unseren Turm</b> ${OWN}</a>`)).toBe(
    '2023-10-31',
  );
});

test.each([
  ['<div itemprop="datePublished" datetime="2022-02-04">04. Februar 2022</div>', '2022-02-04'],
  ['<p itemprop="datePublished" content="2022-01-14 10:31:00">Januar 2022</p>', '2022-01-14T10:31:00'],
  ['<time datetime="01-11-2023 10:29">1. November</time>', '2023-11-01T10:29'],
  ['<span class="headline-date">02. November 2021</span>', '2021-11-02'],
  ['<div class="event_date">5. November 2021, 10:39 Uhr</div>', '2021-11-05'],
  ['<h2 class="date-header">Freitag, 5. Juni 2015</h2>', '2015-06-05'],
  ['<span class="datum">03.2015</span>', undefined],
  ['<p class="date">1. Mai 2020</p><p class="date">2. Mai 2020</p>', undefined],
  ['<p class="dates">1. Mai 2020</p>', undefined],
  ['<ul><li><span>Datum:</span>26. Januar 2022</li></ul>', '2022-01-26'],
  ['<div><span>Erstellt am</span><span><span>09.02.2022</span></span></div>', '2022-02-09'],
  ['<p>Datum: 03.03.2026 - 06:00 Uhr</p>', '2026-03-03'],
  ['<p>Datum: 1. Mai 2020 im Rathaus, Eintritt frei</p>', undefined],
  ['<p>Datum: 1. Mai 2020</p><p>Erstellt am: 2. Mai 2020</p>', undefined],
  ['<p>Erstellt am 1. Mai 2020</p><i class="date">2. Mai 2020</i>', '2020-05-02'],
  ['<ul><li class="date">Montag, 09.12.2019</li></ul>', undefined],
])('a date that is shown as such: %s', (html, date) => {
  expect(publishedOf(html)).toBe(date);
});
