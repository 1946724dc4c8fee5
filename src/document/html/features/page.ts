/** A block among the others: order, neighbours, repeats, and what the page says about itself. */
import type { Block } from '../blocks.ts';
import type { PageFacts } from '../metadata.ts';
import { isSameKey, isSameTitle, titleKey } from '../same-title.ts';
import { isProse, type PageMass } from './mass.ts';
import type { TextStats } from './text.ts';

/** Enough of a block to know it again. */
const TELLING = 400;
/** Enough of a text to find its blocks in. */
const MAX_BODY = 60_000;
const OFFSETS = [-3, -2, -1, 1, 2, 3];

export const PAGE_FEATURES: readonly string[] = [
  'order',
  'textBefore',
  'proseBefore',
  'sinceTitle',
  'afterTitle',
  'toProseBefore',
  'toProseAfter',
  'isTitle',
  'titleShare',
  'inBody',
  'hasBody',
  'inDescription',
  'repeats',
  'isByAuthor',
  'topicShare',
  'topicCount',
  'pageBlocks',
  'pageText',
  'pageProse',
  'topShare',
  ...OFFSETS.flatMap((offset) => [
    `length${offset}`,
    `linked${offset}`,
    `sentence${offset}`,
    `sibling${offset}`,
    `name${offset}`,
  ]),
];

/** Rows in the order of `blocks`. */
export function pageFeatures(
  blocks: readonly Block[],
  stats: readonly TextStats[],
  mass: PageMass,
  facts: PageFacts,
): number[][] {
  const shared = readShared(blocks, stats, mass, facts);
  const words = blocks.map((block) => wordsOf(block.text.slice(0, TELLING)));
  const topicOf = readTopic(blocks, words, stats, mass);
  return blocks.map((block, index) =>
    orderFeatures(index, stats, shared).concat(
      wordFeatures(block, words[index] ?? [], shared),
      topicOf(index),
      shared.page,
      ...OFFSETS.map((offset) => neighbourFeatures(block, blocks[index + offset], stats[index + offset])),
    ),
  );
}

/** How many of a block's longer words the other prose of the page's main element has too: teasers are about something else. */
function readTopic(
  blocks: readonly Block[],
  words: readonly (readonly string[])[],
  stats: readonly TextStats[],
  mass: PageMass,
): (index: number) => [share: number, count: number] {
  const counts = new Map<string, number>();
  const isTopic = blocks.map(
    ({ path }, index) => isProse(stats[index] as TextStats) && (!mass.top || path.includes(mass.top)),
  );
  const longWords = words.map((own) => new Set(own.filter((word) => word.length > 4)));
  for (const [index, own] of longWords.entries())
    if (isTopic[index]) for (const word of own) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (index) => {
    const own = longWords[index] as Set<string>;
    let shared = 0;
    for (const word of own) if ((counts.get(word) ?? 0) > (isTopic[index] ? 1 : 0)) shared++;
    return [own.size === 0 ? -1 : shared / own.size, Math.min(shared, 30)];
  };
}

type Shared = ReturnType<typeof readShared>;

function readShared(blocks: readonly Block[], stats: readonly TextStats[], mass: PageMass, facts: PageFacts) {
  const counts = new Map<string, number>();
  for (const { text } of blocks) counts.set(text, (counts.get(text) ?? 0) + 1);
  const title = facts.metadata.title ?? '';
  const titleIndex = blocks.findIndex((block) => /^h\d$/.test(block.name) && isSameTitle(block.text, title));
  const prose = stats.map((own, index) => (isProse(own) ? index : -1)).filter((index) => index >= 0);
  const before = (measure: (own: TextStats) => number) => {
    let sum = 0;
    return stats.map((own) => {
      sum += measure(own);
      return sum - measure(own);
    });
  };
  return {
    counts,
    titleKey: titleKey(title),
    titleIndex,
    titleWords: new Set(wordsOf(title)),
    body: titleKey(facts.articleBody.slice(0, MAX_BODY)),
    description: titleKey(facts.metadata.description ?? '').slice(0, 120),
    author: (facts.metadata.author ?? '').split(', ')[0]?.toLowerCase() ?? '',
    nearestProse: nearest(blocks.length, prose),
    textBefore: before((own) => own.length),
    proseBefore: before((own) => (isProse(own) ? own.length : 0)),
    total: mass.total,
    page: [
      Math.log1p(blocks.length),
      Math.log1p(mass.total.text),
      mass.total.prose / (mass.total.text || 1),
      ((mass.top && mass.masses.get(mass.top)?.prose) ?? 0) / (mass.total.prose || 1),
    ],
  };
}

/** For each index, steps back and on to the nearest of `marks`; 99 where there is none. */
function nearest(length: number, marks: readonly number[]): [before: number, after: number][] {
  const found: [number, number][] = Array.from({ length }, () => [99, 99]);
  let next = 0;
  for (let index = 0; index < length; index++) {
    while (next < marks.length && (marks[next] as number) <= index) next++;
    const at = marks[next - 1];
    const last = at === index ? marks[next - 2] : at;
    if (last !== undefined) (found[index] as [number, number])[0] = Math.min(99, index - last);
    const on = marks[next];
    if (on !== undefined) (found[index] as [number, number])[1] = Math.min(99, on - index);
  }
  return found;
}

function orderFeatures(index: number, stats: readonly TextStats[], shared: Shared): number[] {
  const [before, after] = shared.nearestProse[index] ?? [99, 99];
  const since = shared.titleIndex === -1 ? -1 : index - shared.titleIndex;
  return [
    index / stats.length,
    (shared.textBefore[index] ?? 0) / (shared.total.text || 1),
    (shared.proseBefore[index] ?? 0) / (shared.total.prose || 1),
    Math.max(-50, Math.min(200, since)),
    shared.titleIndex === -1 ? 0 : since >= 0 ? 1 : -1,
    before,
    after,
  ];
}

function wordFeatures(block: Block, words: readonly string[], shared: Shared): number[] {
  const key = titleKey(block.text.slice(0, TELLING));
  const author = shared.author;
  return [
    isSameKey(key, shared.titleKey) ? 1 : 0,
    words.filter((word) => shared.titleWords.has(word)).length / (words.length || 1),
    key.length >= 12 && shared.body.includes(key.slice(0, 200)) ? 1 : 0,
    shared.body.length > 200 ? 1 : 0,
    shared.description.length > 20 &&
    (key.includes(shared.description.slice(0, 60)) || (key.length > 30 && shared.description.includes(key)))
      ? 1
      : 0,
    Math.min(shared.counts.get(block.text) ?? 1, 5),
    author.length > 3 && block.text.length < 400 && block.text.toLowerCase().includes(author) ? 1 : 0,
  ];
}

function neighbourFeatures(block: Block, other: Block | undefined, stats: TextStats | undefined): number[] {
  if (!other || !stats) return [-1, 0, 0, 0, 0];
  const name = other.name;
  return [
    Math.log1p(stats.length),
    stats.linkLength / stats.length,
    stats.sentences > 0 ? 1 : 0,
    other.path.at(-1) === block.path.at(-1) ? 2 : other.path.at(-2) === block.path.at(-2) ? 1 : 0,
    name === block.name ? 3 : name === 'p' ? 2 : /^h\d$/.test(name) ? 1 : 0,
  ];
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9\u00c0-\u1fff\u2c00-\ud7ff]{3,}/g) ?? [];
}
