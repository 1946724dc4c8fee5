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

test('an error page is flagged', () => {
  const body =
    '<p>Die angeforderte Seite gibt es nicht oder nicht mehr. Bitte prüfen Sie die Adresse oder gehen Sie zur Startseite.</p>';
  expect(rules(page('404 – Seite nicht gefunden', body))).toContain('html-error-page');
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
