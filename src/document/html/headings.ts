/** Headings say little for themselves, so the model doubts many; what stands under one says whether it is needed. */
import type { Block } from './blocks.ts';
import { FEATURES } from './features.ts';
import type { Verdict } from './select.ts';

/** Headings of teasers and boxes within the text score below this on nearly all pages measured. */
const DOUBT = 0.2;
/** Less text than this, in characters, needs no heading. */
const LITTLE = 40;
/** Below `h6`: a line in bold type that stands for a heading. */
const LOWEST = 7;
/** Lines in bold type score below this where they are credits or promotion. */
const DOUBT_BOLD = 0.3;
const LONG_LINE = 100;
const EMPHASIS = FEATURES.indexOf('emphasis');
const LINK_DENSITY = FEATURES.indexOf('linkDensity');
/** The heading right above the text may be its date, its author or its title in other words. */
const DOUBT_ABOVE = 0.4;

/** What stands under a heading; in characters. */
interface Under {
  kept: number;
  all: number;
}

/** Keeps headings in the running text when at least half of what stands under them is kept; titles stay out. */
export function keepHeadings(verdicts: readonly Verdict[], isTitle: (block: Block) => boolean): void {
  const first = verdicts.findIndex(({ kept }) => kept);
  if (first === -1) return;
  /** By rank: what stands before the next heading of that rank or a higher one. */
  const under: Under[] = Array.from({ length: LOWEST + 1 }, () => ({ kept: 0, all: 0 }));
  const above = verdicts[first - 1];
  const start = above && /^h[2-6]$/.test(above.block.name) ? first - 1 : first;
  for (let index = verdicts.length - 1; index >= start; index--) {
    const verdict = verdicts[index] as Verdict;
    const rank = rankOf(verdict, verdicts[index + 1]);
    const doubt = index < first ? DOUBT_ABOVE : rank === LOWEST ? DOUBT_BOLD : DOUBT;
    if (isMostlyKept(under[rank]) && verdict.score > doubt && !isTitle(verdict.block)) verdict.kept = true;
    for (const [other, sum] of under.entries()) {
      if (other >= rank) sum.kept = sum.all = 0;
      else count(sum, verdict);
    }
  }
}

/** 1 to 6, 7 for a bold line; of what is no heading, one more. */
function rankOf(verdict: Verdict, next: Verdict | undefined): number {
  const { name } = verdict.block;
  if (/^h[1-6]$/.test(name)) return Number(name[1]);
  return next?.kept && isBoldLine(verdict) && next.block.path.at(-2) === verdict.block.path.at(-2)
    ? LOWEST
    : LOWEST + 1;
}

/** What is written by hand as a heading; a full stop ends a sentence. */
function isBoldLine({ block: { name, text }, row }: Verdict): boolean {
  if (!/^(?:p|div)$/.test(name) || text.length > LONG_LINE || /[.!…]["“”»]?$/.test(text)) return false;
  return (row[EMPHASIS] ?? 0) > 0.9 && (row[LINK_DENSITY] ?? 0) < 0.5;
}

function isMostlyKept(under: Under | undefined): boolean {
  return under !== undefined && under.kept >= LITTLE && under.kept >= under.all / 2;
}

function count(sum: Under, { kept, block }: Verdict): void {
  sum.all += block.text.length;
  if (kept) sum.kept += block.text.length;
}
