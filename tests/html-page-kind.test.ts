import { expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';

const SENTENCES =
  'Die Gemeinde hat am Montag beschlossen, den alten Bahnhof zu sanieren. Geplant sind ein Café, eine Bücherei und zwei Säle für Vereine, die dort ab dem Frühjahr proben sollen.';
const page = (title: string, body: string, head = '') =>
  `<!doctype html><html lang="de"><head><title>${title}</title>${head}</head><body><nav><a href="/">Start</a> <a href="/ort">Ort</a></nav><main><h1>${title}</h1>${body}</main><footer><a href="/impressum">Impressum</a></footer></body></html>`;
const rules = (html: string) => (parseHtml(html).warnings ?? []).map(({ ruleId }) => ruleId);

test('an article is not flagged', () => {
  const article = `<p>${SENTENCES}</p>`.repeat(4);
  expect(rules(page('Der Bahnhof wird saniert', article))).toEqual([]);
});

test('a text that ends at a subscription offer is flagged', () => {
  const stub = `<p>${SENTENCES}</p><div class="paywall"><h2>Jetzt weiterlesen mit dem Abo</h2><p>Diesen Artikel weiterlesen mit Morgenblatt Plus: 1 Monat kostenlos, jederzeit kündbar.</p></div>`;
  expect(rules(page('Der Bahnhof wird saniert', stub))).toContain('html-paywalled');
});

test('a short text that the page itself calls not free is flagged', () => {
  const linked =
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>';
  expect(rules(page('Der Bahnhof wird saniert', `<p>${SENTENCES}</p>`, linked))).toContain('html-paywalled');
});

const SOLD = `${SENTENCES} ${SENTENCES.replaceAll('Bahnhof', 'Marktplatz')} ${SENTENCES}`;
const OFFER = '<div><p>Diesen Artikel weiterlesen mit Morgenblatt Plus, jederzeit kündbar.</p></div>';
const declared = (selector: string) =>
  `<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false,"hasPart":{"@type":"WebPageElement","isAccessibleForFree":false,"cssSelector":"${selector}"}}</script>`;

test.each([
  ['by its class', 'is-paywalled', ''],
  ['as the page declares', 'rest', declared('.rest')],
])('a short article whose sold part is there is whole, told %s', (_, name, head) => {
  const body = `<p>${SENTENCES}</p><div class="${name}"><p>${SOLD}</p></div>${OFFER}`;
  expect(rules(page('Der Bahnhof wird saniert', body, head))).toEqual([]);
});

test.each([
  ['ends in the middle', `${SOLD} Am Abend dann kam`],
  ['holds an offer', `${SOLD}</p><p>Diesen Artikel weiterlesen mit Morgenblatt Plus, jederzeit kündbar.`],
  ['is a teaser', SENTENCES],
])('where the sold part %s, the text is not whole', (_, sold) => {
  const body = `<p>${SENTENCES}</p><div class="rest"><p>${sold}</p></div>${OFFER}`;
  expect(rules(page('Der Bahnhof wird saniert', body, declared('.rest')))).toContain('html-paywalled');
});

test('an error page is flagged', () => {
  const body =
    '<p>Die angeforderte Seite gibt es nicht oder nicht mehr. Bitte prüfen Sie die Adresse oder gehen Sie zur Startseite.</p>';
  expect(rules(page('404 – Seite nicht gefunden', body))).toContain('html-error-page');
});

test.each([
  ['Diese Domain steht zum Verkauf!', 'Interessiert? Machen Sie dem Inhaber ein Gebot.'],
  ['beispiel.de', 'Die Domain beispiel.de wird vom Inhaber zum Kauf angeboten.'],
  ['beispiel.de steht zum Verkauf', 'Versicherung. Kredit. Strom.'],
  ['beispiel.com', 'This domain name is for sale. Get a price in less than 24 hours.'],
])('a domain that is sold is flagged: %s', (title, body) => {
  expect(rules(page(title, `<p>${body}</p>`))).toContain('html-error-page');
});

test('an article about errors is no error page', () => {
  expect(
    rules(page('Seite nicht gefunden: warum Links sterben', `<p>${SENTENCES}</p>`.repeat(5))),
  ).not.toContain('html-error-page');
});

test('a consent page is flagged', () => {
  const body = `<div><p>Wir und unsere 120 Partner speichern Cookies auf Ihrem Gerät und verarbeiten personenbezogene Daten, um Inhalte zu personalisieren.</p><p>Mit Ihrer Einwilligung nutzen wir Tracking für Werbung. Sie können die Zustimmung jederzeit in den Datenschutz-Einstellungen ändern.</p></div>`;
  expect(rules(page('Willkommen beim Morgenblatt', body))).toContain('html-consent-page');
});

test('a consent page is flagged even when its text is taken for an article', () => {
  const partners =
    '<p>Wir und unsere Partner verarbeiten personenbezogene Daten, zum Beispiel Ihre IP-Adresse, und speichern Cookies auf Ihrem Gerät, um Anzeigen und Inhalte zu personalisieren, deren Leistung zu messen und Erkenntnisse über Zielgruppen zu gewinnen. Sie entscheiden, wer Ihre Daten zu welchem Zweck nutzt.</p>';
  expect(rules(page('Abendpost mit Werbung nutzen', partners.repeat(5)))).toContain('html-consent-page');
});

test('an article about consent is no consent page', () => {
  const about = '<p>Die Behörde rügt, dass Cookies ohne Einwilligung gesetzt wurden.</p>';
  expect(rules(page('Behörde rügt Portal', `${about}<p>${SENTENCES}</p>`.repeat(6)))).toEqual([]);
});

test('a notice that stands where the article should is flagged', () => {
  const body = '<div><p>Dein Browser ist leider veraltet.</p><p>Bitte lade einen neueren herunter.</p></div>';
  expect(rules(page('Der Bahnhof wird saniert', body))).toContain('html-error-page');
});

test('who must log in to comment may read all the same', () => {
  const box = '<p>Bitte melden Sie sich an, um diesen Artikel zu kommentieren.</p>';
  expect(rules(page('Der Bahnhof wird saniert', `<p>${SENTENCES}</p><p>${SENTENCES}</p>${box}`))).toEqual([]);
});

test('what the page calls not free is no stub when it is long and nothing is sold', () => {
  const linked =
    '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>';
  const body = `<p>${SENTENCES}</p>`.repeat(6);
  expect(rules(page('Der Bahnhof wird saniert', body, linked))).toEqual([]);
});

test.each([
  'Weiterlesen mit ABENDPOST+',
  'Subscribe now to our evening edition for the full story.',
  'Registrieren Sie sich kostenlos, um weiterzulesen.',
  'Um diesen Artikel zu lesen, benötigen Sie ein Abonnement.',
  'Möchten Sie weiterlesen? Ja. Ich bin Abonnent.',
  'Noch kein Abo? Jetzt Angebot auswählen',
  'Dieser Inhalt ist nur für angemeldete Nutzer sichtbar.',
  'Sie haben Ihr Limit an kostenlosen Artikeln erreicht.',
  'Loggen Sie sich ein, um diesen Beitrag zu lesen',
  'You have reached your limit of free articles.',
  'Sign in to continue reading',
  'This content is for paying members only',
])('a stub under "%s" is flagged, and a whole article is not', (offer) => {
  const box = `<div><h3>${offer}</h3><p>Schon ab 4,99 Euro im Monat.</p></div>`;
  expect(rules(page('Der Bahnhof wird saniert', `<p>${SENTENCES}</p>${box}`))).toContain('html-paywalled');
  const article = `<p>${SENTENCES}</p>`.repeat(12);
  expect(rules(page('Der Bahnhof wird saniert', article + box))).toEqual([]);
});

test.each([
  'Die angeforderte Seite wurde nicht gefunden',
  'Dieser Artikel ist leider nicht mehr verfügbar',
  'Ups! Diese Seite gibt es nicht',
  'Internal Server Error',
  'Wartungsarbeiten',
  'Oops! That page can’t be found.',
  'Checking your browser before accessing',
  'Too many requests',
])('a page that says "%s" is flagged', (title) => {
  expect(rules(page(title, '<p>Bitte versuchen Sie es später noch einmal.</p>'))).toContain(
    'html-error-page',
  );
});

test('what a menu sells is no paywall', () => {
  const menu = '<nav><p>Bereits Abonnent? Jetzt weiterlesen mit Plus</p></nav>';
  expect(rules(page('Der Bahnhof wird saniert', `${menu}<p>${SENTENCES}</p>`.repeat(2)))).toEqual([]);
});

const ARTICLE = `<p>${SENTENCES}</p>`.repeat(4);

test('a page whose end is in a comment that nobody closed is flagged', () => {
  const whole = page('Der Bahnhof wird saniert', `${ARTICLE}<!-- Anzeige ${ARTICLE}`);
  expect(rules(whole)).toEqual(['html-cut']);
  expect(rules(whole.replace('Anzeige', '-->'))).toEqual([]);
  expect(rules(page('Der Bahnhof wird saniert', `${ARTICLE}<script><!-- x()</script>`))).toEqual([]);
});

test('a page that breaks off within its article is flagged', () => {
  const whole = page('Der Bahnhof wird saniert', ARTICLE);
  expect(rules(whole.slice(0, whole.lastIndexOf('Frühjahr')))).toEqual(['html-cut']);
  expect(rules(whole.slice(0, whole.lastIndexOf('</main>')))).toEqual(['html-cut']);
});

test('a page that breaks off after its article has it whole', () => {
  const whole = page('Der Bahnhof wird saniert', ARTICLE);
  expect(rules(whole.slice(0, whole.indexOf('</footer>')))).toEqual([]);
});

test('a page without the ends that HTML lets one leave out does not break off', () => {
  const whole = page('Der Bahnhof wird saniert', ARTICLE);
  expect(rules(whole.replace(/<\/(?:p|body|html)>|<footer>.*<\/footer>/g, ''))).toEqual([]);
});

const HERE = 'https://zeitung.example/ort/bahnhof-1234.html';
const partly = (next: string, url = HERE) =>
  parseHtml(page('Der Bahnhof wird saniert', `${ARTICLE}<p><a rel="next" href="${next}">Weiter</a></p>`), {
    url,
  }).warnings;

test.each([
  ['?seite=2', HERE],
  ['bahnhof-1234.html?page=2&amp;ref=x', HERE],
  ['bahnhof-1234-2.html', HERE],
  ['bahnhof-1234,seite-2.html', HERE],
  ['/ort/bahnhof/seite-2', 'https://zeitung.example/ort/bahnhof'],
  ['2/', 'https://zeitung.example/ort/bahnhof/'],
])('the first of several pages of an article is flagged: %s', (next, url) => {
  expect(partly(next, url)).toEqual([
    { ruleId: 'html-more-pages', reason: expect.stringMatching(/^the article goes on at https:\S+;/) },
  ]);
});

test.each([
  ['bahnhof-1235.html', HERE],
  ['?seite=3', `${HERE}?seite=2`],
  ['/?p=2', 'https://blog.example/?p=1'],
  ['/ort/wochenschau-2', 'https://zeitung.example/ort/wochenschau'],
  ['/ort/bahnhof/comment-page-2', 'https://zeitung.example/ort/bahnhof/'],
  ['https://anderswo.example/ort/bahnhof-1234.html?seite=2', HERE],
])('another article or page is none of its pages: %s', (next, url) => {
  expect(partly(next, url)).toBeUndefined();
});
