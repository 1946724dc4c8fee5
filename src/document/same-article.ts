/** Whether two documents are the same article, by the hashes of their blocks. Pure; thresholds were set on planted copies. */

export interface BlockPrint {
  /** See `blockKey`; '' for a table, code or a picture, whose words are not counted as text. */
  key: string;
  /** Whether it only introduces what stands below it. */
  heading: boolean;
  words: number;
  shingles: Uint32Array;
  figures: Uint32Array;
}

export interface ArticlePrint {
  /** Key of the title, '' without one. */
  title: string;
  /** Only shingles without these bits are held, so that long texts take no more room than others. */
  mask: number;
  /** In document order. */
  blocks: readonly BlockPrint[];
}

/** How much of each text stands in the other, 0..1. */
export interface Likeness {
  ofFirst: number;
  ofSecond: number;
}

/** As many shingles of one text are held; in this many a share is told to within a few hundredths. */
const MAX_SHINGLES = 512;
/** Shorter texts are stubs, and stubs are alike. */
const MIN_WORDS = 40;
/** Share of a copy's text that must stand in the one that is kept: what is beyond it is noise, or would be lost. */
const MIN_OF_COPY = 0.8;
/** The same where the copy names the other as its original: what is beyond that is then noise. */
const MIN_OF_NAMED = 0.6;
/** And of the kept one's in the copy: a teaser, or a text that another quotes, is no copy of it. */
const MIN_OF_KEPT = 0.5;
/** The first block of so many words is taken for the beginning of an article. */
const MIN_LEAD = 10;
/** From here on a block tells what a block of the other tells, and must tell it with the same figures. */
const MIN_OF_BLOCK = 0.5;

/** Thins out the shingles of a long text; the others stay whole. */
export function thinOut({ title, blocks }: Omit<ArticlePrint, 'mask'>): ArticlePrint {
  const count = blocks.reduce((sum, { shingles }) => sum + shingles.length, 0);
  const mask = 2 ** Math.max(0, Math.ceil(Math.log2(count / MAX_SHINGLES))) - 1;
  if (mask === 0) return { title, mask, blocks };
  const thin = (shingles: Uint32Array) => shingles.filter((shingle) => (shingle & mask) === 0);
  return { title, mask, blocks: blocks.map((block) => ({ ...block, shingles: thin(block.shingles) })) };
}

/** The text of two documents less the blocks that `isRepeat` names, which belong to their publisher. */
export function likeness(
  first: ArticlePrint,
  second: ArticlePrint,
  isRepeat: (key: string) => boolean,
): Likeness {
  const mask = first.mask | second.mask;
  const a = shinglesIn(first, mask, isRepeat);
  const b = shinglesIn(second, mask, isRepeat);
  let shared = 0;
  for (const shingle of a) if (b.has(shingle)) shared += 1;
  return { ofFirst: a.size === 0 ? 0 : shared / a.size, ofSecond: b.size === 0 ? 0 : shared / b.size };
}

/** All shingles of a print, as long as it is in use: it is compared with many. */
const whole = new WeakMap<ArticlePrint, Set<number>>();

/** Whether nothing of worth is lost when `copy` gives way to `kept`; `isNamed`: it says itself that it is a copy of that. */
export function isCopyOf(
  copy: ArticlePrint,
  kept: ArticlePrint,
  { isRepeat, isNamed }: { isRepeat: (key: string) => boolean; isNamed: boolean },
): boolean {
  const { ofFirst, ofSecond } = likeness(copy, kept, isRepeat);
  return (
    ofFirst >= (isNamed ? MIN_OF_NAMED : MIN_OF_COPY) &&
    ofSecond >= MIN_OF_KEPT &&
    wordsIn(copy, isRepeat) >= MIN_WORDS &&
    (opensWithin(copy, kept, isRepeat) || opensWithin(kept, copy, isRepeat)) &&
    sameFigures(copy, kept) &&
    sameFigures(kept, copy) &&
    holdsWalls(kept, copy)
  );
}

