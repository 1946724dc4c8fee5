/** Blocks -> rows of numbers for the model; names and order are part of the model's file. */
import type { Block } from './blocks.ts';
import { MASS_FEATURES, massFeatures, weighPage } from './features/mass.ts';
import { PAGE_FEATURES, pageFeatures } from './features/page.ts';
import { createPlaceReader, PLACE_FEATURES } from './features/place.ts';
import { REGION_FEATURES, regionFeatures } from './features/regions.ts';
import { statsOf, TEXT_FEATURES, textFeatures } from './features/text.ts';
import type { PageFacts } from './metadata.ts';

export const FEATURES: readonly string[] = [
  ...TEXT_FEATURES,
  ...PLACE_FEATURES,
  ...MASS_FEATURES,
  ...PAGE_FEATURES,
  ...REGION_FEATURES,
];

/** One row a block, in order; each as long as FEATURES. */
export function featuresOf(blocks: readonly Block[], facts: PageFacts): Float64Array[] {
  const stats = blocks.map(statsOf);
  const mass = weighPage(blocks, stats);
  const placeOf = createPlaceReader();
  const page = pageFeatures(blocks, stats, mass, facts);
  const regions = regionFeatures(blocks);
  return blocks.map((block, index) =>
    rowOf(
      textFeatures(block, stats[index] as (typeof stats)[number]),
      ...placeOf(block),
      massFeatures(block, mass),
      page[index] ?? [],
      regions[index] ?? [],
    ),
  );
}

function rowOf(...parts: readonly (readonly number[])[]): Float64Array {
  const row = new Float64Array(FEATURES.length);
  let at = 0;
  for (const part of parts) {
    row.set(part, at);
    at += part.length;
  }
  return row;
}
