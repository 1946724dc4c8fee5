/** The text model on sites that it has not seen; floors in floors.json, which may only rise. */
import { expect, test } from 'vitest';
import floors from '../floors.json' with { type: 'json' };
import { hasData } from './data.ts';
import { crossValidate, prepareAll, scoresOf, shareBelow } from './fit.ts';

/** What the stage removes at by default, and what counts as kept in a measurement. */
const [REMOVED, KEPT] = [0.01, 0.5];

if (!hasData) console.warn('Skipped: the text model needs ../shared/data/cleaning/blocks.');

test.skipIf(!hasData)('tells content from noise in German text, and takes none of it', () => {
  const verdicts = crossValidate(prepareAll());
  const { block, character } = scoresOf(verdicts, 'gold-de', KEPT);
  const lost = ['clean', 'scraped'].map((variant) =>
    shareBelow(verdicts, { set: 'gold-de', variant, label: 'content' }, REMOVED),
  );
  console.log(`gold-de: block F1 ${block.toFixed(3)}, character F1 ${character.toFixed(3)}, lost ${lost}`);
  expect(block).toBeGreaterThanOrEqual(floors.textBlocks.block);
  expect(character).toBeGreaterThanOrEqual(floors.textBlocks.character);
  expect(lost).toEqual([0, 0]);
});
