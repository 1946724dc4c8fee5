/** How many pages a second, ours and the peers', in one process and one run: only the ratios mean anything. */
import { createRequire } from 'node:module';
import { Readability } from '@mozilla/readability';
import { parseHtml } from '../../../src/document/html.ts';
import { type Page, readHtml } from './data.ts';
import { readability } from './peers.ts';

/** Every eighth page is enough to compare, and few enough to wait for. */
const STEP = 8;
const WARM_UP = 20;
/** Each tool's best time for a page counts: the machine may be busy with other things for a while. */
const ROUNDS = 3;

export interface Speed {
  name: string;
  pagesPerSecond: number;
  /** How many times as fast as this tool we are: the median over the pages. */
  timesAsFast: number;
}

/** What is used of that package. */
interface JsDom {
  JSDOM: new (html: string, options: object) => { window: { document: object; close(): void } };
  VirtualConsole: new () => object;
}

type Tool = [name: string, run: (html: string) => unknown];

/** All tools take turns on each page. jsdom is measured where it is installed; the project itself does not need it. */
export function measureSpeed(pages: readonly Page[]): Speed[] {
  const inputs = pages.filter((_, index) => index % STEP === 0).map((page) => readHtml(page));
  const onJsdom = readabilityOnJsdom();
  const tools: Tool[] = [
    ['ours', (html) => parseHtml(html)],
    ['readability on linkedom', readability],
    ...(onJsdom ? [['readability on jsdom', onJsdom] satisfies Tool] : []),
  ];
  for (const html of inputs.slice(0, WARM_UP)) for (const [, run] of tools) run(html);
  const times = inputs.map((html) => bestTimes(html, tools));
  return tools.map(([name], tool) => ({
    name,
    pagesPerSecond: (inputs.length / times.reduce((sum, own) => sum + (own[tool] as number), 0)) * 1_000,
    timesAsFast: median(times.map((own) => (own[tool] as number) / (own[0] as number))),
  }));
}

/** Milliseconds, in the order of the tools. */
function bestTimes(html: string, tools: readonly Tool[]): number[] {
  const best = tools.map(() => Number.POSITIVE_INFINITY);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [tool, [, run]] of tools.entries()) {
      const started = performance.now();
      run(html);
      best[tool] = Math.min(best[tool] as number, performance.now() - started);
    }
  }
  return best;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function readabilityOnJsdom(): ((html: string) => unknown) | undefined {
  const require = createRequire(import.meta.url);
  let jsdom: JsDom;
  try {
    jsdom = require('jsdom');
  } catch {
    return undefined;
  }
  return (html) => {
    const { window } = new jsdom.JSDOM(html, { virtualConsole: new jsdom.VirtualConsole() });
    const article = new Readability(window.document).parse();
    window.close();
    return article;
  };
}
