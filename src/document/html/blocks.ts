/** The page's text as blocks: what is kept or dropped as a whole. */
import type { Element, ElementContent, Parents, Root } from 'hast';
import { fold, isBlockName, isElement, isFlow, textOf } from './nodes.ts';

export interface Block {
  /** White space folded; never empty. */
  text: string;
  /** The nearest block element's name: `p`, `h2`, `li`, `td`, `pre`, `table`, `div` … */
  name: string;
  /** The nodes that are the block: siblings, in order. */
  nodes: ElementContent[];
  /** From the root down to the element that holds `nodes`. */
  path: readonly Element[];
}

/** In document order. A data table and a code listing are one block each; everything else one per run of inline content. */
export function blocksOf(tree: Root): Block[] {
  const blocks: Block[] = [];
  const flows = new Map<Element, boolean>();
  const isFlowOnce = (node: ElementContent) => {
    if (node.type !== 'element') return false;
    let flow = flows.get(node);
    if (flow === undefined) {
      flow = isBlockName(node.tagName) || node.children.some(isFlowOnce);
      flows.set(node, flow);
    }
    return flow;
  };
  collect(tree, { blocks, isFlow: isFlowOnce }, []);
  return blocks;
}

interface Collecting {
  blocks: Block[];
  isFlow(node: ElementContent): boolean;
}

function collect(parent: Parents, collecting: Collecting, path: readonly Element[]): void {
  const { blocks } = collecting;
  let run: ElementContent[] = [];
  const flush = () => {
    add(run, path, blocks);
    run = [];
  };
  for (const child of parent.children as ElementContent[]) {
    if (child.type !== 'element' || !collecting.isFlow(child)) run.push(child);
    else {
      flush();
      if (isElement(child, 'table', 'pre')) add([child], path, blocks);
      else collect(child, collecting, [...path, child]);
    }
  }
  flush();
}

function add(nodes: ElementContent[], path: readonly Element[], blocks: Block[]): void {
  const isTable = isElement(nodes[0], 'table');
  const text = fold(nodes.map(isTable ? textOfTable : textOf).join(''));
  if (text === '') return;
  const own = isElement(nodes[0], 'table', 'pre') ? nodes[0] : path.at(-1);
  blocks.push({ text, name: own?.tagName ?? 'body', nodes, path });
}

/** Cells stand apart, though nothing may stand between them in the HTML. */
function textOfTable(node: ElementContent): string {
  return isFlow(node) && 'children' in node ? ` ${node.children.map(textOfTable).join('')} ` : textOf(node);
}
