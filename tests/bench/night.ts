/**
 * What a night costs beside the local engine: articles through `nightly` as it is shipped, and the very segments that
 * it asked for straight through as many engines, by turns. Prints one JSON line; `ratio` is the night's speed over
 * the engine's, by the clock and by processor time, which other programs on the machine disturb less.
 *
 * The articles are German pages from beside the checkout where there are any, else made of parts.
 * KLARTEXT_BENCH_ARTICLES (200) says how many.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { startThread } from '../../src/engine/engine-thread.ts';
import { engineModel, readModel } from '../../src/engine/manifest.ts';
import type { EngineText } from '../../src/engine/protocol.ts';
import { compileEngine } from '../../src/engine/wasm-engine.mjs';
import { parseInline } from '../../src/providers/bergamot-inline.ts';
import { toEngineText } from '../../src/providers/bergamot-request.ts';
import { splitSentences } from '../../src/segments/split-sentences.ts';
import { Memory } from '../../src/store/memory.ts';
import { hasData, readHtml, readPages } from '../eval/cleaning/data.ts';
import { type Cost, page, spendNight } from './spend-night.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ARTICLES = Number(process.env.KLARTEXT_BENCH_ARTICLES ?? 200);
/** A night of so many articles, then their segments alone, and so on: what else the machine does meets both alike. */
const PER_TURN = 100;
/** Segments a call; more gained nothing. */
const BATCH = 32;

const folder = mkdtempSync(path.join(tmpdir(), 'klartext-bench-'));
const model = await readModel(path.join(ROOT, 'models'), 'de-en');
if (!model) throw new Error('the model is missing');
const wasm = await compileEngine();
const threads = await Promise.all(
  Array.from({ length: availableParallelism() }, () =>
    startThread({ wasm, model: engineModel(model) }, 60_000),
  ),
);

function articles(): string[] {
  if (!hasData()) return Array.from({ length: ARTICLES }, (_, n) => page(n, 12));
  const german = readPages().filter(({ lang }) => lang === 'de');
  return german.slice(0, ARTICLES).map(readHtml);
}

function remembered(file: string): string[] {
  const memory = new Memory({ file });
  const segments = [...memory.entries()].map(({ source }) => source);
  memory.close();
  return segments;
}

async function translateAlone(segments: readonly string[]): Promise<Cost> {
  const texts = segments.map((source): EngineText => {
    const parsed = parseInline(source);
    if (!parsed) throw new Error('a segment that is no markup');
    return toEngineText(parsed.children, splitSentences, false);
  });
  const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
  let next = 0;
  await Promise.all(
    threads.map(async (thread) => {
      while (next < texts.length) {
        const batch = texts.slice(next, next + BATCH);
        next += BATCH;
        await thread.translate(batch);
      }
    }),
  );
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wallMs: performance.now() - startedAt, cpuMs: (user + system) / 1000 };
}

const sums = { night: { wallMs: 0, cpuMs: 0 }, engine: { wallMs: 0, cpuMs: 0 } };
const add = (sum: Cost, { wallMs, cpuMs }: Cost) => {
  sum.wallMs += wallMs;
  sum.cpuMs += cpuMs;
};
let [segments, words] = [0, 0];
const all = articles();
for (let first = 0; first < all.length; first += PER_TURN) {
  const cwd = path.join(folder, String(first));
  const pages = all.slice(first, first + PER_TURN);
  add(sums.night, spendNight(cwd, 'nightly', pages));
  const asked = remembered(path.join(cwd, 'memory.db'));
  add(sums.engine, await translateAlone(asked));
  segments += asked.length;
  words += asked.join(' ').split(/\s+/).length;
}
await Promise.all(threads.map((thread) => thread.end()));
rmSync(folder, { recursive: true });

const perSecond = ({ wallMs }: Cost) => Math.round((words / wallMs) * 1000);
console.log(
  JSON.stringify({
    bench: 'night',
    ...{ articles: all.length, segments, words, workers: threads.length },
    engineWordsPerSecond: perSecond(sums.engine),
    nightWordsPerSecond: perSecond(sums.night),
    ratio: Number((sums.engine.wallMs / sums.night.wallMs).toFixed(3)),
    ratioOfProcessorTime: Number((sums.engine.cpuMs / sums.night.cpuMs).toFixed(3)),
  }),
);
