import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { goodSentences } from '../src/segments/good-sentences.ts';

/** Every number of one side is on the other. */
function trust(source: string, target: string): boolean {
  return numbers(source) === numbers(target);
}

function numbers(text: string): string {
  return (text.match(/\d+/g) ?? []).sort().join();
}

const GERMAN = [
  'Der Dienst läuft seit 2019 auf <g id="1">zwei Rechnern</g>.',
  'Im Mai 2021 fiel er für 30 Minuten aus.',
  'Seither meldet <x id="2"/> jede Störung sofort.',
];
const ENGLISH = [
  'The service has been running on <g id="1">two machines</g> since 2019.',
  'In May 2021, it failed for 30 minutes.',
  'Since then, <x id="2"/> reports each fault at once.',
];

function answer(index: number, sentence: string): string {
  return ENGLISH.map((own, place) => (place === index ? sentence : own)).join(' ');
}

describe('good sentences', () => {
  test.each([
    ['the first', 0, 'The service has been running on <g id="1">two machines</g> since 2018.'],
    ['one between', 1, 'In May, it failed for half an hour.'],
    ['the last', 2, 'Since then, <x id="2"/> reports each of 7 faults at once.'],
  ])('stay beside %s that is left', (_which, index, sentence) => {
    const good = goodSentences(GERMAN.join(' '), answer(index, sentence), trust);
    expect(good).toEqual({ markup: answer(index, GERMAN[index] ?? ''), left: [index + 1] });
  });

  test('white space is that of the translation', () => {
    const target = 'In 2021, this was new.\nThere were 8 of them.\n In 2022, that was old.';
    const source = 'Im Jahr 2021 war das neu. Es waren 9 davon. Im Jahr 2022 war es alt.';
    expect(goodSentences(source, target, trust)?.markup).toBe(
      'In 2021, this was new.\nEs waren 9 davon.\n In 2022, that was old.',
    );
  });

  test.each([
    [
      'Dr. Vogt lebt seit 2019 hier. Es waren 9 Boote.',
      'Dr Vogt has lived here since 2019. There were 8 boats.',
    ],
    [
      'Laut Abs. 3 gilt es seit 2019. Es waren 9 Boote.',
      'By paragraph 3, it holds since 2019. There were 8 boats.',
    ],
  ])('an abbreviation ends none: %s', (source, target) => {
    expect(goodSentences(source, target, trust)?.left).toEqual([2]);
  });

  test('entities stay entities', () => {
    const source = 'Das &lt;b> von 2021 ist alt. Es waren 9 &amp; mehr davon.';
    const good = goodSentences(source, 'The &lt;b> of 2021 is old. There were 8 &amp; more of them.', trust);
    expect(good?.markup).toBe('The &lt;b&gt; of 2021 is old. Es waren 9 &amp; mehr davon.');
  });

  test.each([
    ['one sentence', 'Es waren 9.', 'It was 8.'],
    ['all pass', GERMAN.join(' '), ENGLISH.join(' ')],
    ['most are left', 'Es sind 5. Es waren 9. Es werden 7.', 'It is 5. It was 8. It will be 6.'],
    [
      'one more in the translation',
      'Es sind 5 Boote. Es waren 9 Boote.',
      'It is 5 boats. It was. There were 8 boats.',
    ],
    [
      'one less in the translation',
      'Es sind 5. Dann ging er. Es waren 9.',
      'It is 5. Then he left and it was 8.',
    ],
    ['markup that is broken', 'Es sind 5. Es waren 9.', 'It is 5. It <g id="1">was 8.'],
    [
      'a sentence that ends in a tag',
      '<g id="1">Es sind 5 Boote. Es</g> waren 9 Boote.',
      '<g id="1">There are 5 boats. There</g> were 8 boats.',
    ],
    [
      'a tag that went into another sentence',
      'Es sind 5 <x id="1"/> Boote. Es waren 9 Boote.',
      'There are 5 boats. There were 8 <x id="1"/> boats.',
    ],
  ])('none for %s', (_what, source, target) => {
    expect(goodSentences(source, target, trust)).toBeUndefined();
  });

  test('none where those that pass one by one do not pass together', () => {
    const source = 'Es sind 5 Boote. Es waren 9 Boote. Es werden 7 Boote.';
    const target = 'There are 5 boats. There were 8 boats. There will be 7 boats.';
    const alone = (one: string, other: string) => !one.includes('. ') && trust(one, other);
    expect(goodSentences(source, target, trust)?.left).toEqual([2]);
    expect(goodSentences(source, target, alone)).toBeUndefined();
  });

  test('each sentence stands there once, in one of its languages, with its tags', () => {
    const word = fc.constantFrom('Boot', 'Haus & Hof', 'Weg', 'Turm <2', 'Brücke', '„Licht“');
    const sentence = fc.record({
      words: fc.array(word, { minLength: 1, maxLength: 8 }),
      tag: fc.constantFrom('none', 'x', 'g'),
      isWrong: fc.boolean(),
    });
    let found = 0;
    fc.assert(
      fc.property(fc.array(sentence, { minLength: 2, maxLength: 9 }), (list) => {
        const write = (index: number, begin: string, number: number): string => {
          const { words, tag } = list[index] as (typeof list)[number];
          const text = words.join(' ').replace(/[&<]/g, (c) => (c === '&' ? '&amp;' : '&lt;'));
          const marked = {
            none: text,
            x: `${text} <x id="${index + 1}"/>`,
            g: `<g id="${index + 1}">${text}</g>`,
          };
          return `${begin} ${1000 + number} ${marked[tag]} da.`;
        };
        const german = list.map((_one, index) => write(index, 'Es sind', index));
        const english = list.map(({ isWrong }, index) =>
          write(index, 'It is', isWrong ? index + 500 : index),
        );
        const good = goodSentences(german.join(' '), english.join(' '), trust);
        const wrong = list.flatMap(({ isWrong }, index) => (isWrong ? [index + 1] : []));
        const isHopeless = wrong.length === 0 || wrong.length > list.length / 2;
        if (isHopeless || !good) return void expect(good && isHopeless).toBeFalsy();
        found += 1;
        expect(good.left).toEqual(wrong);
        expect(good.markup).toBe(
          english.map((own, index) => (list[index]?.isWrong ? german[index] : own)).join(' '),
        );
      }),
    );
    expect(found).toBeGreaterThan(20);
  });
});
