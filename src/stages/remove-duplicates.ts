/** Takes out what a document says twice: echoes of its title, repeated and nearly repeated paragraphs. */
import type { Parents, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import * as z from 'zod';
import { type Block, OBJECT, removeNode, textBlocks } from '../document/blocks.ts';
import { reportRemoval } from '../document/messages.ts';
import { isProse } from './boilerplate/units.ts';
import { sameWords, type Words, wordsOf } from './duplicates/compare.ts';
import { echoOf } from './duplicates/echoes.ts';
import { createNearbyIndex } from './duplicates/nearby.ts';
import { type Candidate, candidate, MIN_EXACT_WORDS, repeats } from './duplicates/repeats.ts';
import { defineStage } from './stage.ts';

const NAME = 'remove-duplicates';

/** A shorter title may well be a heading further down. */
const MIN_FAR_WORDS = 4;
const MAX_TITLE_WORDS = 25;

const options = z.strictObject({
  titleEchoes: z.boolean().default(true).describe('Remove the title where it is told again in the text.'),
  paragraphs: z.boolean().default(true).describe('Remove repeated and nearly repeated paragraphs.'),
  headBlocks: z
    .int()
    .min(0)
    .default(8)
    .describe('How many blocks from the start may be the title in slightly other words.'),
});

export const stage = defineStage({
  name: NAME,
  version: 4,
  description: 'Removes echoes of the title and repeated paragraphs; keeps the first, or the fuller.',
  options,
  plugin(settings) {
    return (tree, file) => {
      if (settings.titleEchoes) removeEchoes(tree, file, settings.headBlocks);
      removeRepeatedHeadings(tree, file);
      if (settings.paragraphs) removeRepeats(tree, file);
    };
  },
});

/** Blocks that may be compared: their own text only, directly under the root or a quotation. */
function comparable(tree: Root): Block[] {
  return textBlocks(tree).filter(({ text, parents }) => {
    const parent = parents.at(-1)?.type;
    return (
      (parent === 'root' || parent === 'blockquote') && !text.includes(OBJECT) && /[\p{L}\p{N}]/u.test(text)
    );
  });
}

interface Entry {
  block: Block;
  words: Words;
}

/** Keeps the first level-one heading as the title; without one the title is the metadata's, and no block is. */
function removeEchoes(tree: Root, file: VFile, headBlocks: number): void {
  const entries = comparable(tree)
    .filter(({ parents }) => parents.length === 1)
    .map((block) => ({ block, words: wordsOf(block.text) }));
  const { titles, holder } = findTitle(entries, file.data.klartext?.metadata.title);
  const told = countWords(entries);
  const links = countLinks(tree);
  const own = file.data.klartext?.metadata.url;
  let inHead = true;
  for (const [index, { block, words }] of entries.entries()) {
    if (block === holder) continue;
    inHead &&= index < headBlocks;
    // A title that links to something else says more than the title.
    if (linksOf(block).some((link) => link !== own && (links.get(link) ?? 0) < 2)) continue;
    const elsewhere = (word: string) => (told.get(word) ?? 0) > (words.weighty.has(word) ? 1 : 0);
    const echoes = titles.map((title) => echoOf(title, block.text, words, elsewhere));
    const echo = echoes.find((found) => found === 'exact') ?? echoes.find((found) => found);
    if (echo === 'exact' && (inHead || words.all.length >= MIN_FAR_WORDS)) {
      remove(block, file, 'title-echo', 'the title again');
    } else if (echo && inHead) remove(block, file, 'title-echo', 'the title again, in slightly other words');
    else if (isProse(block.text) && block.node.type === 'paragraph') inHead = false;
  }
}

/** The forms of the title, and the block that stays as title, if there is one. */
function findTitle(
  entries: readonly Entry[],
  known: string | undefined,
): { titles: string[]; holder?: Block } {
  const heading = entries.find(({ block }) => block.node.type === 'heading' && block.node.depth === 1);
  if (known === undefined) {
    const holder = heading?.block ?? toldTwice(entries);
    return holder ? { titles: [holder.text], holder } : { titles: [] };
  }
  const isTitle =
    heading && (entries[0] === heading || echoOf(known, heading.block.text, heading.words, () => false));
  return isTitle ? { titles: [known, heading.block.text], holder: heading.block } : { titles: [known] };
}

/** A first block that comes again at once is a title, whatever the parser took it for. */
function toldTwice([first, second]: readonly Entry[]): Block | undefined {
  const titleLike = first && !isProse(first.block.text) && first.words.all.length <= MAX_TITLE_WORDS;
  return titleLike && second && sameWords(first.words, second.words) ? first.block : undefined;
}

/** In how many blocks a weighty word stands. */
function countWords(entries: readonly Entry[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { words } of entries) {
    for (const word of new Set(words.all)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

function countLinks(tree: Root): Map<string, number> {
  const counts = new Map<string, number>();
  for (const link of textBlocks(tree).flatMap(linksOf)) counts.set(link, (counts.get(link) ?? 0) + 1);
  return counts;
}

/** A heading right under the same heading. */
function removeRepeatedHeadings(tree: Root, file: VFile): void {
  let last: Block | undefined;
  for (const block of comparable(tree)) {
    const parent = block.parents.at(-1);
    const follows = last && parent && adjacent(parent, last, block);
    const same =
      follows && last?.node.type === 'heading' && block.node.type === 'heading' && last.text === block.text;
    if (same) remove(block, file, 'repeated-heading', 'the heading before, again');
    else last = block;
  }
}

function adjacent(parent: Parents, first: Block, second: Block): boolean {
  const children = parent.children as unknown[];
  const index = children.indexOf(first.node);
  return index >= 0 && children[index + 1] === second.node;
}

function removeRepeats(tree: Root, file: VFile): void {
  const kept = createNearbyIndex<Entry & { own: Candidate }>();
  let section = 0;
  for (const block of comparable(tree)) {
    if (block.node.type === 'heading') section += 1;
    if (block.node.type !== 'paragraph') continue;
    const words = wordsOf(block.text);
    if (words.all.length < MIN_EXACT_WORDS) continue;
    const parent = block.parents.at(-1)?.type;
    const place = { section, isItem: parent === 'listItem' };
    const entry = { block, words, own: candidate(block.text, { words, links: linksOf(block), ...place }) };
    const verdicts = [...kept.find(words)]
      .filter((other) => other.block.parents.at(-1)?.type === parent)
      .map((other) => ({ other, goes: repeats(other.own, entry.own) }));
    if (verdicts.some(({ goes }) => goes === 'later')) {
      remove(block, file, 'repeated-paragraph', 'a paragraph before, again');
      continue;
    }
    for (const { other } of verdicts.filter(({ goes }) => goes === 'earlier')) {
      remove(other.block, file, 'repeated-paragraph', 'told again below, in full');
      kept.remove(other, other.words);
    }
    kept.add(entry, words);
  }
}

function linksOf(block: Block): string[] {
  const urls: string[] = [];
  visit(block.node, (node) => {
    if (node.type === 'link') urls.push(node.url);
    if (node.type === 'linkReference') urls.push(node.identifier);
  });
  return urls;
}

function remove(block: Block, file: VFile, rule: string, reason: string): void {
  reportRemoval(file, { stage: NAME, ruleId: `${NAME}:${rule}`, reason, text: block.text, node: block.node });
  removeNode(block.node, block.parents);
}
