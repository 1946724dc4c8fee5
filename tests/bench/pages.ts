/**
 * Whether memory stays constant: `node tests/run-ts.mjs tests/bench/pages.ts [pages=1000] [kilobytes]` cleans that many
 * pages in one process, as `klartext clean --jsonl` does, and prints after each tenth of them what the process holds.
 * The pages are those of ../shared (up to a size, to have many of them sooner), over and over, each with text, names
 * and a host that no other has.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { KlartextError } from '../../src/errors.ts';
import { composeJson } from '../../src/run/compose.ts';
import { processDocument } from '../../src/run/document.ts';
import { openRun } from '../../src/run/open.ts';
import { hasData, readHtml, readPages } from '../eval/cleaning/data.ts';

const MEGABYTE = 1024 * 1024;

/** As two crawls of a page differ, and more: whatever keeps something for each page, host or class name, grows. */
function distinct(html: string, number: number): string {
  const own = `<p class="absatz-${number}" id="a${number}">Ausgabe ${number}: Am Ort Nr. ${number} sagte Frau Sprecher${number}, dass es weitergeht.</p>`;
  const end = html.lastIndexOf('</p>');
  return end === -1 ? html + own : html.slice(0, end + 4) + own + html.slice(end + 4);
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
}

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(0);
}

async function main(count: number, kilobytes: number): Promise<void> {
  if (!hasData()) return console.log('pages: SKIPPED, ../shared/data/cleaning is not there');
  const pages = readPages().filter((page) => readHtml(page).length <= kilobytes * 1000);
  const context = { env: {}, modelFolders: [] };
  const { signal } = new AbortController();
  const open = await openRun({ pipeline: 'clean-feed', scope: 'cleaning', cwd: '/', context, signal });
  let without = 0;
  for (let number = 1; number <= count; number++) {
    const page = pages[number % pages.length] as (typeof pages)[number];
    try {
      const content = distinct(readHtml(page), number);
      const url = `https://host-${number}.example/artikel/${number}`;
      const input = { name: `page ${number}`, content, format: 'html' as const, url };
      composeJson(await processDocument(input, open.runner), number);
    } catch (error) {
      if (!(error instanceof KlartextError)) throw error;
      without++;
    }
    if (number % Math.ceil(count / 10) > 0 && number < count) continue;
    const { rss } = process.memoryUsage();
    collectGarbage();
    const { heapUsed } = process.memoryUsage();
    const { user, system } = process.cpuUsage();
    const seconds = ((user + system) / 1e6).toFixed(0);
    console.log(
      `${number} pages, ${seconds} s of processor: RSS ${megabytes(rss)} MB, heap after collection ${megabytes(heapUsed)} MB, ${without} without text`,
    );
  }
  await open.close();
}

await main(Number(process.argv[3] ?? 1000), Number(process.argv[4] ?? Number.POSITIVE_INFINITY));
