import { expect, test } from 'vitest';
import { compileGlossary } from '../src/segments/glossary/match-terms.ts';
import { parseGlossary } from '../src/segments/glossary/parse-glossary.ts';
import { verdictOn } from '../src/segments/judge.ts';

const judged = {
  pair: { source: 'de', target: 'en' },
  kind: 'paragraph',
  source: 'Das Handy wiegt 200 Gramm.',
  target: 'The handy weighs 300 grams.',
} as const;
const glossary = compileGlossary([
  parseGlossary(
    'german,english,case,whole-word,do-not-translate,part-of-speech,note\nHandy,phone,,,,noun,\n',
    'g.csv',
  ),
]);

test('a verdict is given again for the same question, and for no other', () => {
  const first = verdictOn(judged, {});
  expect(first.failed?.reason).toBe('numbers');
  expect(verdictOn({ ...judged }, {})).toBe(first);
  expect(verdictOn({ ...judged, target: 'The phone weighs 200 grams.' }, {}).failed).toBeUndefined();
  const lenient = { checks: { numbers: 'off' } as const };
  expect(verdictOn(judged, lenient)).toEqual({ failed: undefined, warnings: [] });
  expect(verdictOn(judged, { ...lenient, glossary }).warnings.map(({ reason }) => reason)).toEqual([
    'glossary',
  ]);
  expect(verdictOn({ ...judged, kind: 'heading' }, {})).not.toBe(first);
});
