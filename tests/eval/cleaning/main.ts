/** `npm run eval`: cleaning against the open half of the benchmark. */
import { FEATURES } from '../../../src/document/html/features.ts';
import { shippedJudge } from '../../../src/document/html/model.ts';
import { type Gold, hasData, type Page, readGold, readHtml, readPages } from './data.ts';
import { belowFloor, raiseFloors, readFloors } from './floors.ts';
import { readFoldModels, writeModels } from './models.ts';
import { readability } from './peers.ts';
import { ROWS, type Score, scoreRows } from './scores.ts';
import { measureSpeed } from './speed.ts';
import { crossValidate, readExamples, trainFolds, trainModel } from './train.ts';
import { USED_FEATURES } from './used-features.ts';

const HELP = `npm run eval                  measure, and fail below a floor of tests/eval/floors.json
npm run eval -- --raise       measure, and lift the floors that are passed
npm run eval -- --train       train the block model anew (minutes), write models/, measure
npm run eval -- --speed       pages a second beside the peers, nothing else`;

/** Answers the exit code. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || !hasData()) {
    say(args.includes('--help') ? HELP : 'cleaning: SKIPPED, ../shared/data/cleaning is not there');
    return 0;
  }
  const pages = readPages();
  if (args.includes('--speed')) {
    for (const { name, pagesPerSecond, timesAsFast } of measureSpeed(pages))
      say(
        `${name.padEnd(24)} ${pagesPerSecond.toFixed(1).padStart(6)} pages/s; ours is ${timesAsFast.toFixed(2)} times as fast`,
      );
    return 0;
  }
  const gold = readGold(pages);
  if (args.includes('--train')) trainAll(pages, gold);
  const folds = readFoldModels();
  const ours = crossValidate(pages, gold, folds, shippedJudge().threshold);
  const peer = scoreRows(pages, gold, new Map(pages.map((page) => [page.id, readability(readHtml(page))])));
  const floors = readFloors();
  say(
    'cleaning, F1 (precision / recall); ours cross-validated: every page by a model that has not seen its site',
  );
  for (const [name] of ROWS) say(line(name, ours[name] as Score, peer[name] as Score, floors[name] ?? 0));
  if (args.includes('--raise')) raiseFloors(ours);
  const below = belowFloor(ours, floors);
  if (below.length > 0) say(`below the floor: ${below.join(', ')}`);
  return below.length > 0 ? 1 : 0;
}

function line(name: string, ours: Score, peer: Score, floor: number): string {
  const show = ({ f1, precision, recall }: Score) =>
    `${f1.toFixed(4)} (${precision.toFixed(3)} / ${recall.toFixed(3)})`;
  return `${name.padEnd(15)} n=${String(ours.pages).padStart(3)}  ours ${show(ours)}  readability ${show(peer)}  floor ${floor}`;
}

/** Between thresholds that do alike, the lower keeps more text. */
const CLEARLY = 0.0005;

/** The threshold is the one that does best on unseen sites, all rows alike; the German rows so count twice. */
function trainAll(pages: readonly Page[], gold: ReadonlyMap<string, Gold>): void {
  const unknown = USED_FEATURES.filter((name) => !FEATURES.includes(name));
  if (unknown.length > 0)
    throw new Error(`used-features.ts names what features.ts does not have: ${unknown.join(', ')}`);
  const examples = readExamples(pages, gold);
  say(`${examples.length} blocks, ${USED_FEATURES.length} features`);
  const folds = trainFolds(pages, examples, USED_FEATURES);
  let best = { threshold: 0.5, mean: 0 };
  for (const threshold of [0.42, 0.48, 0.54]) {
    const scores = crossValidate(pages, gold, folds, threshold);
    const mean = Object.values(scores).reduce((sum, { f1 }) => sum + f1, 0) / ROWS.length;
    say(
      `threshold ${threshold}: mean F1 ${mean.toFixed(4)}  ${Object.entries(scores)
        .map(([name, { f1 }]) => `${name} ${f1.toFixed(4)}`)
        .join('  ')}`,
    );
    if (mean > best.mean + CLEARLY) best = { threshold, mean };
  }
  const { threshold } = best;
  writeModels(
    { ...trainModel(examples, USED_FEATURES), threshold },
    folds.map((fold) => ({ ...fold, threshold })),
  );
}

function say(text: string): void {
  console.log(text);
}
