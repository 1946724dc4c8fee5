/** Numbers that the engine's tags cut in two. */
import { expect, test } from 'vitest';
import { parseInline, serializeInline } from '../src/providers/bergamot-inline.ts';
import { mendNumbers } from '../src/providers/bergamot-numbers.ts';

function mend(source: string, target: string): string {
  const [from, to] = [parseInline(source), parseInline(target)];
  if (!from || !to) throw new Error('expected markup');
  return serializeInline(mendNumbers(to.children, from.children));
}

test.each([
  [
    'Mehr als <g id="1">38.000</g> Höfe',
    'More than 38,<g id="1">000</g> farms',
    'More than <g id="1">38,000</g> farms',
  ],
  [
    'Das kostet <g id="1">nur 9,90 Euro</g>.',
    'It costs <g id="1">just 9</g>.90 euros.',
    'It costs <g id="1">just 9.90</g> euros.',
  ],
  [
    'Dort, bei 30,1 Grad, <g id="1">ein Rekord</g>',
    'There, at 30.<g id="1">1 degrees, a record</g>',
    'There, at 30.1<g id="1"> degrees, a record</g>',
  ],
  [
    '<g id="1">ab <g id="2">3,20 Euro</g></g>',
    '<g id="1">from <g id="2">3</g></g>.20 euros',
    '<g id="1">from <g id="2">3.20</g></g> euros',
  ],
  [
    '<g id="1">Um 10:30 Uhr</g> <g id="2">Tee</g>',
    '<g id="1">At 10</g><g id="2">:30 tea</g>',
    '<g id="1">At 10:30</g><g id="2"> tea</g>',
  ],
  ['Nur <g id="1">9,90</g>', 'Just <g id="1">9</g>.90', 'Just <g id="1">9.90</g>'],
  // The tag would be left without a word.
  ['Es sind 1,5 <g id="1">kg</g>.', 'It is 1.<g id="1">5</g>.', 'It is <g id="1">1.5</g>.'],
])('%s: a number stays whole', (source, target, expected) => {
  expect(mend(source, target)).toBe(expected);
});

test.each([
  ['Kapitel 3.<g id="1">1</g>', 'Chapter 3.<g id="1">1</g>'],
  ['Im Jahr 2031<g id="1">4</g>', 'In 2031<g id="1">4</g>'],
  ['Es waren <g id="1">9</g>. Nur 8 blieben.', 'There were <g id="1">9</g>. 8 stayed.'],
  ['<g id="1">7</g><x id="2"/>.5', '<g id="1">7</g><x id="2"/>.5'],
])('%s: what the source has so, or is no number, is left', (source, target) => {
  expect(mend(source, target)).toBe(target);
});
