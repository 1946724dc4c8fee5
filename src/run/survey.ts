/** The first of two passes over a batch: takes every document into the index, learns what repeats, finds copies. */
import { toPlainText } from '../document/plain-text.ts';
import { hostOf, publishersOf } from '../document/publishers.ts';
import { type ArticlePrint, type BlockPrint, maySpeakOfTheSame, thinOut } from '../document/same-article.ts';
import { blockKey, countWords, figuresOf, shinglesOf } from '../document/shingles.ts';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { LearnSettings } from '../pipeline/schema.ts';
import { listUnits, type Unit, type Wall } from '../stages/boilerplate/units.ts';
import type { ArticleIndex, ArticleRow, IndexedArticle } from '../store/article-index.ts';
import { documentData } from '../types.ts';
import { namedOrigins } from './attributions.ts';
import { decideCopies } from './decide-copies.ts';
import { type CleanedDocument, type CleaningRunner, cleanDocument, type DocumentInput } from './document.ts';

/** What a survey needs of a run. */
export interface Surveyor {
  index: ArticleIndex;
  /** Runs the cleaning stages, without what was learned. */
  runner: CleaningRunner;
  /** Of those stages; a document that went through others is surveyed anew. */
  fingerprint: string;
  /** Absent: nothing is learned. */
  learn?: LearnSettings;
  duplicates: boolean;
}

export interface SurveyOptions {
  /** In the order in which they count; what can be read only once is not among them. */
  documents: Iterable<SurveyedDocument>;
  /** Absolute. */
  outFolder: string;
  signal: AbortSignal;
}

export interface SurveyedDocument {
  /** As in fingerprints; names the document in its output folder. */
  name: string;
  /** Rejects with one KlartextError. */
  load(): Promise<DocumentInput>;
}

/** Messages of pages that are no article, or not all of one. */
export const NO_ARTICLE: ReadonlySet<string> = new Set([
  'html-error-page',
  'html-consent-page',
  'html-paywalled',
  'html-cut',
]);

/**
 * Surveys what the index does not know yet, one document after the other. One that cannot be read is left to the
 * second pass to report, and an aborted signal ends the survey. Rejects with errors of reach `run`.
 */
export async function surveyBatch(options: SurveyOptions, surveyor: Surveyor): Promise<void> {
  const { index, learn, duplicates } = surveyor;
  const rows: ArticleRow[] = [];
  index.follow(options.outFolder);
  for (const document of options.documents) {
    if (options.signal.aborted) return;
    const row = await surveyOne(document, options.outFolder, surveyor).catch(leaveToSecondPass);
    if (row) rows.push(row);
  }
  if (learn) index.rules.proposeNew(learn);
  if (duplicates) decideCopies(rows, options.outFolder, index);
}

function leaveToSecondPass(error: unknown): undefined {
  if (error instanceof KlartextError && error.reach === 'document') return undefined;
  throw error;
}

async function surveyOne(
  { name, load }: SurveyedDocument,
  folder: string,
  surveyor: Surveyor,
): Promise<ArticleRow> {
  const input = await load();
  const known = surveyor.index.find(folder, name, versionOf(input.content, surveyor));
  if (known) surveyor.index.touch(known.id);
  return known ?? takeIn(await cleanDocument(input, surveyor.runner), { folder, name }, surveyor);
}

/** Names a content as it was surveyed. */
export function versionOf(content: Uint8Array | string, surveyor: Pick<Surveyor, 'fingerprint'>): string {
  return versionOfHash(sha256(content), surveyor);
}

/** Raise it when a document's print holds something else than before, so that those of earlier runs are made anew. */
const PRINT_VERSION = 2;

function versionOfHash(sourceHash: string, { fingerprint }: Pick<Surveyor, 'fingerprint'>): string {
  return sha256(`${sourceHash} ${fingerprint} ${PRINT_VERSION}`).slice(0, 16);
}

/** Into the index, a document that was cleaned without what was learned. */
export function takeIn(
  cleaned: CleanedDocument,
  place: Pick<IndexedArticle, 'folder' | 'name'>,
  surveyor: Pick<Surveyor, 'index' | 'fingerprint'>,
): ArticleRow {
  const version = versionOfHash(cleaned.sourceHash, surveyor);
  const row = surveyor.index.add(describe(cleaned, { ...place, version }));
  joinStory(row, surveyor.index);
  return row;
}

function describe(
  { file, root, origins }: CleanedDocument,
  place: Pick<IndexedArticle, 'folder' | 'name' | 'version'>,
): IndexedArticle {
  const data = documentData(file);
  const { url, title } = data.metadata;
  const host = hostOf(url);
  const source = publishersOf(data).find((publisher) => publisher !== host);
  const units = listUnits(root);
  return {
    ...place,
    ...(host ? { host } : {}),
    ...(source ? { source } : {}),
    ...(url ? { url } : {}),
    ...(title ? { title } : {}),
    originals: [...new Set([...origins, ...namedOrigins(root, file)])],
    isArticle: !file.messages.some(({ ruleId }) => NO_ARTICLE.has(ruleId ?? '')),
    print: thinOut({
      title: blockKey(title ?? ''),
      blocks: units.map((unit) =>
        'wall' in unit ? printOfWall(unit) : printOf(unit.text, introduces(unit)),
      ),
    }),
    texts: units.map((unit) => ('wall' in unit ? '' : unit.text)),
  };
}

/** A heading, a question, a label: what it means is what stands below it. */
function introduces({ isHeading, text }: Unit): boolean {
  return isHeading || /[?:]["“”»«]?$/u.test(text);
}

function printOf(text: string, heading: boolean): BlockPrint {
  const [key, words] = [blockKey(text), countWords(text)];
  return { key, heading, words, shingles: shinglesOf(text), figures: figuresOf(text) };
}

/** A table or code is no text that a publisher repeats, but what it says must not be lost with a copy. */
function printOfWall({ node }: Wall): BlockPrint {
  const text = toPlainText({ type: 'root', children: [node] });
  return { ...printOf(text, false), key: '', words: 0 };
}

/** In doubt two documents tell one story, and what they share proves nothing. */
function joinStory(row: ArticleRow, index: ArticleIndex): void {
  const print = index.print(row);
  const stories = new Set([row.story]);
  for (const other of index.candidates(row.id)) {
    if (stories.has(other.story)) continue;
    if (isSameStory([row, print], [other, index.print(other)], index)) stories.add(other.story);
  }
  if (stories.size > 1) index.joinStories([...stories]);
}

type Known = [ArticleRow, ArticlePrint];

function isSameStory([row, print]: Known, [other, otherPrint]: Known, index: ArticleIndex): boolean {
  return maySpeakOfTheSame(print, otherPrint, row.host === other.host, index.repeatsOf(row, other));
}
