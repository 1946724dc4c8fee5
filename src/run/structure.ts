/** Holds the Markdown that is about to be written against the tree it was made of. */
import type { Nodes, Root } from 'mdast';
import { visit } from 'unist-util-visit';

/**
 * What of a tree's structure is not in its Markdown when that is read again, as sentences; empty when all is there.
 * Compared are the number of headings of each depth and tables of each width, and each link, image, code, footnote
 * and definition by what it says or points to. Text is not compared, nor is the order: what is checked is
 * that nothing broke, which shows as something missing.
 */
export function lostStructure(root: Root, readBack: Root): string[] {
  const written = inventory(readBack);
  const lost: string[] = [];
  for (const [key, count] of inventory(root)) {
    const found = written.get(key) ?? 0;
    if (found < count) lost.push(`${count - found} of ${count} × ${key.split('\n')[0]}`);
  }
  return [...new Set(lost)];
}

/** How often each part of the structure is there; what follows the line end in a key is not for readers. */
function inventory(root: Root): Map<string, number> {
  const counts = new Map<string, number>();
  visit(root, (node) => {
    const key = keyOf(node);
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return counts;
}

function keyOf(node: Nodes): string | undefined {
  switch (node.type) {
    case 'heading':
      return node.children.length > 0 ? `heading of level ${node.depth}` : undefined;
    case 'table':
      return `table of ${node.children[0]?.children.length ?? 0} columns\n${node.children.length}`;
    case 'link':
    case 'image':
    case 'definition':
      return `${node.type}\n${address(node.url)}`;
    case 'code':
      return `code block\n${spaceless(node.value)}`;
    case 'inlineCode':
      return `inline code\n${spaceless(node.value)}`;
    case 'footnoteReference':
    case 'footnoteDefinition':
    case 'linkReference':
    case 'imageReference':
      return `${WORDS[node.type]}\n${node.identifier.toLowerCase()}`;
    default:
      return undefined;
  }
}

const WORDS = {
  footnoteReference: 'footnote mark',
  footnoteDefinition: 'footnote',
  linkReference: 'link by reference',
  imageReference: 'image by reference',
};

/** Spaces in code may become line ends and back. */
function spaceless(code: string): string {
  return code.replace(/\s+/g, '');
}

/** Escapes differ between writers and mean the same. */
function address(url: string): string {
  try {
    return decodeURI(url.trim());
  } catch {
    return url.trim();
  }
}
