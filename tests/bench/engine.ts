/**
 * What the program around the engine costs: the same paragraphs through one engine driven directly in ideal
 * batches, and through the provider with one worker, alternating in one process. Prints one JSON line.
 */
import path from 'node:path';
import { startThread } from '../../src/engine/engine-thread.ts';
import { engineModel, readModel } from '../../src/engine/manifest.ts';
import { compileEngine } from '../../src/engine/wasm-engine.mjs';
import { createBergamotProvider } from '../../src/providers/bergamot.ts';
import type { Segment } from '../../src/types.ts';

const ROUNDS = 5;
const BATCH = 32;
const PARAGRAPHS = 192;

const model = await readModel(path.resolve(import.meta.dirname, '../fixtures/models'), 'toy-de-en');
if (!model) throw new Error('the fixture model is missing');

const sentences = [
  'Der neue Rechner steht seit gestern im Keller und läuft ohne Pause.',
  'Am Montag wurden 42 Geräte geliefert, von denen drei nicht funktionierten.',
  'Wer das liest, weiß schon mehr als die meisten anderen.',
  'Im Herbst soll die Fabrik in Dresden ihre Arbeit aufnehmen.',
];
const paragraphs = Array.from({ length: PARAGRAPHS }, (_, index) =>
  Array.from({ length: 1 + (index % 4) }, (_, place) => sentences[(index + place) % 4] ?? ''),
);
const words = paragraphs.flat().join(' ').split(' ').length;
const segments = paragraphs.map(
  (lines, index): Segment => ({ id: `s${index}`, source: lines.join(' '), tags: [], kind: 'paragraph' }),
);

const signal = new AbortController().signal;
const loadStart = performance.now();
const thread = await startThread({ wasm: await compileEngine(), model: engineModel(model) }, 60_000);
const loadMs = performance.now() - loadStart;
const provider = createBergamotProvider({ model, workers: 1 });

async function direct(): Promise<void> {
  for (let start = 0; start < PARAGRAPHS; start += BATCH) {
    const batch = paragraphs.slice(start, start + BATCH);
    await thread.translate(batch.map((lines) => ({ text: lines.join('\n'), html: false })));
  }
}

async function through(): Promise<void> {
  await provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
}

async function time(run: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await run();
  return performance.now() - start;
}

const best = { direct: Number.POSITIVE_INFINITY, through: Number.POSITIVE_INFINITY };
// The first round of each warms up: compiled code is swapped in while it runs.
for (let round = 0; round <= ROUNDS; round++) {
  const [directMs, throughMs] = [await time(direct), await time(through)];
  if (round === 0) continue;
  best.direct = Math.min(best.direct, directMs);
  best.through = Math.min(best.through, throughMs);
}
await thread.end();
await provider.dispose?.();

console.log(
  JSON.stringify({
    bench: 'engine',
    loadMs: Math.round(loadMs),
    directWordsPerSecond: Math.round((words / best.direct) * 1000),
    providerWordsPerSecond: Math.round((words / best.through) * 1000),
    ratio: Number((best.direct / best.through).toFixed(3)),
  }),
);
