import fc from 'fast-check';
import { toString as plainText } from 'mdast-util-to-string';
import { describe, expect, test } from 'vitest';
import { parseHtml } from '../src/document/html.ts';
import { KlartextError } from '../src/errors.ts';
import { isSlow } from './support/cpu-time.ts';

const SENTENCE = 'Der Satz in der Mitte bleibt in jedem Fall erhalten.';
const page = (body: string) => `<!doctype html><html><body>${body}</body></html>`;
/** A common page, as large as is read. */
const HARMLESS = page(`<p>${SENTENCE} <b>Er</b> bleibt auch <a href="/b">hier</a>.</p>`.repeat(4000));
const MEGABYTE = 1024 * 1024;

/** Each holds SENTENCE once, and something that a parser could break its neck on. */
const HOSTILE: Record<string, () => string> = {
  'deep nesting': () => page(`${'<div>'.repeat(100_000)}<p>${SENTENCE}</p>${'</div>'.repeat(100_000)}`),
  'deep nesting under every limit': () =>
    page(`${'<div>'.repeat(900)}<p>${SENTENCE}</p>${'</div>'.repeat(900)}`),
  'boxes to tick in one item': () =>
    page(`<ul><li>${'<input type="checkbox">'.repeat(12_000)}${SENTENCE}</li></ul>`),
  'nested templates': () => page(`<p>${SENTENCE}</p>${'<template><div>'.repeat(50_000)}`),
  'a million attributes': () => {
    const attributes = Array.from({ length: 1_000_000 }, (_, index) => `a${index}=">"`).join(' ');
    return page(`<div ${attributes}><p>${SENTENCE}</p></div>`);
  },
  '20 MB of one opening tag': () => page(`<p>${SENTENCE}</p>${'<b>'.repeat((20 * MEGABYTE) / 3)}`),
  '20 MB of one closing tag': () => page(`<p>${SENTENCE}</p>${'</a>'.repeat((20 * MEGABYTE) / 4)}`),
  '20 MB of unfinished tags': () => page(`<p>${SENTENCE}</p>${'<a '.repeat((20 * MEGABYTE) / 3)}`),
  '20 MB of scripts that never close': () =>
    page(`<p>${SENTENCE}</p>${'<script>x'.repeat((20 * MEGABYTE) / 9)}`),
  'formatting that is never closed': () => {
    const fonts = Array.from({ length: 900 }, (_, index) => `<font size="${index}">`).join('');
    return page(`<p>${SENTENCE}${fonts}${'<p>x'.repeat(20_000)}`);
  },
  'links that are never closed': () => page(`<p>${SENTENCE}</p>${'<a><p>x'.repeat(20_000)}`),
  'formatting closed in the wrong order': () =>
    page(`<p>${SENTENCE}</p>${'<b><i><u><p>x</b>'.repeat(20_000)}`),
  'a title of 5 MB': () => `<title>${'Seite nicht '.repeat(400_000)}</title>${page(`<p>${SENTENCE}</p>`)}`,
  'a class of a million words': () =>
    page(`<div class="${'share '.repeat(1_000_000)}"><p>${SENTENCE}</p></div>`),
  'a class of many words over many paragraphs': () =>
    page(
      `<div class="${Array.from({ length: 50_000 }, (_, n) => `w${n}`).join(' ')}"><p>${SENTENCE}</p>${'<p>Der Rat stimmt zu.</p>'.repeat(10_000)}</div>`,
    ),
  'an entity bomb': () =>
    `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>${page(`<p>${SENTENCE}</p>${'&b;&amp;'.repeat(70_000)}`)}`,
  'a table that spans millions of cells': () =>
    page(
      `<p>${SENTENCE}</p><table><tr><th colspan="9999999" rowspan="9999999">a</th></tr><tr><td>b</td><td>c</td></tr></table>`,
    ),
  'tables in tables': () => page(`${'<table><tr><td>'.repeat(300)}<p>${SENTENCE}</p>`),
  'a million siblings without text': () => page(`<p>${SENTENCE}</p>${'<i></i>'.repeat(140_000 / 2)}`),
  'JSON-LD that nests without end': () =>
    page(`<script type="application/ld+json">${'[{"@graph":'.repeat(100_000)}</script><p>${SENTENCE}</p>`),
};

describe('hostile HTML is bounded in time and keeps its text', () => {
  for (const [name, build] of Object.entries(HOSTILE)) {
    test(name, { timeout: 60_000 }, async () => {
      const html = build();
      let text = '';
      const parse = () => {
        text = plainText(parseHtml(html).root);
      };
      expect(await isSlow(parse, () => parseHtml(HARMLESS))).toBeUndefined();
      expect(text).toContain(SENTENCE);
    });
  }
});

test('a page without any text is refused with its code', () => {
  for (const html of [page(''), page('<script>let text = 1</script><img src="/a.png">'), '<div></div>']) {
    expect(() => parseHtml(html)).toThrow(expect.objectContaining({ code: 'INPUT_UNSUPPORTED' }));
  }
});

test('whatever tags come in whatever order, it answers or says that there is no text', () => {
  const names = [
    'p',
    'div',
    'table',
    'tr',
    'td',
    'a',
    'b',
    'ul',
    'li',
    'h2',
    'template',
    'svg',
    'pre',
    'br',
    'select',
    'x-y',
    'math',
  ];
  const piece = fc.oneof(
    fc.constantFrom(...names).map((name) => `<${name}>`),
    fc.constantFrom(...names).map((name) => `</${name}>`),
    fc.constantFrom(
      'Wort ',
      '<!--',
      '-->',
      '&amp;',
      '<',
      '<a href="/x">',
      '<img src="a.png">',
      '\u0000',
      '<sup><a href="#fn1">1</a></sup>',
      '<li id="fn1">',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.boolean(), (pieces, whole) => {
      const html = whole ? page(pieces.join('')) : pieces.join('');
      try {
        expect(parseHtml(html).root.type).toBe('root');
      } catch (error) {
        expect(error).toBeInstanceOf(KlartextError);
      }
    }),
    { numRuns: 300 },
  );
});

test('a fragment loses no word', () => {
  const words = fc.array(fc.stringMatching(/^[a-zäöü]{1,8}$/), { minLength: 1, maxLength: 30 });
  const wrap = fc.constantFrom(
    'p',
    'div',
    'li',
    'b',
    'h3',
    'aside',
    'blockquote',
    'x-teil',
    'td',
    'label',
    'figcaption',
    'caption',
  );
  fc.assert(
    fc.property(words, fc.array(wrap, { minLength: 1, maxLength: 5 }), (text, tags) => {
      const html = text
        .map((word, index) => `<${tags[index % tags.length]}>${word}</${tags[index % tags.length]}>`)
        .join(' ');
      const { root } = parseHtml(html);
      for (const word of text) expect(plainText(root)).toContain(word);
    }),
  );
});
