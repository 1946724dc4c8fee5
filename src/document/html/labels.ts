/** Text that ends in a colon and what it introduces stay together, or go; what names a list stays with it. */
import type { Element, ElementContent } from 'hast';
import { FEATURES } from './features.ts';
import { isElement } from './nodes.ts';
import type { Verdict } from './select.ts';

/** Below this score, either is a notice or a link for the most part. */
const DOUBT = 0.2;
/** So does the name of a list; it is a word mostly (`Pro`, `Contra`), of which the model can make little. */
const NAME_DOUBT = 0.1;
/** A longer text before a list of links says something by itself; in characters. */
const SHORT = 60;
const LINK_DENSITY = FEATURES.indexOf('linkDensity');

export function keepLabels(verdicts: readonly Verdict[]): void {
  for (let index = verdicts.length - 2; index >= 0; index--) {
    const label = verdicts[index] as Verdict;
    const next = verdicts[index + 1] as Verdict;
    if (isNameOf(label, next)) label.kept ||= next.kept && label.score > NAME_DOUBT;
    if (!label.block.text.endsWith(':') || label.kept === next.kept || isHeading(next)) continue;
    if (next.kept) label.kept = label.score > DOUBT && !isHeading(label);
    else if (!isItem(next)) next.kept = next.score > DOUBT;
    else label.kept = label.block.text.length > SHORT || (next.row[LINK_DENSITY] ?? 0) < 0.5;
  }
}

/** Short text right before a list, in what holds both and begins with it: without it, nobody knows what is listed. */
function isNameOf({ block, row }: Verdict, next: Verdict): boolean {
  if (!isItem(next) || /^(?:h[1-6]|li|d[td])$/.test(block.name)) return false;
  if (block.text.length > SHORT || (row[LINK_DENSITY] ?? 0) > 0) return false;
  const [own, parent]: [ElementContent | undefined, Element | undefined] =
    block.name === 'p' ? [block.path.at(-1), block.path.at(-2)] : [block.nodes.at(-1), block.path.at(-1)];
  const list = parent && next.block.path[next.block.path.indexOf(parent) + 1];
  if (!own || !parent || !next.block.path.includes(parent) || !list || !isElement(list, 'ul', 'ol'))
    return false;
  const between = parent.children.slice(parent.children.indexOf(own) + 1, parent.children.indexOf(list));
  return between.every((node) => node.type === 'text' && node.value.trim() === '');
}

function isHeading({ block }: Verdict): boolean {
  return /^h[1-6]$/.test(block.name);
}

/** Lists are kept or dropped as wholes before. */
function isItem({ block }: Verdict): boolean {
  return /^(?:li|dt|dd)$/.test(block.name);
}
