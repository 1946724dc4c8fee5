/** Links, emphasis and code that a person changed where the words of an output stayed. */
import type { Nodes, Paragraph } from 'mdast';
import { visit } from 'unist-util-visit';
import { parseMarkdown } from '../document/markdown.ts';
import type { ProcessedDocument } from './document.ts';
import { type BlockPair, OTHER_ITEM, type TextBlock, textBlocks } from './edited-blocks.ts';
import type { Lessons } from './learn.ts';

const OTHER_EMPHASIS =
  'only what is emphasised or set as code was changed, and that is told by the original; words are learned';

/**
 * Nothing can be learned of it, but whoever mended it must not think so. Marks do not hang on the translation, so those
 * of the document as it is read again will do: links as they were written, emphasis as it reads back, since marks that
 * touch each other may have become one.
 */
export function changedMarks(
  document: ProcessedDocument,
  same: readonly BlockPair[],
  after: readonly TextBlock[],
): Lessons['refused'] {
  const written = textBlocks(document.written);
  const back = textBlocks(parseMarkdown(document.markdown).root);
  const before = back.length === written.length ? back : [];
  return same.flatMap(([left, right]) => {
    const is = after[right];
    if (!is) return [];
    if (differ(written[left], is, address)) return [{ line: is.line, reason: OTHER_ITEM }];
    return differ(before[left], is, emphasis) ? [{ line: is.line, reason: OTHER_EMPHASIS }] : [];
  });
}

type MarkOf = (node: Nodes) => string | undefined;

function differ(was: TextBlock | undefined, is: TextBlock, markOf: MarkOf): boolean {
  return was !== undefined && marks(was, markOf) !== marks(is, markOf);
}

function marks({ children }: TextBlock, markOf: MarkOf): string {
  const found: string[] = [];
  const paragraph: Paragraph = { type: 'paragraph', children };
  visit(paragraph, (node: Nodes) => {
    found.push(markOf(node) ?? '');
  });
  return found.sort().join('\n').trim();
}

function address(node: Nodes): string | undefined {
  return node.type === 'link' || node.type === 'image' ? `${node.type} ${node.url}` : undefined;
}

const EMPHASIS: ReadonlySet<string> = new Set(['emphasis', 'strong', 'delete', 'inlineCode']);

function emphasis({ type }: Nodes): string | undefined {
  return EMPHASIS.has(type) ? type : undefined;
}
