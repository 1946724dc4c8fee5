/** Takes out what a document says twice: echoes of its title, repeated and nearly repeated paragraphs. */
import type { Parents, Root } from 'mdast';
import { visit } from 'unist-util-visit';
import type { VFile } from 'vfile';
import { z } from 'zod';
import { type Block, OBJECT, removeNode, textBlocks } from '../document/blocks.ts';
import { reportRemoval } from '../document/messages.ts';
import { wordsOf } from './duplicates/compare.ts';
import { echoOf } from './duplicates/echoes.ts';
import { candidate, repeats } from './duplicates/repeats.ts';
import { defineStage } from './stage.ts';

const NAME = 'remove-duplicates';

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
  version: 1,
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

/** Keeps the first level-one heading as the title; without one the title is the metadata's, and no block is. */
function removeEchoes(tree: Root, file: VFile, headBlocks: number): void {
  const blocks = comparable(tree).filter(({ parents }) => parents.length === 1);
  const heading = blocks.find(({ node }) => node.type === 'heading' && node.depth === 1);
  const known = file.data.klartext?.metadata.title;
  const title = known ?? heading?.text ?? toldTwice(blocks);
  if (!title) return;
  const isTitle =
    heading && (known === undefined || blocks.indexOf(heading) === 0 || echoOf(known, heading.text, NOTHING));
  const first = isTitle ? heading : known === undefined ? blocks[0] : undefined;
  const titles = [...new Set([title, ...(first ? [first.text] : [])])];
  for (const [index, block] of blocks.entries()) {
    if (block === first) continue;
    const rest = wordsOf(
      blocks
        .filter((other) => other !== block)
        .map(({ text }) => text)
        .join('. '),
    );
    const echo = titles.map((form) => echoOf(form, block.text, rest)).find((found) => found !== undefined);
    const inHead = index < headBlocks;
    if (echo === 'exact' && (inHead || longEnough(block.text)))
      remove(block, file, 'title-echo', 'the title again');
    else if (echo && inHead) remove(block, file, 'title-echo', 'the title again, in slightly other words');
  }
}

/** A first block that comes again at once is a title, whatever the parser took it for. */
function toldTwice([first, second]: readonly Block[]): string | undefined {
  const titleLike = first && !/[.!?…]["”“»«]?\s*$/u.test(first.text) && wordsOf(first.text).all.length <= 25;
  return titleLike && second && echoOf(first.text, second.text, NOTHING) === 'exact' ? first.text : undefined;
}

const NOTHING = wordsOf('');

/** A title of one or two words may well be a heading further down. */
function longEnough(text: string): boolean {
  return wordsOf(text).all.length >= 4;
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
  const kept: { block: Block; own: ReturnType<typeof candidate> }[] = [];
  for (const block of comparable(tree)) {
    if (block.node.type !== 'paragraph') continue;
    const entry = { block, own: candidate(block.text, linksOf(block)) };
    const sibling = (other: (typeof kept)[number]) =>
      other.block.parents.at(-1)?.type === block.parents.at(-1)?.type;
    const verdicts = kept.filter(sibling).map((other) => ({ other, goes: repeats(other.own, entry.own) }));
    if (verdicts.some(({ goes }) => goes === 'later')) {
      remove(block, file, 'repeated-paragraph', 'a paragraph before, again');
      continue;
    }
    for (const { other } of verdicts.filter(({ goes }) => goes === 'earlier')) {
      remove(other.block, file, 'repeated-paragraph', 'told again below, in full');
      kept.splice(kept.indexOf(other), 1);
    }
    kept.push(entry);
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
