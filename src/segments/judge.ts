/** Whether an answer can be trusted, from its segment alone: for those who decide before there is a tree. */
import {
  type InlineTag,
  type LanguagePair,
  PERSON,
  type Segment,
  type SegmentKind,
  type TranslatedSegment,
} from '../types.ts';
import { type CheckSettings, runChecks, type Verdict } from './checks/index.ts';
import { compareTags, type TagPlace } from './decode.ts';
import type { TermFinder } from './glossary/match-terms.ts';
import { type MarkupNode, markupText, parseMarkup } from './parse-markup.ts';

/** What the stages will judge by, beside the two texts. */
export interface Standards {
  checks?: CheckSettings;
  glossary?: TermFinder;
}

/**
 * The reason for which the stages will refuse this answer, or undefined. What a person wrote is held to its tags
 * only, as a broken link is broken whoever broke it.
 */
export function reasonToRefuse(
  segment: Segment,
  { target, provider }: TranslatedSegment,
  pair: LanguagePair,
  standards: Standards = {},
): string | undefined {
  const nodes = parseMarkup(target);
  if (!nodes) return 'markup-invalid';
  const broken = compareTags(nodes, tagPlaces(segment));
  if (broken || provider === PERSON) return broken;
  const texts = { source: markupText(segment.source), target: markupText(target) };
  return verdictOn({ pair, kind: segment.kind, ...texts }, standards).failed?.reason;
}

export interface Judged {
  pair: LanguagePair;
  kind: SegmentKind;
  /** Plain texts. */
  source: string;
  target: string;
}

/** Verdicts of late by glossary: a cascade asks first, and the stages ask the same again. */
const recent = new WeakMap<object, Map<string, Verdict>>();
const NO_GLOSSARY = {};
/** Enough for the segments of all documents that are under way at the same time. */
const MOST_RECENT = 2000;

/** What the checks say of a translation. */
export function verdictOn(judged: Judged, { checks = {}, glossary }: Standards): Verdict {
  const owner = glossary ?? NO_GLOSSARY;
  const known = recent.get(owner) ?? new Map<string, Verdict>();
  recent.set(owner, known);
  const { pair, kind, source, target } = judged;
  const key = [pair.source, pair.target, kind, JSON.stringify(checks), source, target].join('\n');
  const before = known.get(key);
  if (before) return before;
  if (known.size >= MOST_RECENT) known.clear();
  const verdict = runChecks({ ...judged, terms: glossary?.find(source) ?? [] }, checks);
  known.set(key, verdict);
  return verdict;
}

function tagPlaces({ source, tags }: Segment): TagPlace[] {
  const parents = new Map<number, number>();
  const visit = (nodes: readonly MarkupNode[], parent: number): void => {
    for (const node of nodes) {
      if (node.type === 'text') continue;
      parents.set(node.id, parent);
      if (node.type === 'g') visit(node.children, node.id);
    }
  };
  visit(parseMarkup(source) ?? [], 0);
  return tags.map(({ id, kind, node }) => ({
    item: { type: kind, id, node: { type: node } },
    parent: parents.get(id) ?? 0,
  }));
}

/** A segment as it is known from its source alone: what its tags stand for is not. */
export function bareSegment(source: string): Segment {
  const tags: InlineTag[] = [];
  const visit = (nodes: readonly MarkupNode[]): void => {
    for (const node of nodes) {
      if (node.type === 'text') continue;
      tags.push({ id: node.id, kind: node.type === 'g' ? 'paired' : 'keep', node: 'unknown' });
      if (node.type === 'g') visit(node.children);
    }
  };
  visit(parseMarkup(source) ?? []);
  return { id: '', kind: 'paragraph', source, tags: tags.sort((a, b) => a.id - b.id) };
}
