/** Which blocks are the article. */
import type { Root } from 'hast';
import type { Block } from './blocks.ts';
import type { PageFacts } from './metadata.ts';
import { readableBlocks } from './readability.ts';
import { isSameTitle } from './title.ts';

export interface Selection {
  kept: ReadonlySet<Block>;
  /** Stands for the page when its blocks do not hold the article, but JSON-LD does. */
  body?: Root;
  warnings: { ruleId: string; reason: string }[];
}

/** Less text than this is no article; there must be another way. */
const MIN_ARTICLE = 200;

export function selectBlocks(tree: Root, blocks: readonly Block[], facts: PageFacts): Selection {
  const title = facts.metadata.title ?? '';
  const kept = new Set([...readableBlocks(tree, blocks)].filter((block) => !isTitle(block, title)));
  const length = lengthOf(kept);
  const warnings: Selection['warnings'] = [];
  if (facts.articleBody.length > 2 * length + MIN_ARTICLE) {
    return { kept, body: paragraphs(facts.articleBody), warnings: [FROM_JSON_LD] };
  }
  if (length >= MIN_ARTICLE) return { kept, warnings };
  const prose = new Set(
    blocks.filter((block) => block.name === 'p' && block.text.length > 40 && !isTitle(block, title)),
  );
  if (lengthOf(prose) > 2 * length) return { kept: prose, warnings: [FALLBACK] };
  if (kept.size > 0) return { kept, warnings };
  return { kept: new Set(blocks), warnings: [EVERYTHING] };
}

function isTitle(block: Block, title: string): boolean {
  return /^h[1-3]$/.test(block.name) && isSameTitle(block.text, title);
}

function lengthOf(blocks: Iterable<Block>): number {
  let length = 0;
  for (const block of blocks) length += block.text.length;
  return length;
}

function paragraphs(body: string): Root {
  const p = {
    type: 'element' as const,
    tagName: 'p',
    properties: {},
    children: [{ type: 'text' as const, value: body }],
  };
  return { type: 'root', children: [p] };
}

const FROM_JSON_LD = {
  ruleId: 'html-from-json-ld',
  reason: 'the page shows too little text; the article was taken from its JSON-LD',
};
const FALLBACK = {
  ruleId: 'html-no-main-content',
  reason: 'no main content was recognised; all long paragraphs were kept',
};
const EVERYTHING = {
  ruleId: 'html-everything-kept',
  reason: 'no main content was recognised; all text was kept',
};
