/** How many pages a second, ours and the peers', in one process and one run: only the ratios mean anything. */
import { parseHtml } from '../../../src/document/html.ts';
import { type Page, readHtml } from './data.ts';
import { readability } from './peers.ts';

/** Every eighth page is enough to compare, and few enough to wait for. */
const STEP = 8;

export interface Speed {
  name: string;
  pagesPerSecond: number;
}

/** jsdom is measured where it is installed; the project itself does not need it. */
export async function measureSpeed(pages: readonly Page[]): Promise<Speed[]> {
  const inputs = pages.filter((_, index) => index % STEP === 0).map((page) => readHtml(page));
  const onJsdom = await readabilityOnJsdom();
  const tools: [name: string, run: (html: string) => unknown][] = [
    ['ours', (html) => parseHtml(html)],
    ['readability on linkedom', readability],
    ...(onJsdom ? [['readability on jsdom', onJsdom] as [string, (html: string) => unknown]] : []),
  ];
  for (const [, run] of tools) for (const html of inputs.slice(0, 20)) run(html);
  return tools.map(([name, run]) => {
    const started = performance.now();
    for (const html of inputs) run(html);
    return { name, pagesPerSecond: (inputs.length / (performance.now() - started)) * 1_000 };
  });
}

async function readabilityOnJsdom(): Promise<((html: string) => unknown) | undefined> {
  const name = 'jsdom';
  const jsdom = await import(/* @vite-ignore */ name).catch(() => undefined);
  if (!jsdom) return undefined;
  const { Readability } = await import('@mozilla/readability');
  return (html) => {
    const { window } = new jsdom.JSDOM(html, { virtualConsole: new jsdom.VirtualConsole() });
    const article = new Readability(window.document).parse();
    window.close();
    return article;
  };
}
