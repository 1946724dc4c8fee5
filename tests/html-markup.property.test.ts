import { decodeHTML } from 'entities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHtml, toHtml, untouchableName } from '../src/providers/html-markup.ts';
import { escapeText } from '../src/segments/encode.ts';
import type { InlineTag, Segment } from '../src/types.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    'a < b',
    '</span>',
    '<span>',
    '<img>',
    '&lt;b&gt;',
    '&amp;',
    "geht's",
    '<!--',
    '-->',
    '<b>',
    'AT&T',
  ),
);

/** Segments of any text and nesting, with tags numbered in order. */
const segment = fc
  .array(fc.tuple(fc.constantFrom('text', 'keep', 'shown', 'open', 'close'), text), { maxLength: 20 })
  .map((parts): Segment => {
    const tags: InlineTag[] = [];
    let depth = 0;
    let source = '';
    const add = (tag: Omit<InlineTag, 'id'>): number => tags.push({ ...tag, id: tags.length + 1 });
    for (const [kind, value] of parts) {
      if (kind === 'text') source += escapeText(value);
      else if (kind === 'keep') source += `<x id="${add({ kind: 'keep', node: 'image' })}"/>`;
      else if (kind === 'shown')
        source += `<x id="${add({ kind: 'keep', node: 'inlineCode', text: value })}"/>`;
      else if (kind === 'open') {
        source += `<g id="${add({ kind: 'paired', node: 'strong' })}">`;
        depth += 1;
      } else if (depth > 0) {
        source += '</g>';
        depth -= 1;
      }
    }
    return { id: 's1', kind: 'paragraph', source: source + '</g>'.repeat(depth), tags };
  });

describe('html markup', () => {
  test('what a service gives back unchanged is the source', () => {
    fc.assert(
      fc.property(segment, (one) => {
        expect(fromHtml(toHtml(one))).toBe(one.source);
      }),
      { numRuns: 1000 },
    );
  });

  test('with entities decoded it is the source too, or no answer: never less text', () => {
    fc.assert(
      fc.property(segment, (one) => {
        expect([one.source, undefined]).toContain(fromHtml(decodeHTML(toHtml(one)), true));
      }),
      { numRuns: 1000 },
    );
  });

  test('names that stay are in the answer as they were, whatever stands around them', () => {
    const names = ['AT&T', 'a', 'b', 'lt', 'amp', 'span', "geht's", 'g', 'id'];
    const terms = names.map((name) => ({ german: name, english: name, doNotTranslate: true, isName: true }));
    fc.assert(
      fc.property(segment, (one) => {
        const html = toHtml({ ...one, terms }, untouchableName);
        expect(fromHtml(html)).toBe(one.source);
        expect([one.source, undefined]).toContain(fromHtml(decodeHTML(html), true));
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ['<span id="t0" translate="no">The Register</span>reports', 'The Register reports'],
    ['In<span id="t0">The Register</span>\'s', "In The Register's"],
    ['<mstrans:dictionary translation="x">The Verge</mstrans:dictionary> says', 'The Verge says'],
    ['<SPAN ID="g1">X</SPAN>', '<g id="1">X</g>'],
    ["<span id='g1' >X</span >", '<g id="1">X</g>'],
    ['<span translate="no" class="notranslate" id="x2">npm <b>run</b></span>.', '<x id="2"/>.'],
    ['a<img id="x1"/>b<img id="x2" />c', 'a<x id="1"/>b<x id="2"/>c'],
    ['It&#39;s &quot;4 &lt; 5&quot;&nbsp;&amp; <font>more</font>', 'It\'s "4 &lt; 5"\u00a0&amp; more'],
    ['<span id="g1">not closed', undefined],
    ['closed twice</span>', undefined],
  ])('%s', (html, markup) => {
    expect(fromHtml(html)).toBe(markup);
  });
});
