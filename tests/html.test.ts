import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkStringify from 'remark-stringify';
import { unified } from 'unified';
import { expect, test } from 'vitest';
import type { Judge } from '../src/document/html/model.ts';
import { parseHtml } from '../src/document/html.ts';
import { toPlainText } from '../src/document/plain-text.ts';
import { judgeBy, judgedPage, SENTENCE } from './support/judged-page.ts';

const FIXTURES = new URL('./fixtures/html/', import.meta.url);
const PAGE_URL = 'https://www.morgenblatt.example/wirtschaft/';
const markdown = unified().use(remarkParse).use(remarkGfm).use(remarkStringify).freeze();

/** A fixture's expectation is written with `UPDATE=1 npx vitest run tests/html.test.ts`, never in CI. */
for (const name of readdirSync(FIXTURES)) {
  test(`reads the page ${name}`, () => {
    const page = parseHtml(readFileSync(new URL(`${name}/input.html`, FIXTURES), 'utf8'), {
      url: PAGE_URL,
    });
    const { root, blocks: _, ...facts } = page;
    const found = `${JSON.stringify(facts, undefined, 2)}\n\n${markdown.stringify(root)}`;
    const file = new URL(`${name}/expected.md`, FIXTURES);
    if (process.env.UPDATE && !process.env.CI) writeFileSync(file, found);
    if (!existsSync(file))
      throw new Error('no expected.md: write it with UPDATE=1 npx vitest run tests/html.test.ts');
    expect(found).toBe(readFileSync(file, 'utf8'));
  });
}

/** Finds every block likely. */
const keepingAll = judgeBy();
const whole = (body: string, title = 'Der Rat stimmt zu') =>
  toPlainText(judgedPage(body, {}, `<title>${title}</title>`).root);

const LAZY = '<img alt="Der Rat" src="data:image/gif;base64,R0" data-src="/rat-800.jpg">';
const FALLBACK = '<noscript><img alt="Der Rat" src="/rat-400.jpg"></noscript>';

