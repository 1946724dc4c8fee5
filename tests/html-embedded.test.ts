/** Pages whose text stands in their scripts' data, or nowhere. */
import { describe, expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';
import { stringifyMarkdown as stringify } from '../src/document/markdown.ts';

const TITLE = 'Norderau bekommt Glasfaser';
const PARAGRAPHS = [
  'Die Gemeinde Norderau hat am Montag beschlossen, jedes Haus bis zum Jahr 2027 ans Glasfasernetz anzuschließen.',
  'Den Ausbau übernimmt eine Genossenschaft, an der sich bisher 412 Haushalte mit je 500 Euro beteiligt haben.',
  'Bürgermeisterin Anke Petersen sprach von einem guten Tag für alle, die nicht in der Stadt wohnen wollen.',
];
const BODY = `<p>${PARAGRAPHS[0]}</p><h2>Die Kosten</h2><p>${PARAGRAPHS[1]} <a href="/plan">Zum Plan</a></p><p>${PARAGRAPHS[2]}</p>`;
const SHELL = '<div id="__next"><div class="spinner">Lädt…</div></div><script src="/app.js"></script>';

const page = (body: string, head = '') =>
  `<!doctype html><html lang="de"><head><title>${TITLE}</title>${head}</head><body>${body}</body></html>`;
const read = (html: string) => {
  const { root, warnings = [] } = parseHtml(html, { url: 'https://beispiel.de/norderau' });
  return { markdown: stringify(root), rules: warnings.map(({ ruleId }) => ruleId) };
};
const data = (value: unknown, attributes = 'id="__NEXT_DATA__" type="application/json"') =>
  `<script ${attributes}>${JSON.stringify(value)}</script>`;
const assigned = (name: string, source: string) => page(`${SHELL}<script>window.${name}=${source}</script>`);

const article = { title: TITLE, slug: 'norderau', body: BODY };
const state = { articles: { byId: { 7: article } }, teasers: [{ title: 'Wetter', text: 'Morgen Regen.' }] };

test.each([
  ['Next.js', page(SHELL + data({ props: { pageProps: { article } } }))],
  ['a state as JSON', assigned('__INITIAL_STATE__', `${JSON.stringify(state)};(function(){var s})()`)],
  [
    'a state as text',
    assigned('__PRELOADED_STATE__', `JSON.parse(${JSON.stringify(JSON.stringify(state))})`),
  ],
  [
    'a state with undefined',
    assigned('__INITIAL_STATE__', JSON.stringify(state).replace('"norderau"', 'undefined')),
  ],
  [
    'Nuxt 2',
    assigned(
      '__NUXT__',
      `(function(a,b){return {data:[{title:b,body:${JSON.stringify(BODY)},ok:a}]}}(true,"x"))`,
    ),
  ],
  [
    'Nuxt 3',
    page(
      SHELL +
        data(
          [['ShallowReactive', 1], { data: 2 }, { title: 3, body: 4 }, TITLE, BODY],
          'type="application/json" id="__NUXT_DATA__"',
        ),
    ),
  ],
  [
    'SvelteKit',
    page(
      SHELL +
        data(
          { status: 200, body: JSON.stringify({ article }) },
          'type="application/json" data-sveltekit-fetched',
        ),
    ),
  ],
  [
    'JSON-LD',
    page(
      SHELL,
      data({ '@type': 'NewsArticle', headline: TITLE, articleBody: BODY }, 'type="application/ld+json"'),
    ),
  ],
])('an article that stands in the data of a page alone is read with its form: %s', (_, html) => {
  const { markdown, rules } = read(html);
  expect(markdown).toBe(
    `${PARAGRAPHS[0]}\n\n## Die Kosten\n\n${PARAGRAPHS[1]} [Zum Plan](https://beispiel.de/plan)\n\n${PARAGRAPHS[2]}\n`,
  );
  expect(rules).toHaveLength(1);
  expect(rules[0]).toMatch(/^html-from-/);
});

test('plain text and lists of blocks are articles too', () => {
  const plain = read(page(SHELL + data({ article: { title: TITLE, text: PARAGRAPHS.join('\n\n') } })));
  expect(plain.markdown).toBe(`${PARAGRAPHS.join('\n\n')}\n`);
  const blocks = [
    { type: 'paragraph', text: PARAGRAPHS[0] },
    { type: 'image', src: '/a.jpg' },
    { type: 'heading', level: 2, text: 'Die Kosten' },
    { type: 'paragraph', text: `<p>${PARAGRAPHS[1]}</p>` },
    { type: 'paragraph', text: PARAGRAPHS[2] },
  ];
  expect(read(page(SHELL + data({ article: { title: TITLE, blocks } }))).markdown).toBe(
    `${PARAGRAPHS[0]}\n\n## Die Kosten\n\n${PARAGRAPHS[1]}\n\n${PARAGRAPHS[2]}\n`,
  );
});

test('of several articles in the data the one that the page names is taken, and none where none is sure', () => {
  const other = { title: 'Ein anderer Artikel', body: BODY.replaceAll('Norderau', 'Süderau').repeat(2) };
  expect(read(page(SHELL + data({ list: [other, article] }))).markdown).toContain('Norderau');
  expect(() => read(page(SHELL + data({ list: [other, { ...article, title: 'Und noch einer' }] })))).toThrow(
    /scripts/,
  );
});

test('a paragraph of an article in pieces is never taken for the whole', () => {
  const items = PARAGRAPHS.map((text) => ({ items: [{ htmlText: text.repeat(3), text: text.repeat(3) }] }));
  const cut = (list: unknown) => page(SHELL + data({ article: { title: TITLE, list } }));
  expect(() => read(cut(items))).toThrow(/scripts/);
  const pieces = [
    { '@type': 'BlockText', title: TITLE, text: BODY },
    { '@type': 'BlockMedia' },
    { text: BODY },
  ];
  expect(() => read(cut(pieces))).toThrow(/scripts/);
});

test('what is no article of the page is not taken from its data', () => {
  const text = PARAGRAPHS.join(' ');
  const noise = { comments: [{ text, body: text }], i18n: { content: text }, consent: { body: text } };
  expect(() => read(page(SHELL + data(noise)))).toThrow(/scripts/);
});

test('where the page shows the article, its data are not asked', () => {
  const long = `<article>${BODY}</article>`;
  const html = page(long + data({ article: { title: TITLE, body: `${BODY}<p>Nur im Speicher.</p>` } }));
  expect(read(html).markdown).not.toContain('Nur im Speicher');
  expect(read(html).rules).toEqual([]);
});

test('a text for readers without scripts is read whatever its elements', () => {
  const text = `<noscript><div>${PARAGRAPHS.join('<br><br>')}</div></noscript>`;
  expect(read(page(SHELL + text)).markdown).toBe(`${PARAGRAPHS.join('\n\n')}\n`);
});

test('what a component shows from its declared shadow is text of the page', () => {
  const shadow = `<h2>Die Kosten</h2><p>${PARAGRAPHS[0]}</p><slot></slot><slot name="end"></slot><style>p{}</style>`;
  const html = page(
    `<main><h1>${TITLE}</h1><my-article><template shadowrootmode="open">${shadow}</template><p slot="end">${PARAGRAPHS[2]}</p><p>${PARAGRAPHS[1]}</p></my-article></main>`,
  );
  expect(read(html).markdown).toBe(`## Die Kosten\n\n${PARAGRAPHS.join('\n\n')}\n`);
});

describe('a template', () => {
  const rest = PARAGRAPHS.slice(1).map((text) => `${text} ${PARAGRAPHS[0]}`);
  const hidden = rest.map((text) => `<p>${text}</p>`);
  const withTemplate = (inside: string) =>
    page(`<main><h1>${TITLE}</h1><p>${PARAGRAPHS[0]}</p><template>${inside}</template></main>`);

  test('that holds the rest of the article is read', () => {
    expect(read(withTemplate(`<h2>Die Kosten</h2>${hidden.join('')}`)).markdown).toBe(
      `${PARAGRAPHS[0]}\n\n## Die Kosten\n\n${rest.join('\n\n')}\n`,
    );
  });

  test.each([
    ['a short box', `<p>${PARAGRAPHS[1]?.slice(0, 150)}</p>`],
    ['a pattern to fill in', `<p>{{ name }}</p>${hidden.join('')}`],
    ['no paragraphs', `<li>${rest.join('</li><li>')}</li>`],
  ])('that holds %s is not', (_, inside) => {
    expect(read(withTemplate(inside)).markdown).toBe(`${PARAGRAPHS[0]}\n`);
  });
});

test.each([
  ['a text that says that it loads', '<div id="__next"><p>Lädt…</p></div>'],
  [
    'nothing but what stands on every page',
    '<header>Morgenblatt</header><div id="root"></div><footer>© 2026 Morgenblatt</footer>',
  ],
  [
    'a request for scripts',
    '<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>',
  ],
  [
    'a spinner between menus',
    '<nav><a href="/">Start</a></nav><main><div>Inhalte werden geladen …</div></main>',
  ],
  ['a menu and a root', `<app-root></app-root><div><a href="/">Start</a> <a href="/sport">Sport</a></div>`],
])('a shell for scripts is refused: %s', (_, body) => {
  expect(() => read(page(`${body}<script src="/main.js"></script>`))).toThrow(
    'expected a page with text, came one whose text its scripts would load.',
  );
});

test.each([
  ['', 'Das Freibad bleibt heute geschlossen. Morgen öffnet es wieder um 9 Uhr.'],
  ['beside a part for scripts', 'Heute zu.', '<div id="app"></div>'],
  ['that speaks of loading', 'Der Akku wird geladen. Bitte warten Sie 2 Stunden.'],
  ['about scripts', 'Seit Montag geht die Seite auch, ohne JavaScript zu aktivieren. Das freut alle.'],
])('a short note is an article %s', (_, note, beside = '') => {
  const html = page(`<h1>${TITLE}</h1><p>${note}</p>${beside}<script src="/a.js"></script>`);
  expect(read(html).markdown).toMatch(new RegExp(`${note}\\n$`));
});
