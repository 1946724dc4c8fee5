import { expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';

const TEXT = `<p>${'Die Glocke wurde im Frühjahr gegossen und hängt seit gestern im Turm. '.repeat(4)}</p>`;
const NEWS = 'Neue Glocke für den Turm';

interface Page {
  title: string;
  og?: string;
  site?: string;
  url?: string;
  body: string;
}

function titleOf({ title, og, site, url, body }: Page): string | undefined {
  const meta = [
    og && `<meta property="og:title" content="${og}">`,
    site && `<meta property="og:site_name" content="${site}">`,
    url && `<link rel="canonical" href="${url}">`,
  ].filter(Boolean);
  const head = `<head><title>${title}</title>${meta.join('')}</head>`;
  return parseHtml(`<!doctype html><html>${head}<body>${body}${TEXT}</body></html>`).metadata.title;
}

test.each<[string, Page, string]>([
  [
    'links home',
    { title: `${NEWS} | Rund um den Turm`, body: '<h1><a href="/">Rund um den Turm</a></h1>' },
    NEWS,
  ],
  [
    'links home from an archive',
    {
      title: `${NEWS} | Rund um den Turm`,
      body: '<h1><a href="/web/20160101000000/http://turm.example/">Rund um den Turm</a></h1>',
    },
    NEWS,
  ],
  [
    'stands at the head with a claim',
    {
      title: 'Glocken » Turm e.V.',
      body: '<h1 id="branding"><a href="/?lang=de">Turm e.V. Verein zur Pflege des Turms</a></h1><h2>Glocken</h2>',
    },
    'Glocken',
  ],
  [
    'asks for money',
    { title: `${NEWS} - Turmblatt`, og: NEWS, body: `<h2>${NEWS}</h2><h1>Bitte helfen Sie uns heute</h1>` },
    NEWS,
  ],
  [
    'is one of a section',
    { title: 'Aktuelles - Turmblatt', og: NEWS, body: `<h1>Aktuelles</h1><h1>${NEWS}</h1>` },
    NEWS,
  ],
])('a heading that %s is not the title', (_, page, expected) => expect(titleOf(page)).toBe(expected));

test.each<[string, Page, string]>([
  [
    'a heading of a lower rank, and its first part',
    { title: `${NEWS} : Turmblatt | Seit 1905 | Ausgabe 7`, body: `<h1>Turmblatt</h1><h3>${NEWS}</h3>` },
    NEWS,
  ],
  [
    'its last part, if it says most',
    {
      title: 'Turmamt online - Fachmeldungen - Inkrafttreten der Glockenschutzgebührenverordnung',
      body: '<h1>Turmamt</h1><h1>Fachmeldungen</h1><h1>Inkrafttreten der Glockenschutzgebührenverordnung</h1>',
    },
    'Inkrafttreten der Glockenschutzgebührenverordnung',
  ],
  ['a heading, and its last part', { title: 'TURM: Die Glocke', body: '<h1>Die Glocke</h1>' }, 'Die Glocke'],
  [
    'a heading, and a part in the middle',
    {
      title: 'Zwanzig Jahre Turmverein: Glocke klingt falsch - blatt.example',
      body: '<h1>Glocke klingt falsch</h1>',
    },
    'Glocke klingt falsch',
  ],
  [
    'a quotation that is a heading',
    { title: '»glocke.jetzt« – TURM', body: '<h1>»glocke.jetzt«</h1>' },
    '»glocke.jetzt«',
  ],
  [
    'a short part, where the only heading says it and more',
    { title: 'Geschichte - Chor des Turmvereins Neustadt', body: '<h1>Turmgeschichte</h1>' },
    'Turmgeschichte',
  ],
])('of a `<title>` counts %s', (_, page, expected) => expect(titleOf(page)).toBe(expected));

test('a heading with a link to some home page in it may well be the title', () => {
  const body = `<h1>Neue Glocke für den Turm von <a href="https://turm.example/">Neustadt</a></h1>`;
  expect(titleOf({ title: 'Glockenweihe', og: 'Neue Glocke für den Turm', body })).toBe(
    'Neue Glocke für den Turm von Neustadt',
  );
});

test('a heading that is the last part of the address is the title where the page names only its site', () => {
  const url = 'https://ausflug.example/alt/turmviertel-sued.htm';
  const page = { title: 'Ausflüge am Niederrhein', url, body: '<h1>Turmviertel-Süd</h1>' };
  expect(titleOf(page)).toBe('Turmviertel-Süd');
  expect(titleOf({ ...page, url: 'https://ausflug.example/' })).toBe('Ausflüge am Niederrhein');
});

test.each<[string, Page, string]>([
  [
    'behind a bar of the heading',
    {
      title: `${NEWS} | Turmamt`,
      og: NEWS,
      site: 'Turmamt',
      body: `<h1 class="hidden">${NEWS} | Turmamt</h1><h2>${NEWS}</h2>`,
    },
    NEWS,
  ],
  [
    'before it, as its host says',
    { title: `TMAS - ${NEWS}`, og: `TMAS - ${NEWS}`, url: 'https://www.tmas.example/a', body: '' },
    NEWS,
  ],
  ['before a colon', { title: `TMAS: ${NEWS}`, url: 'https://tmas.example/a', body: '' }, NEWS],
  [
    'never what else stands after a dash',
    { title: 'Die Würde des Turms – ein Projekt | Blatt', og: 'Die Würde des Turms – ein Projekt', body: '' },
    'Die Würde des Turms – ein Projekt',
  ],
  [
    'never a quotation mark',
    {
      title: '«Wir warten seit Jahren»',
      og: '«Wir warten seit Jahren»',
      body: '<h1>«Wir warten seit Jahren»</h1>',
    },
    '«Wir warten seit Jahren»',
  ],
])('the site’s name goes: %s', (_, page, expected) => expect(titleOf(page)).toBe(expected));

test.each<[string, Page, string]>([
  [
    'goes where the page has its title without it',
    { title: `${NEWS} | Blatt`, og: NEWS, body: `<h1><span class="roofline">Kirche</span>${NEWS}</h1>` },
    NEWS,
  ],
  [
    'keeps the mark that the page writes elsewhere',
    {
      title: `Kirche in Not - ${NEWS}`,
      body: `<h1><span class="overline">Kirche in Not</span>${NEWS}</h1>`,
    },
    `Kirche in Not - ${NEWS}`,
  ],
  [
    'gets a colon where nothing says more',
    {
      title: `Blatt | ${NEWS} 2020`,
      body: `<h1><small class="kicker">Kirche</small>${NEWS} im Jahr 2020</h1>`,
    },
    `Kirche: ${NEWS} im Jahr 2020`,
  ],
  [
    'stays where the heading marks it',
    { title: NEWS, og: `Kirche: ${NEWS}`, body: `<h1><span class="kicker">Kirche:</span> ${NEWS}</h1>` },
    `Kirche: ${NEWS}`,
  ],
  [
    'is none if it is a word of the sentence',
    { title: NEWS, body: `<h1><span>Neue</span> Glocke für den Turm</h1>` },
    NEWS,
  ],
  [
    'is none if it is a letter set large',
    { title: NEWS, body: `<h1><span>N</span>eue Glocke für den Turm</h1>` },
    NEWS,
  ],
])('a kicker %s', (_, page, expected) => expect(titleOf(page)).toBe(expected));
