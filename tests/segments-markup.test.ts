import fc from 'fast-check';
import type { Paragraph, Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { markupText, parseMarkup } from '../src/segments/parse-markup.ts';
import { decodeTarget, extractUnits, type Unit } from '../src/segments/units.ts';
import { findUntouchable } from '../src/segments/untouchable.ts';
import { parse, stringify } from './support/markdown.ts';

function firstUnit(markdown: string): { unit: Unit; tree: Root } {
  const tree = parse(markdown);
  return { unit: extractUnits(tree)[0] as Unit, tree };
}

/** The document after its first unit got `target`, or why it did not. */
function answered(markdown: string, target: string): string {
  const { unit, tree } = firstUnit(markdown);
  const decoded = decodeTarget(unit, target);
  if (!decoded.ok) return decoded.reason;
  unit.show(decoded.children);
  return stringify(tree).trim();
}

describe('encoding', () => {
  test.each([
    ['Ein *Wort* und `code`.', 'Ein <g id="1">Wort</g> und <x id="2"/>.'],
    ['Ein [Link mit **fett**](/x) da.', 'Ein <g id="1">Link mit <g id="2">fett</g></g> da.'],
    ['Ein [**Link**](/x) da.', 'Ein <g id="1">Link</g> da.'],
    ['Gilt a \\< b & c?', 'Gilt a &lt; b &amp; c?'],
    ['**Alles fett**', 'Alles fett'],
    ['[*Alles* verlinkt](/x)', '<g id="1">Alles</g> verlinkt'],
    ['![Bild](/b) Text dahinter ![Bild](/c)', 'Text dahinter'],
    ['Eine\nZeile und\nnoch eine', 'Eine Zeile und noch eine'],
    ['Umbruch\\\nhier', 'Umbruch <x id="1"/> hier'],
    ['Siehe <https://example.org/a> und info@example.org!', 'Siehe <x id="1"/> und <x id="2"/>!'],
    ['`npm` ist ein Werkzeug', '<x id="1"/> ist ein Werkzeug'],
    ['Ein Bild [![Alt](/b)](/x) im Satz', 'Ein Bild <x id="1"/> im Satz'],
    ['Fußnote[^1] hier\n\n[^1]: Text', 'Fußnote<x id="1"/> hier'],
    ['Roh <kbd>Strg</kbd> drücken', 'Roh <g id="1">Strg</g> drücken'],
    ['Roh <b>*fett* <i>hier</i></b> ja', 'Roh <g id="1"><g id="2">fett</g> <g id="3">hier</g></g> ja'],
    ['Nur <b>offen und <i></i> leer', 'Nur <x id="1"/>offen und <x id="2"/><x id="3"/> leer'],
    ['Ja H<sub>2</sub>SO<sub>4</sub> auf 2 m<sup>2</sup>!', 'Ja H<x id="1"/><x id="2"/> auf 2 m<x id="3"/>!'],
    ['CO<sub>2</sub>-Werte x<sub>max</sub> da', 'CO<x id="1"/>-Werte x<g id="2">max</g> da'],
  ])('%s', (markdown, source) => {
    expect(firstUnit(markdown).unit.segment.source).toBe(source);
  });

  test.each([
    ['<g id="1">Ctrl</g> + <g id="2"> C </g>now', '<kbd>Ctrl</kbd>+<kbd>C</kbd> now'],
    ['Press<g id="1"> Ctrl</g> +<g id="2">C</g> now', 'Press <kbd>Ctrl</kbd>+<kbd>C</kbd> now'],
    ['Press <g id="1">Ctrl</g> and <g id="2">C</g>now', 'Press <kbd>Ctrl</kbd> and <kbd>C</kbd> now'],
    ['Press <g id="2">C</g> with <g id="1">Ctrl</g> now', 'Press <kbd>C</kbd> with <kbd>Ctrl</kbd> now'],
  ])('white space goes out of raw HTML, and not before a sign: %s', (target, expected) => {
    expect(answered('Dann <kbd>Strg</kbd>+<kbd>C</kbd> drücken', target)).toBe(expected);
  });

  test('signs of raw HTML cling to their words, in any order', () => {
    const source = 'Auf 2 m<sup>2</sup> ist H<sub>2</sub>O da';
    expect(answered(source, 'H <x id="2"/> is on 2 m <x id="1"/> there')).toBe(
      'H<sub>2</sub>O is on 2 m<sup>2</sup> there',
    );
    expect(answered('Eins<br>zwei', 'One <x id="1"/> two')).toBe('One <br> two');
  });

  test('units are counted, typed and placed; code and front matter are none', () => {
    const tree = parse(
      '---\ntitle: Nein\n---\n# Titel\n\nAbsatz\n\n- Punkt\n\n```js\nnein\n```\n\n<div>HTML</div>\n\n| a | 1 |\n|---|---|\n| b | |\n',
    );
    const units = extractUnits(tree);
    const seen = units.map(({ segment, hasText, line }) => [
      segment.id,
      segment.kind,
      segment.source,
      hasText,
      line,
    ]);
    expect(seen).toEqual([
      ['s1', 'heading', 'Titel', true, 4],
      ['s2', 'paragraph', 'Absatz', true, 6],
      ['s3', 'list-item', 'Punkt', true, 8],
      ['h1.1', 'paragraph', 'HTML', true, 14],
      ['s4', 'table-cell', 'a', true, 16],
      ['s5', 'table-cell', '1', false, 16],
      ['s6', 'table-cell', 'b', true, 18],
    ]);
  });
});

describe('decoding', () => {
  const source = 'Das *kleine* Wort [hier](/x) mit `code` drin.';
  test.each([
    [
      'The <g id="1">small</g> word <g id="2">here</g> with <x id="3"/> in it.',
      'The *small* word [here](/x) with `code` in it.',
    ],
    ['<g id="2">Here</g> the <g id="1">small</g> <x id="3" /> word', '[Here](/x) the *small* `code` word'],
    [
      'The<g id="1"> small </g>word <g id="2">here</g> with<x id="3"/>in',
      'The *small* word [here](/x) with `code` in',
    ],
    ['The<g id="1">small</g>word,<g id="2">here</g><x id="3"/>.', 'The *small* word,[here](/x) `code`.'],
    [
      'A &lt; B &amp;amp; *C* &#39;<g id="1">s</g><g id="2">h</g><x id="3"/>',
      "A < B \\&amp; \\*C\\* '*s* [h](/x) `code`",
    ],
    ['AT&T <g id="1">s</g> > <g id="2">h</g> <x id="3"/>', 'AT\\&T *s* > [h](/x) `code`'],
    ['THE <G ID="1">SMALL</G> <G ID="2">H&AMP;H</G> <X ID="3"/>', 'THE *SMALL* [H\\&H](/x) `code`'],
    ['The <g id="1">small</g> word with <x id="3"/>', 'tags-lost'],
    ['The <g id="1"> </g> word <g id="2">here</g> with <x id="3"/>', 'tags-lost'],
    ['<g id="1">a</g> <g id="1">b</g> <g id="2">c</g> <x id="3"/>', 'tags-duplicated'],
    ['<g id="1">small <g id="2">here</g></g> <x id="3"/>', 'tags-crossed'],
    ['<g id="1">small <g id="2">here</g> <x id="3"/>', 'markup-invalid'],
    ['a</g> <g id="1">b</g> <g id="2">c</g> <x id="3"/>', 'markup-invalid'],
    ['<g id="1">b</g> <g id="2">c</g> <x id="3"/> <x id="4"/>', 'markup-invalid'],
    ['<x id="1"/> <g id="2">c</g> <x id="3"/>', 'markup-invalid'],
    ['<b>a</b>', 'markup-invalid'],
    ['1 < 2', 'markup-invalid'],
    [' <g id="1"> </g> ', 'empty'],
    ['', 'empty'],
  ])('%s', (target, expected) => {
    expect(answered(source, target)).toBe(expected);
  });

  test('what stood around the segment comes back', () => {
    expect(answered('![a](/a) **[Titel](/x)** ![b](/b)', 'Title')).toBe('![a](/a) **[Title](/x)** ![b](/b)');
  });

  test('kept nodes are the very nodes, and the given tree is not changed by decoding', () => {
    const { unit, tree } = firstUnit('Mit `code` darin');
    const code = (tree.children[0] as Paragraph).children[1];
    const decoded = decodeTarget(unit, 'With <x id="1"/> inside');
    expect(decoded.ok && decoded.children[1]).toBe(code);
    expect(stringify(tree)).toBe('Mit `code` darin\n');
  });

  test('raw HTML keeps its order; footnotes cling; breaks stand alone', () => {
    expect(answered('Roh <b>alt <i>neu', 'Raw <x id="2"/>old <x id="1"/>new')).toBe('tags-crossed');
    expect(answered('Wort[^1] da\n\n[^1]: x', 'Word <x id="1"/> there')).toContain('Word[^1] there');
    expect(answered('Eins\\\nzwei', 'One <x id="1"/> two')).toBe('One\\\ntwo');
  });

  test('references stay references', () => {
    expect(answered('Ein [Wort][] da\n\n[Wort]: /x', 'A <g id="1">word</g> there')).toBe(
      'A [word][Wort] there\n\n[Wort]: /x',
    );
  });
});

test('whatever comes back, it is refused or has every tag once', () => {
  const source = 'Das *kleine **Wort*** hier und `code` und <b>a <i>drin.';
  const shard = fc.constantFrom(
    ...['<g id="1">', '<g id="2">', '</g>', '<x id="3"/>', '<x id="4"/>', '<x id="5"/>', '<x id="9"/>'],
    ...['<', '&', '&lt;', '&#0;', '&#x110000;', 'word', ' ', '\u0000', '<!--', '<x id="3">', '\ud800'],
  );
  const whole = '<g id="1">a <g id="2">b</g></g> c <x id="3"/> d <x id="4"/>e<x id="5"/>';
  const answer = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(shard, { maxLength: 30 }).map((parts) => parts.join('')),
    fc
      .tuple(fc.nat(whole.length), fc.nat(8), shard)
      .map(([at, gone, put]) => whole.slice(0, at) + put + whole.slice(at + gone)),
  );
  const { unit } = firstUnit(source);
  const seen = { ok: 0, refused: 0 };
  fc.assert(
    fc.property(answer, (target) => {
      const decoded = decodeTarget(unit, target);
      seen[decoded.ok ? 'ok' : 'refused'] += 1;
      if (!decoded.ok) return;
      const kinds =
        JSON.stringify(decoded.children).match(/"type":"(?:emphasis|strong|inlineCode|html)"/g) ?? [];
      expect(kinds.sort()).toEqual([
        '"type":"emphasis"',
        '"type":"html"',
        '"type":"html"',
        '"type":"inlineCode"',
        '"type":"strong"',
      ]);
    }),
    { numRuns: 1500 },
  );
  expect(Math.min(seen.ok, seen.refused)).toBeGreaterThan(10);
  expect(decodeTarget(unit, '<g id="1">'.repeat(200_000)).ok).toBe(false);
});

