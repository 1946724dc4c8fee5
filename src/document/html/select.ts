/** Which blocks are the article. */
import type { Element } from 'hast';
import type { Block } from './blocks.ts';
import { keepCaptions } from './captions.ts';
import { featuresOf } from './features.ts';
import { keepHeadings } from './headings.ts';
import { keepLabels } from './labels.ts';
import { keepLists } from './lists.ts';
import { type PageFacts, textOfBody } from './metadata.ts';
import type { Judge, Judgement } from './model.ts';
import { keepBetween, keepParagraphs } from './paragraphs.ts';
import { isSameTitle, titleKey } from './same-title.ts';
import { keptShares } from './shares.ts';
import { keepStructures } from './structure.ts';

export interface Selection {
  kept: ReadonlySet<Block>;
  /** Headings that say the title. */
  titles: ReadonlySet<Block>;
  /** By element; see `keptShares`. */
  shares: ReadonlyMap<Element, number>;
  /** Stands for the page when its blocks do not hold the article, but JSON-LD or its data do: HTML or plain text. */
  body?: string;
  warnings: { ruleId: string; reason: string }[];
  /** In the order of the blocks; why each was kept or dropped is for the judge to explain. */
  verdicts: Verdict[];
}

export interface Verdict extends Judgement {
  block: Block;
  kept: boolean;
}

/** Less text than this is no article; there must be another way. */
const MIN_ARTICLE = 200;
/** Where more is shown, nothing else is looked for. */
const SHORT = 1_500;
/** A block with fewer letters may stand in any text. */
const TELLING = 40;
/** Enough of JSON-LD's text to search blocks in, in characters. */
const MAX_BODY = 60_000;
/** If the page shows this share of JSON-LD's text, its blocks are better: they have structure. */
const MOST = 0.6;
/** Caches leave the addresses of scripts in the page as if they were text. */
const SCRIPT = /^https?:\/\/\S+\.(?:js|css)(?:\?\S*)?$/;
/** Where nothing is sure, what is at least half as likely as needed is taken. */
const UNSURE = 0.5;

/** `elsewhere` answers what the page holds besides its blocks; it is asked where they are few. */
export function selectBlocks(
  blocks: readonly Block[],
  facts: PageFacts,
  judge: Judge,
  elsewhere: () => string | undefined = () => undefined,
): Selection {
  const judgements = judge.judge(blocks, featuresOf(blocks, facts));
  const verdicts: Verdict[] = blocks.map((block, index) => ({
    block,
    kept: false,
    ...(judgements[index] as Judgement),
  }));
  const isTitle = titleReader(blocks, facts.metadata.title ?? '');
  const warnings: Selection['warnings'] = [];
  const keepAbove = (threshold: number) => {
    for (const verdict of verdicts)
      verdict.kept = verdict.score > threshold && !isTitle(verdict.block) && !SCRIPT.test(verdict.block.text);
    return lengthOf(verdicts);
  };
  let length = keepAbove(judge.threshold);
  if (length < MIN_ARTICLE) length = keepAbove(judge.threshold * UNSURE);
  keepParagraphs(verdicts);
  keepLists(verdicts);
  keepStructures(verdicts);
  keepLabels(verdicts);
  keepBetween(verdicts);
  keepHeadings(verdicts, isTitle);
  const done = (more?: Partial<Selection>): Selection => ({
    shares: keepByShares(verdicts, isTitle),
    kept: keptOf(verdicts),
    titles: new Set(blocks.filter(isTitle)),
    warnings,
    verdicts,
    ...more,
  });
  const body = facts.articleBody || facts.instructions;
  /** What is far longer than what is shown stands for it, unless most of it is shown after all. */
  const instead = (
    text: string,
    source: string,
    warning: Selection['warnings'][number],
  ): Selection | undefined => {
    if (text.length <= 2 * length + MIN_ARTICLE) return undefined;
    if (keepWhatIsIn(verdicts, text) > text.length * MOST) return done();
    warnings.push(warning);
    return done({ body: source });
  };
  const byJsonLd = instead(body, facts.articleBody ? facts.articleSource : body, FROM_JSON_LD);
  if (byJsonLd) return byJsonLd;
  const data = (length < SHORT && elsewhere()) || '';
  const byData = instead(textOfBody(data), data, FROM_DATA);
  if (byData) return byData;
  if (length >= MIN_ARTICLE) return done();
  const resort = lastResort(verdicts, isTitle, length);
  if (resort) warnings.push(resort);
  return done();
}

/** Shares decide about captions, and about pictures later. */
function keepByShares(verdicts: readonly Verdict[], isTitle: IsTitle): Map<Element, number> {
  const kept = keptOf(verdicts);
  const blocks = verdicts.map(({ block }) => block);
  const shares = keptShares(blocks, (block) => kept.has(block), isTitle);
  keepCaptions(verdicts, shares);
  return shares;
}

/** Keeps the blocks that JSON-LD's text holds, and answers how much text is kept then. */
function keepWhatIsIn(verdicts: readonly Verdict[], body: string): number {
  const whole = titleKey(body.slice(0, MAX_BODY));
  for (const verdict of verdicts) {
    const key = titleKey(verdict.block.text);
    if (key.length >= TELLING && whole.includes(key)) verdict.kept = true;
  }
  return lengthOf(verdicts);
}

/** Long paragraphs, or what was kept already if that is something, or all text. */
function lastResort(
  verdicts: Verdict[],
  isTitle: IsTitle,
  length: number,
): Selection['warnings'][number] | undefined {
  const prose = verdicts.filter(
    ({ block }) => block.name === 'p' && block.text.length > 40 && !isTitle(block),
  );
  const isMore = prose.reduce((sum, { block }) => sum + block.text.length, 0) > 2 * length;
  if (!isMore && length > 0) return undefined;
  for (const verdict of isMore ? prose : verdicts) verdict.kept = true;
  return isMore ? FALLBACK : EVERYTHING;
}

type IsTitle = (block: Block) => boolean;

/**
 * The title is the document's, not the text's. Headings that say a word more or less are it too where they are the
 * page's first or of the first rank; further down, `Title: more` is a heading of the text.
 */
function titleReader(blocks: readonly Block[], title: string): IsTitle {
  const like = blocks.filter(({ name, text }) => /^h[1-3]$/.test(name) && isSameTitle(text, title));
  const same = like.filter(({ text }) => titleKey(text) === titleKey(title));
  const titles = new Set([...same, ...like.filter((block, index) => block.name === 'h1' || index === 0)]);
  return (block) => titles.has(block);
}

function keptOf(verdicts: readonly Verdict[]): Set<Block> {
  return new Set(verdicts.filter(({ kept }) => kept).map(({ block }) => block));
}

function lengthOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { kept, block }) => sum + (kept ? block.text.length : 0), 0);
}

const FROM_JSON_LD = {
  ruleId: 'html-from-json-ld',
  reason: 'the page shows too little text; the article was taken from its JSON-LD',
};
const FROM_DATA = {
  ruleId: 'html-from-data',
  reason:
    'the page shows too little text; the article was taken from what it holds for scripts or in their place',
};
const FALLBACK = {
  ruleId: 'html-no-main-content',
  reason: 'no main content was recognised; all long paragraphs were kept',
};
const EVERYTHING = {
  ruleId: 'html-everything-kept',
  reason: 'no main content was recognised; all text was kept',
};
