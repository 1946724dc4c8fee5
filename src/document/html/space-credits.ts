/** Credits that styles alone part from the caption before them, as people see it; `Der Turm.<small>Foto: …`. */
import type { ElementContent } from 'hast';
import { isElement, isFlow, SPACE, textOf } from './nodes.ts';

const CREDIT = /^\(?(?:©|\(c\)|(?:bild|foto|grafik|quelle)s?\s?[:©])/i;

export function spaceCredits(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap((child, index) => {
    const before = children[index - 1];
    const isGlued = before && isCredit(child) && !isFlow(before) && /\S$/.test(textOf(before));
    return isGlued ? [SPACE, child] : [child];
  });
}

function isCredit(node: ElementContent): boolean {
  return isElement(node, 'span', 'small', 'cite', 'em', 'i') && CREDIT.test(firstText(node));
}

function firstText(node: ElementContent): string {
  let first: ElementContent | undefined = node;
  while (first?.type === 'element') first = first.children[0];
  return first?.type === 'text' ? first.value : '';
}
