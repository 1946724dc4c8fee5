/**
 * Trains the text model and says how it does on sites that it has not seen:
 * `node tests/run-ts.mjs tests/eval/text-blocks/train.ts` (writes models/cleaning/text-blocks.json).
 */
import { writeFileSync } from 'node:fs';
import { hasData } from './data.ts';
import { crossValidate, fitModel, prepareAll, SETS, scoresOf, shareBelow, type Verdict } from './fit.ts';

function report(verdicts: readonly Verdict[]): void {
  for (const set of SETS) {
    for (const threshold of [0.4, 0.5, 0.6]) {
      const { block, character } = scoresOf(verdicts, set, threshold);
      console.log(
        `${set} kept at ${threshold}: block F1 ${block.toFixed(3)}, character F1 ${character.toFixed(3)}`,
      );
    }
    for (const threshold of [0.005, 0.01, 0.02]) {
      const share = (variant: string, label: string) =>
        `${(100 * shareBelow(verdicts, { set, variant, label }, threshold)).toFixed(2)} %`;
      console.log(
        `${set} removed below ${threshold}: of clean articles ${share('clean', 'content')}, of content in scraped ${share('scraped', 'content')}, of noise in scraped ${share('scraped', 'boilerplate')}, of noise in pages ${share('page', 'boilerplate')}`,
      );
    }
  }
}

function main(): void {
  if (!hasData) {
    console.log('skipped: ../shared/data/cleaning/blocks is absent');
    return;
  }
  const prepared = prepareAll();
  report(crossValidate(prepared));
  const file = new URL('../../../models/cleaning/text-blocks.json', import.meta.url);
  writeFileSync(file, `${JSON.stringify(fitModel(Object.values(prepared).flat()))}\n`);
}

main();
