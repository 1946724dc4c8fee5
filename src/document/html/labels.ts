/** Text that ends in a colon and what it introduces stay together, or go. */
import { FEATURES } from './features.ts';
import type { Verdict } from './select.ts';

/** Below this score, either is a notice or a link for the most part. */
const DOUBT = 0.2;
/** A longer text before a list of links says something by itself; in characters. */
const SHORT = 60;
const LINK_DENSITY = FEATURES.indexOf('linkDensity');

export function keepLabels(verdicts: readonly Verdict[]): void {
  for (let index = verdicts.length - 2; index >= 0; index--) {
    const label = verdicts[index] as Verdict;
    const next = verdicts[index + 1] as Verdict;
    if (!label.block.text.endsWith(':') || label.kept === next.kept || isHeading(next)) continue;
    if (next.kept) label.kept = label.score > DOUBT && !isHeading(label);
    else if (!isItem(next)) next.kept = next.score > DOUBT;
    else label.kept = label.block.text.length > SHORT || (next.row[LINK_DENSITY] ?? 0) < 0.5;
  }
}

function isHeading({ block }: Verdict): boolean {
  return /^h[1-6]$/.test(block.name);
}

/** Lists are kept or dropped as wholes before. */
function isItem({ block }: Verdict): boolean {
  return /^(?:li|dt|dd)$/.test(block.name);
}