describe('mixed blocks', () => {
  function mixed(markdown: string, cut: number): { tree: Root; units: Unit[]; block: Paragraph } {
    const tree = parse(markdown);
    const block = tree.children[0] as Paragraph;
    const end = markdown.replace(/[*`]|\]\(.*?\)|\[/g, '').length;
    block.data = {
      language: 'de',
      languageSpans: [
        { start: 0, end: cut, language: 'de' },
        { start: cut, end, language: 'en' },
      ],
    };
    return { tree, units: extractUnits(tree), block };
  }

  test('each language is a unit, and the other stays byte for byte', () => {
    const { tree, units } = mixed('Das ist *klar*. This   is `clear`.', 14);
    expect(units.map(({ segment, language }) => [segment.id, segment.source, language])).toEqual([
      ['s1.1', 'Das ist <g id="1">klar</g>.', 'de'],
      ['s1.2', 'This is <x id="1"/>.', 'en'],
    ]);
    const before = structuredClone(tree);
    units[0]?.show([{ type: 'text', value: 'That is so. ' }]);
    expect(stringify(tree)).toBe('That is so. This   is `clear`.\n');
    units[0]?.show(undefined);
    expect(tree).toEqual(before);
  });

  test('emphasis is cut in two and joined again', () => {
    const { tree, units } = mixed('*Das ist klar. This is clear.*', 14);
    expect(units.map(({ segment }) => segment.source)).toEqual(['Das ist klar.', 'This is clear.']);
    const decoded = decodeTarget(units[0] as Unit, 'That is so.');
    units[0]?.show(decoded.ok ? decoded.children : []);
    expect(stringify(tree)).toBe('*That is so. This is clear.*\n');
  });

  test('a link is not cut: the block is one unit in its own language', () => {
    const { units } = mixed('[Das ist klar. This is clear.](/x)', 14);
    expect(units.map(({ segment, language }) => [segment.id, language])).toEqual([['s1', 'de']]);
  });
});

describe('untouchable text', () => {
  const found = (text: string): string[] =>
    findUntouchable(text)
      .filter(({ untouchable }) => untouchable)
      .map(({ value }) => value);

  test.each([
    ['Siehe https://example.org/a?b=1, dort.', ['https://example.org/a?b=1']],
    ['(www.example.org) und siehe:https://a.de/x', ['www.example.org', 'https://a.de/x']],
    ['Mail an „info@example.org“.', ['info@example.org']],
    ['Von @klar_text und heise.de.', ['@klar_text', 'heise.de']],
    ['In /usr/lib/x und C:\\Temp\\a.txt und src/a.ts', ['/usr/lib/x', 'C:\\Temp\\a.txt', 'src/a.ts']],
    ['Mit --force, foo_bar, run() und std::move.', ['--force', 'foo_bar', 'run()', 'std::move']],
    ['Und/oder 24/7, Leser_innen, z. B. Müller: „Nein.“ 3.10. 5 %', []],
    [
      'Aus \\(E = mc^2\\), ($\\frac{a_1}{b}$) und \\[x \\le 1\\].',
      ['\\(E = mc^2\\)', '$\\frac{a_1}{b}$', '\\[x \\le 1\\]'],
    ],
    ['Für $5 (= 4,50 €) bis $10 und US$20 = 18 €, A$B=$C', []],
    ['Das Ende.Der Anfang der 1.234,56 Euro-Frage (ca. 20 m²)', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
    expect(
      findUntouchable(text)
        .map(({ value }) => value)
        .join(''),
    ).toBe(text);
  });

  test('is linear on hostile runs', () => {
    for (const unit of ['a_', 'a.', '@', '/a', ':', '(', '_ ', 'a@a.', '$', '$a_', '\\(', '$a^b ', 'a_b ']) {
      const start = performance.now();
      findUntouchable(unit.repeat(500_000));
      findUntouchable(`${unit.repeat(900)} `.repeat(200));
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });
});

test('markup text is its text', () => {
  expect(markupText('A <g id="1">b &amp; <x id="2"/></g>c')).toBe('A b & c');
  expect(parseMarkup('<g id="1">')).toBeUndefined();
});