test.each([
  [LAZY + FALLBACK, ['rat-800']],
  [`${FALLBACK} ${LAZY}`, ['rat-800']],
  [`${FALLBACK}<picture>${LAZY}</picture>`, ['rat-800']],
  [`${FALLBACK}<img alt="Der Rat" src="data:image/gif;base64,R0">`, ['rat-400']],
  [`${FALLBACK}<img alt="Das Haus" src="/haus.jpg">`, ['rat-400', 'haus']],
])('a picture that scripts load comes once, where it has an address: %s', (html, shown) => {
  const text = JSON.stringify(judgedPage(`<p>${SENTENCE}</p><p>${html}</p><p>${SENTENCE}</p>`).root);
  expect([...text.matchAll(/"url":"[^"]*\/(\w[\w-]*)\.jpg"/g)].map(([, name]) => name)).toEqual(shown);
});

test.each([
  ['@rat_gezwitscher', 'rat.example'],
  ['https://x.example/rat', 'rat.example'],
  ['Der Rat', 'Der Rat'],
])('a site that is known by its account %s alone is %s', (account, site) => {
  const head = `<link rel="canonical" href="https://www.rat.example/a"><meta name="twitter:site" content="${account}">`;
  expect(judgedPage(`<p>${SENTENCE}</p>`, {}, head).metadata.site).toBe(site);
});

test('a heading of the text that begins like the title stays', () => {
  const text = whole(
    `<h1>Bienensimulator</h1><p>${SENTENCE}</p><h2>Bienensimulator Mehrspieler</h2><p>${SENTENCE}</p>`,
    'Bienensimulator',
  );
  expect(text).toContain('Bienensimulator Mehrspieler');
  expect(text.match(/Bienensimulator/g)).toHaveLength(1);
});

test('what a plugin lays over the page to ask for consent is never text', () => {
  const box = '<table><tr><th>Cookie Laufzeit</th><td>6 Monate</td></tr></table>';
  const text = whole(`<p>${SENTENCE}</p><div id="BorlabsCookieBoxWrap"><p>Auswahl</p>${box}</div>`);
  expect(text.trim()).toBe(SENTENCE);
});

test.each([
  'https://cdn.printfriendly.com/buttons/printfriendly-pdf-button-nobg.png',
  '/typo3conf/ext/x/Resources/img/twitterIcon.svg?v=2',
  '/images/icons/socialmedia/small/print_31.png',
  '/images/lazyloading-placeholder.png',
  'https://a.example/pixel?postId=1',
  '/static/media/zoom-in.f7dae02f.svg',
  '/icons/Chevron%20left%20white.svg',
])('a button and a placeholder are no picture: %s', (src) => {
  const show = (address: string) =>
    markdown.stringify(parseHtml(`<p>${SENTENCE}</p><p><img src="${address}"> ${SENTENCE}</p>`).root);
  expect(show(src)).not.toContain('![');
  expect(show('https://a.example/wp-content/uploads/twitter.png')).toContain('![');
});

test.each([
  ['Vergrößern des Bildes', '', ''],
  ['Nach oben', '', ''],
  ['Vergrößern des Hafens', '', '![Vergrößern des Hafens](/a.png)'],
  ['DSC_0815.JPG', '', '![](/a.png)'],
  ['hafen.png', 'Der Hafen', '![Der Hafen](/a.png)'],
  ['Der Hafen', 'hafen.png', '![Der Hafen](/a.png)'],
  ['hafen.png', 'Der Hafen am Morgen. '.repeat(9), '![](/a.png)'],
])('of a picture said to be %s, titled %s, comes %s', (alt, title, shown) => {
  const { root } = parseHtml(`<p>${SENTENCE}</p><p><img src="/a.png" alt="${alt}" title="${title}"></p>`);
  expect(markdown.stringify(root)).toBe(shown ? `${SENTENCE}\n\n${shown}\n` : `${SENTENCE}\n`);
});

test('a box to tick is a task of a list, and nothing by itself', () => {
  const box = '<input type="checkbox">';
  const { root } = parseHtml(`<p>${SENTENCE}</p><div>${box}</div><ul><li>${box} Brot kaufen</li></ul>`);
  expect(markdown.stringify(root).match(/\[ \].*/g)).toEqual(['[ ] Brot kaufen']);
});

test('the title of an old blog is what stands after its archive', () => {
  const { metadata } = parseHtml(
    `<html><head><title>Bauers Seite » Blog Archiv » Podcasts einbinden</title></head><body><p>${SENTENCE}</p></body></html>`,
  );
  expect(metadata.title).toBe('Podcasts einbinden');
});

test('a doubtful heading stays where the text under it does, a heading of nothing kept goes', () => {
  const judge: Judge = {
    ...keepingAll,
    judge: (blocks, rows) =>
      rows.map((row, index) => ({ score: blocks[index]?.text === SENTENCE ? 0.9 : 0.3, row })),
  };
  const body = `<h1>Ratssitzung</h1><h3>Zum Thema</h3><p>${SENTENCE}</p><h2>Der Abend</h2><h3>Die Abstimmung</h3>
    <p>${SENTENCE}</p><p>${SENTENCE}</p><h2>Lesen Sie auch</h2><p>Anderswo ist es kalt.</p>`;
  const { root } = parseHtml(`<html><head><title>Ratssitzung</title></head><body>${body}</body></html>`, {
    judge,
  });
  const headings = root.children.filter(({ type }) => type === 'heading');
  expect(headings.map((node) => toPlainText({ type: 'root', children: [node] }).trim())).toEqual([
    'Der Abend',
    'Die Abstimmung',
  ]);
});

test('a text that only readers without scripts get is found', () => {
  const text = `<p>${SENTENCE}</p>`.repeat(6);
  expect(whole(`<noscript>${text}</noscript>`)).toContain(SENTENCE);
  expect(whole(`${text}<noscript><p>Bitte JavaScript einschalten.</p></noscript>`)).not.toContain(
    'JavaScript',
  );
});

test('the reading above a word is no part of it', () => {
  expect(whole('<p><ruby>子<rp>(</rp><rt>こ</rt><rp>)</rp></ruby>どもへの虐待</p>')).toBe('子どもへの虐待\n');
});

test('a table whose cells hold columns of text is no data', () => {
  const cell = `${SENTENCE} `.repeat(20);
  const row = (side: string, text: string) => `<tr><td>${side}</td><td>${text}</td></tr>`;
  const text = whole(`<table>${row('Politik', cell)}${row('Archiv', 'Suche')}</table>`);
  expect(text).not.toContain('\t');
});

test('cells of a table are words apart though nothing stands between them', () => {
  const table =
    '<table><tr><th>Ort</th><th>Netz</th></tr><tr><td>Nord<b>erau</b></td><td>Glasfaser</td></tr></table>';
  const { blocks } = parseHtml(`<html><body><main><p>${SENTENCE}</p>${table}</main></body></html>`);
  expect(blocks?.at(-1)?.text).toBe('Ort Netz Norderau Glasfaser');
});

test('a heading that each cell has again for narrow screens goes from the cells', () => {
  const head = '<tr><th>Zeitraum</th><th>Preis/Nacht</th></tr>';
  const row = (time: string, price: string) => `<tr><td>${time}</td><td>${price}</td></tr>`;
  const table = (...rows: string[]) => whole(`<table>${head}${rows.join('')}</table>`);
  const label = (text: string) => `<span class="label">${text}</span>`;
  expect(
    table(
      row(`${label('Zeitraum')}<span>01.03.2031</span>`, `${label('Preis/Nacht:')}88,00 €`),
      row(`<div>${label('Zeitraum')} <b>02.03.2031</b></div>`, `${label('Preis/Nacht')}`),
    ),
  ).toBe('Zeitraum\tPreis/Nacht\n01.03.2031\t88,00 €\n02.03.2031\tPreis/Nacht\n');
  const once = row('<b>Zeitraum</b> der Miete', '9 €');
  expect(table(once)).toContain('Zeitraum der Miete');
  const other = row('<b>Preis/Nacht</b> im Mai', '9 €');
  expect(table(other, other)).toContain('Preis/Nacht im Mai');
  const picture =
    '<table><tr><th></th></tr><tr><td><img src="/a.png"> eins</td></tr><tr><td><img src="/b.png"> zwei</td></tr></table>';
  expect(JSON.stringify(judgedPage(picture).root)).toContain('a.png');
  const link = row('<a href="/z">Zeitraum</a> der Miete', '9 €');
  expect(table(link, link)).toContain('Zeitraum der Miete');
});

test('a paragraph of nothing but characters without width is none', () => {
  expect(whole(`<p>${SENTENCE}</p><p>\u200b</p><p>\ufeff \u200b</p>`)).toBe(`${SENTENCE}\n`);
});

test('a how-to that scripts would show is taken from its JSON-LD', () => {
  const step = (text: string) => ({
    '@type': 'HowToStep',
    itemListElement: { '@type': 'HowToDirection', text },
  });
  const howTo = {
    '@type': 'HowTo',
    name: 'Tischdecke nähen',
    step: [step(`<p>${SENTENCE}</p>`), step(`${SENTENCE} `.repeat(4)), step(`${SENTENCE} Und noch einmal.`)],
  };
  const { root, warnings } = parseHtml(
    `<!doctype html><html><head><script type="application/ld+json">${JSON.stringify(howTo)}</script></head><body><p>Dein Browser ist leider veraltet.</p></body></html>`,
  );
  expect(toPlainText(root)).toContain('Und noch einmal.');
  expect(warnings?.map(({ ruleId }) => ruleId)).toEqual(['html-from-json-ld']);
});

test('addresses of scripts that a cache left in the page are no text', () => {
  const scripts = Array.from(
    { length: 9 },
    (_, n) =>
      `<div class="scripts-load">https://beispiel.example/cache/minify/js/scripts_${n}.js?ver=6.1</div>`,
  ).join('');
  const html = `<!doctype html><html><body>${scripts}<main>${`<p>${SENTENCE}</p>`.repeat(5)}</main></body></html>`;
  const kept = JSON.stringify(parseHtml(html, { judge: keepingAll }).root);
  expect(kept).toContain(SENTENCE);
  expect(kept).not.toContain('minify');
});

test.each([
  ['https://www.turmbau.example/', false],
  ['https://turmbau.example?utm_source=rat', false],
  ['https://rat.example/werbung/', false],
  ['/autoren/anna-bauer/', false],
  ['https://play.google.com/store/apps/details?id=rat', false],
  ['https://turmbau.example/?p=12', true],
  ['https://turmbau.example/turm', true],
  ['/autorennen/', true],
])('a picture that links to %s is shown: %s', (href, isShown) => {
  const link = `<a href="${href}"><img src="/turm.jpg" alt="Turm"></a>`;
  const shown = (html: string) =>
    markdown.stringify(judgedPage(`<p>${SENTENCE}</p>${html}<p>${SENTENCE}</p>`).root).includes('![Turm]');
  expect(shown(`<div>${link}</div>`)).toBe(isShown);
  expect(shown(`<figure>${link}</figure>`)).toBe(true);
});

test('pictures of the site are none of the article', () => {
  const picture = (name: string) => `<div><img src="/${name}.jpg" alt="${name}"></div>`;
  const text = `<p>${SENTENCE}</p>`.repeat(4);
  const page = (head: string, inside: string) => `<!doctype html><html><head><title>Der Rat stimmt zu</title>
    <meta property="og:image" content="https://a.example/gross-1200x630.jpg"></head><body>${head}
    <h1>Der Rat stimmt zu</h1>${picture('unter-dem-titel')}<main><article>${text}${inside}</article></main>
    ${picture('werbung')}</body></html>`;
  const above = `${picture('kopf')}${picture('gross')}<figure><img src="/titelbild.jpg"></figure>`;
  const home = '<a href="/"><img src="/zeichen.jpg"></a>';
  const anchor = '<a name="bild"><img src="/anker.jpg"></a>';
  const { root } = parseHtml(page(above, `${home}${anchor}${picture('im-text')}`), { judge: keepingAll });
  expect(markdown.stringify(root).match(/[\w-]+(?=\.jpg)/g)).toEqual([
    ...['gross', 'titelbild', 'unter-dem-titel', 'anker', 'im-text'],
  ]);
  const within = `<!doctype html><html><head><title>Der Rat stimmt zu</title></head><body><main><div>
    <h1>Der Rat stimmt zu</h1>${picture('im-text')}${text}</div>${picture('werbung')}</main></body></html>`;
  expect(markdown.stringify(parseHtml(within, { judge: keepingAll }).root)).not.toContain('werbung');
});
