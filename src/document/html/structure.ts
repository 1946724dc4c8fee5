/**
 * Lists, tables, listings and the like that stand in the running text. The model has learned from news, where a list
 * is mostly a menu; what the author put between two paragraphs of the article belongs to it unless much speaks against.
 */
import type { Element } from 'hast';
import { FEATURES } from './features.ts';
import type { Verdict } from './select.ts';

const STRUCTURES = new Set(['ul', 'ol', 'dl', 'table', 'pre', 'details', 'blockquote']);
/** Menus, share bars and teaser lists score below this on nearly all pages measured. */
const DOUBT = 0.1;
const LINK_DENSITY = FEATURES.indexOf('linkDensity');

/** Keeps, as wholes, structures between kept paragraphs of an element that they stand in. */
export function keepStructures(verdicts: readonly Verdict[]): void {
  const prose = new Map<Element, { first: number; last: number }>();
  for (const [index, { kept, block }] of verdicts.entries()) {
    const parent = block.path.at(-1);
    if (!kept || block.name !== 'p' || !parent) continue;
    // A paragraph's own element is `parent`; what it stands in is one above.
    const around = block.path.at(-2);
    if (!around) continue;
    const span = prose.get(around) ?? { first: index, last: index };
    prose.set(around, { ...span, last: index });
  }
  for (const [structure, members] of groupByStructure(verdicts)) {
    const { index } = members[0] as Member;
    const isInside = structure.around.some((element) => {
      const span = prose.get(element);
      return span && span.first < index && index < span.last;
    });
    if (!isInside || isDoubtful(members)) continue;
    for (const { verdict } of members) verdict.kept = true;
  }
}

interface Structure {
  /** Everything it stands in. */
  around: readonly Element[];
}

interface Member {
  index: number;
  verdict: Verdict;
}

/** By the outermost structure a block is in; listings and tables are blocks themselves, headings stand alone. */
function groupByStructure(verdicts: readonly Verdict[]): Map<Structure, Member[]> {
  const groups = new Map<Structure, Member[]>();
  const known = new Map<unknown, Structure>();
  for (const [index, verdict] of verdicts.entries()) {
    const { block } = verdict;
    const at = block.path.findIndex((element) => STRUCTURES.has(element.tagName));
    const own =
      at === -1 ? (block.name === 'pre' || block.name === 'table' ? block : undefined) : block.path[at];
    if (!own) continue;
    const structure = known.get(own) ?? { around: at === -1 ? block.path : block.path.slice(0, at) };
    known.set(own, structure);
    const members = groups.get(structure) ?? [];
    members.push({ index, verdict });
    groups.set(structure, members);
  }
  return groups;
}

function isDoubtful(members: readonly Member[]): boolean {
  const length = members.reduce((sum, { verdict }) => sum + verdict.block.text.length, 0);
  const weighed = (measure: (verdict: Verdict) => number) =>
    members.reduce((sum, { verdict }) => sum + measure(verdict) * verdict.block.text.length, 0) / length;
  return weighed(({ score }) => score) < DOUBT || weighed(({ row }) => row[LINK_DENSITY] ?? 0) > 0.5;
}
