/** What a night leaves beside its documents: indexes, feeds, the report as data and as a page, metrics. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseAtomFeed } from 'feedsmith';
import type { Journal } from '../../store/journal.ts';
import { archivedReport, type DeskFiles } from '../nightly/desk.ts';
import { dayFolder } from '../nightly/places.ts';
import { leadsOutside, writeOutput } from '../output.ts';
import { type Article, readArticle } from './article.ts';
import { dayIndex } from './day-index.ts';
import { itemsOfDay } from './day-items.ts';
import { type FeedFacts, feeds } from './feeds.ts';
import { metrics } from './metrics.ts';
import { reportPage } from './page.ts';
import type { NightReport } from './report.ts';

const FEED_ENTRIES = 100;
/** Of these the first that are articles: outputs may be gone, or hold what came in an article's place. */
const FEED_CANDIDATES = 10 * FEED_ENTRIES;
const FEED_ID = 'urn:klartext:feed:';

export interface LeaveOptions {
  report: NightReport;
  journal: Journal;
  outFolder: string;
  files: DeskFiles;
  /** Absolute path of the metrics; `klartext.prom` in the desk's folder when absent. */
  metricsFile?: string;
}

/** Each by temporary file and rename, as documents are. Rejects with OUTPUT_UNWRITABLE. */
export async function leaveReport(options: LeaveOptions): Promise<void> {
  const {
    report,
    journal,
    outFolder,
    files,
    metricsFile = path.join(files.folder, 'klartext.prom'),
  } = options;
  const { views } = journal;
  const lost = views.days().filter((day) => isIndexLost(outFolder, day));
  for (const day of new Set([...views.daysOf(report.run), ...lost]))
    await writeOutput(outFolder, indexOf(day), dayIndex(day, await itemsOfDay(day, journal, outFolder)));
  const articles = await latestArticles(journal, outFolder);
  const { atom, json } = feeds(articles, await feedFacts(outFolder, report));
  await writeOutput(outFolder, 'atom.xml', atom);
  await writeOutput(outFolder, 'feed.json', json);
  const [data, page] = [`${JSON.stringify(report, null, 2)}\n`, reportPage(report)];
  const archived = archivedReport(files, report.day, report.run);
  for (const place of [path.join(outFolder, 'report'), archived]) {
    await writeOutput(path.dirname(place), `${path.basename(place)}.json`, data);
    await writeOutput(path.dirname(place), `${path.basename(place)}.html`, page);
  }
  await writeOutput(path.dirname(metricsFile), path.basename(metricsFile), metrics(report));
}

function indexOf(day: string): string {
  return `${dayFolder(day)}/index.md`;
}

/** A day whose folder somebody took away, or put a link to elsewhere in the way of, is no loss. */
function isIndexLost(outFolder: string, day: string): boolean {
  const index = path.join(outFolder, indexOf(day));
  return !existsSync(index) && existsSync(path.dirname(index)) && !leadsOutside(outFolder, indexOf(day));
}

/** Feeds keep the name that they have, whichever pipeline of the folder runs and whatever it is called by then. */
async function feedFacts(
  outFolder: string,
  { pipeline, endedAt }: Pick<NightReport, 'pipeline' | 'endedAt'>,
): Promise<FeedFacts> {
  const updated = new Date(endedAt);
  const atom = await readFile(path.join(outFolder, 'atom.xml'), 'utf8').catch(() => '');
  try {
    const { id, title } = parseAtomFeed(atom);
    if (id?.startsWith(FEED_ID) && title?.value) return { id, title: title.value, updated };
  } catch {
    // None yet, or none that can be read.
  }
  return { id: `${FEED_ID}${pipeline}`, title: `Klartext: ${pipeline}`, updated };
}

async function latestArticles(journal: Journal, outFolder: string): Promise<Article[]> {
  const found: Article[] = [];
  for (const item of journal.views.latest(FEED_CANDIDATES)) {
    const article = await readArticle(outFolder, item);
    if (article) found.push(article);
    if (found.length === FEED_ENTRIES) break;
  }
  return found;
}
