/** The first of two passes over a batch: takes every document into the index, learns what repeats, finds copies. */
import type { Root } from 'mdast';
import type { VFile } from 'vfile';
import { hostOf, publishersOf } from '../document/publishers.ts';
import { type ArticlePrint, type BlockPrint, maySpeakOfTheSame, thinOut } from '../document/same-article.ts';
import { blockKey, countWords, figuresOf, shinglesOf } from '../document/shingles.ts';
import { KlartextError } from '../errors.ts';
import { sha256 } from '../hash.ts';
import type { LearnSettings } from '../pipeline/schema.ts';
import { type InputFile, readInput, sourceOf } from '../sources/files.ts';
import { listUnits } from '../stages/boilerplate/units.ts';
import type { ArticleIndex, ArticleRow, IndexedArticle } from '../store/article-index.ts';
import { documentData } from '../types.ts';
import { linkedOrigins, namedOrigins } from './attributions.ts';
import { decideCopies } from './decide-copies.ts';
import { type DocumentRunner, walkDocument } from './document.ts';

/** What a survey needs of a run. */
export interface Surveyor {
  index: ArticleIndex;
  /** Runs the cleaning stages, without what was learned. */
  runner: DocumentRunner;
  /** Of those stages; a document that went through others is surveyed anew. */
  fingerprint: string;
  /** Absent: nothing is learned. */
  learn?: LearnSettings;
  duplicates: boolean;
}

export interface SurveyOptions {
  inputs: readonly InputFile[];
  /** Absolute. */
  outFolder: string;
  maxBytes: number;
  stdin: NodeJS.ReadableStream;
  signal: AbortSignal;
}

/** Messages of pages that are no article, or not all of one. */
const NO_ARTICLE: ReadonlySet<string> = new Set(['html-error-page', 'html-consent-page', 'html-paywalled']);

/**
 * Surveys what the index does not know yet, one document after the other. One that cannot be read is left to the
 * second pass to report, and an aborted signal ends the survey. Rejects with errors of reach `run`. Standard input is passed over: it can be
 * read only once.
 */
export async function surveyBatch(options: SurveyOptions, surveyor: Surveyor): Promise<void> {
  const { index, learn, duplicates } = surveyor;
  const rows: ArticleRow[] = [];
  const publishers = new Set<string>();
  for (const input of options.inputs.filter(({ path }) => path !== '-')) {
    if (options.signal.aborted) return;
    const row = await surveyOne(input, options, surveyor, publishers).catch(leaveToSecondPass);
    if (row) rows.push(row);
  }
  if (learn) for (const publisher of publishers) index.rules.propose(publisher, learn);
  if (duplicates) decideCopies(rows, options.outFolder, index);
}

function leaveToSecondPass(error: unknown): undefined {
  if (error instanceof KlartextError && error.reach === 'document') return undefined;
  throw error;
}

/** Adds the publishers of what is new to `publishers`. */
async function surveyOne(
  input: InputFile,
  { outFolder, maxBytes, stdin }: SurveyOptions,
  { index, runner, fingerprint }: Surveyor,
  publishers: Set<string>,
): Promise<ArticleRow> {
  const content = await readInput(input, maxBytes, stdin);
  const version = sha256(`${sha256(content)} ${fingerprint}`).slice(0, 16);
  const known = index.find(outFolder, input.name, version);
  if (known) return known;
  let linked: string[] = [];
  const walked = await walkDocument(
    { name: input.name, content, maxBytes, source: sourceOf(input) },
    { ...runner, onParsed: (root) => (linked = linkedOrigins(root)) },
  );
  const place = { folder: outFolder, name: input.name, version };
  const row = index.add(describe(walked, linked, place));
  for (const publisher of row.publishers) publishers.add(publisher);
  joinStory(row, index);
  return row;
}

function describe(
  { file, root }: { file: VFile; root: Root },
  linked: readonly string[],
  place: Pick<IndexedArticle, 'folder' | 'name' | 'version'>,
): IndexedArticle {
  const data = documentData(file);
  const { url, title } = data.metadata;
  const host = hostOf(url);
  const source = publishersOf(data).find((publisher) => publisher !== host);
  const texts = listUnits(root).map((item) => ('wall' in item ? undefined : item));
  return {
    ...place,
    ...(host ? { host } : {}),
    ...(source ? { source } : {}),
    ...(url ? { url } : {}),
    ...(title ? { title } : {}),
    originals: [...new Set([...linked, ...namedOrigins(root, file)])],
    isArticle: !file.messages.some(({ ruleId }) => NO_ARTICLE.has(ruleId ?? '')),
    print: thinOut({
      title: blockKey(title ?? ''),
      blocks: texts.map((unit) => printOf(unit?.text ?? '', unit?.isHeading === true)),
    }),
    texts: texts.map((unit) => unit?.text ?? ''),
  };
}

function printOf(text: string, heading: boolean): BlockPrint {
  const [key, words] = [blockKey(text), countWords(text)];
  return { key, heading, words, shingles: shinglesOf(text), figures: figuresOf(text) };
}

/** In doubt two documents tell one story, and what they share proves nothing. */
function joinStory(row: ArticleRow, index: ArticleIndex): void {
  const print = index.print(row);
  const others = index
    .candidates(row.id)
    .filter((other) => isSameStory([row, print], [other, index.print(other)], index));
  if (others.length > 0) index.joinStories([row.story, ...others.map(({ story }) => story)]);
}

type Known = [ArticleRow, ArticlePrint];

function isSameStory([row, print]: Known, [other, otherPrint]: Known, index: ArticleIndex): boolean {
  return maySpeakOfTheSame(print, otherPrint, row.host === other.host, index.repeatsOf(row, other));
}