/**
 * Whether two documents may be one article crawled twice, so that what they share proves nothing about their
 * publisher. In doubt they are. `sameHost`: what two hosts share is hardly a publisher's.
 */
export function maySpeakOfTheSame(
  first: ArticlePrint,
  second: ArticlePrint,
  sameHost: boolean,
  isRepeat: (key: string) => boolean,
): boolean {
  const { ofFirst, ofSecond } = likeness(first, second, isRepeat);
  const share = Math.max(ofFirst, ofSecond);
  const isAlike = (of: (print: ArticlePrint) => string) => of(first) !== '' && of(first) === of(second);
  const opensAlike = isAlike(leadOf) || isAlike(({ title }) => title);
  return share >= (opensAlike ? 0.3 : sameHost ? 0.5 : 0.35);
}

/** Words of the text less its publisher's repeats. */
export function wordsIn({ blocks }: ArticlePrint, isRepeat: (key: string) => boolean): number {
  return blocks.reduce((sum, { key, words }) => sum + (isRepeat(key) ? 0 : words), 0);
}

/** The first block that is long enough to be the beginning of an article. */
function leadOf({ blocks }: ArticlePrint): string {
  return blocks.find(({ words, heading }) => !heading && words >= 20)?.key ?? '';
}

/** Whether the beginning of one stands in the other: of two teasers above one long subscription text it does not. */
function opensWithin(one: ArticlePrint, other: ArticlePrint, isRepeat: (key: string) => boolean): boolean {
  const lead = one.blocks.find(({ key, words, heading }) => !heading && words >= MIN_LEAD && !isRepeat(key));
  return lead === undefined || (sharesOf([lead], other, one.mask)[0] ?? 1) >= MIN_OF_BLOCK;
}

/** Whether every figure in what both tell stands in `other` too. */
function sameFigures(one: ArticlePrint, other: ArticlePrint): boolean {
  const figures = new Set(other.blocks.flatMap((block) => [...block.figures]));
  const shares = sharesOf(one.blocks, other, one.mask);
  return one.blocks.every(
    (block, index) =>
      (shares[index] ?? 0) < MIN_OF_BLOCK || block.figures.every((figure) => figures.has(figure)),
  );
}

/** Whether the tables and the code of `copy` stand in `kept`, as such or as text, with their figures. */
function holdsWalls(kept: ArticlePrint, copy: ArticlePrint): boolean {
  const walls = copy.blocks.filter(({ key }) => key === '');
  const figures = new Set(kept.blocks.flatMap((block) => [...block.figures]));
  const shares = sharesOf(walls, kept, copy.mask);
  return walls.every(
    (wall, index) =>
      (shares[index] ?? 1) >= MIN_OF_COPY && wall.figures.every((figure) => figures.has(figure)),
  );
}

/** How much of each block stands in the other text, 0..1; undefined for one of which no shingle is held. */
function sharesOf(
  blocks: readonly BlockPrint[],
  other: ArticlePrint,
  ownMask: number,
): (number | undefined)[] {
  const mask = ownMask | other.mask;
  const told = shinglesIn(other, mask, () => false);
  return blocks.map(({ shingles }) => {
    const own = shingles.filter((shingle) => (shingle & mask) === 0);
    return own.length === 0 ? undefined : own.filter((shingle) => told.has(shingle)).length / own.length;
  });
}

function shinglesIn(print: ArticlePrint, mask: number, isRepeat: (key: string) => boolean): Set<number> {
  if (mask !== print.mask || print.blocks.some(({ key }) => isRepeat(key)))
    return collectShingles(print, mask, isRepeat);
  const known = whole.get(print) ?? collectShingles(print, mask, () => false);
  whole.set(print, known);
  return known;
}

function collectShingles(
  { blocks }: ArticlePrint,
  mask: number,
  isRepeat: (key: string) => boolean,
): Set<number> {
  const found = new Set<number>();
  for (const { key, shingles } of blocks) {
    if (isRepeat(key)) continue;
    for (const shingle of shingles) if ((shingle & mask) === 0) found.add(shingle);
  }
  return found;
}
