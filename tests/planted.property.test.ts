/** Numbers, dates, links and code planted into text: whatever an engine does to one of them, it is not lost unnoticed. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeProvider } from './support/fake-providers.ts';
import { runStages } from './support/run-stages.ts';

/** The same thing in both languages; `sent` is how it stands in a segment, where that is not `german`. */
interface Item {
  german: string;
  english: string;
  sent?: (id: number) => string;
}

const grouped = (value: number, mark: string): string => String(value).replace(/\B(?=(\d{3})+$)/g, mark);
const MONTHS = ['March', 'October', 'December'];
const MONATE = ['März', 'Oktober', 'Dezember'];
/** Each by a number of its own, so that none is another's. */
const KINDS: readonly ((value: number) => Item)[] = [
  (n) => ({ german: `${grouped(n * 1013, '.')} Stimmen`, english: `${grouped(n * 1013, ',')} votes` }),
  (n) => ({
    german: `${grouped(n * 11, '.')},${10 + (n % 80)} Euro`,
    english: `${grouped(n * 11, ',')}.${10 + (n % 80)} euros`,
  }),
  (n) => ({ german: `${n} Mio. Nutzer`, english: `${n} million users` }),
  (n) => ({ german: `${n},5 Mrd. Dollar`, english: `$${n}.5 billion` }),
  (n) => ({ german: `${n},25 Prozent`, english: `${n}.25 percent` }),
  (n) => ({ german: `${n} Kilometer`, english: `${n} kilometers` }),
  (n) => ({
    german: `dem ${10 + (n % 18)}. ${MONATE[n % 3]} ${1600 + (n % 300)}`,
    english: `${MONTHS[n % 3]} ${10 + (n % 18)}, ${1600 + (n % 300)}`,
  }),
  (n) => ({ german: `CVE-2031-${n * 100}`, english: `CVE-2031-${n * 100}` }),
  (n) => ({ german: `Version v${n}.7.${n + 1}`, english: `version v${n}.7.${n + 1}` }),
  (n) => ({ german: `\`run_${n}()\``, english: '', sent: (id) => `<x id="${id}"/>` }),
  (n) => ({
    german: `[den Bericht](https://example.org/${n})`,
    english: 'the report',
    sent: (id) => `<g id="${id}">den Bericht</g>`,
  }),
  (n) => ({ german: `<https://example.org/a_${n}>`, english: '', sent: (id) => `<x id="${id}"/>` }),
];
const item = fc.tuple(fc.nat(KINDS.length - 1), fc.integer({ min: 31, max: 990 }));
const items = fc.uniqueArray(item, { minLength: 1, maxLength: 5, selector: ([, value]) => value % 97 });

const JOINTS = [
  ['Die Firma meldet ', 'The company reports '],
  [' und spricht dann von ', ' and then speaks of '],
  [', außerdem auch von ', ', and also of '],
  [' sowie am Ende von ', ' and in the end of '],
  [', danach wieder von ', ', after that again of '],
  [' als Folge.', ' as a result.'],
] as const;

/** German Markdown, and what a good engine answers for its one segment, in pieces. */
function compose(planted: readonly Item[]): { markdown: string; pieces: string[] } {
  let id = 0;
  const pieces: string[] = [];
  let markdown = '';
  for (const [index, { german, english, sent }] of planted.entries()) {
    markdown += (JOINTS[index]?.[0] ?? '') + german;
    const kept = sent === undefined ? english : sent(++id).replace('den Bericht', english);
    pieces.push(JOINTS[index]?.[1] ?? '', kept);
  }
  pieces.push(JOINTS[5][1]);
  return { markdown: markdown + JOINTS[5][0], pieces };
}

const DAMAGES: Record<string, (piece: string) => string> = {
  lost: () => 'it',
  'tags lost': (piece) => piece.replace(/<[^>]*>/g, ''),
  doubled: (piece) => `${piece}${piece.includes('<') ? piece : ''}`,
  'a digit changed': (piece) => piece.replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 3) % 10)),
  'a digit lost': (piece) => piece.replace(/\d(?=\d)/, ''),
  'German notation': (piece) => piece.replace(/[.,](?=\d)/g, (mark) => (mark === '.' ? ',' : '.')),
  'another tag': (piece) => piece.replace(/id="(\d+)"/g, (_all, id) => `id="${Number(id) + 7}"`),
};

const answers = (target: string) => fakeProvider(() => target);

test('a good translation passes with all of it', async () => {
  await fc.assert(
    fc.asyncProperty(items, async (list) => {
      const planted = list.map(([kind, value]) => (KINDS[kind] as (typeof KINDS)[number])(value));
      const { markdown, pieces } = compose(planted);
      const { states, markdown: out } = await runStages(markdown, answers(pieces.join('')));
      expect(states).toEqual(['s1 translated']);
      for (const { german, english, sent } of planted)
        expect(out.replaceAll('\\', '')).toContain(sent ? german.replace('den Bericht', english) : english);
    }),
    { numRuns: 300 },
  );
});

test('whatever is done to one of them, the segment fails and its German is whole', async () => {
  const damage = fc.constantFrom(...Object.keys(DAMAGES));
  let damaged = 0;
  await fc.assert(
    fc.asyncProperty(items, fc.nat(4), damage, async (list, at, name) => {
      const planted = list.map(([kind, value]) => (KINDS[kind] as (typeof KINDS)[number])(value));
      const { markdown, pieces } = compose(planted);
      const place = 2 * (at % planted.length) + 1;
      const piece = pieces[place] as string;
      const broken = DAMAGES[name]?.(piece) as string;
      if (broken === piece) return;
      damaged += 1;
      const target = pieces.with(place, broken).join('');
      const { states, markdown: out } = await runStages(markdown, answers(target));
      expect([states, name, target].join('\n')).toMatch(/^s1 failed /);
      expect(out.trim().replaceAll('\\', '')).toBe(markdown);
    }),
    { numRuns: 1000 },
  );
  expect(damaged).toBeGreaterThan(300);
});
