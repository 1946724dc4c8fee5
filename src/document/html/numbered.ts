/** Numbered lists that count otherwise than by one upwards, which is all that Markdown's can do. */
import type { Element, ElementContent, Parents } from 'hast';
import { attribute, isElement } from './nodes.ts';

/** Puts lists that do in their place, each with its first number; works in place. */
export function splitByNumber(parent: Parents): void {
  const children: ElementContent[] = [];
  for (const child of parent.children as ElementContent[]) {
    if (child.type === 'element') splitByNumber(child);
    children.push(...(isElement(child, 'ol') && countsOtherwise(child) ? partsOf(child) : [child]));
  }
  parent.children = children;
}

function countsOtherwise(list: Element): boolean {
  return isReversed(list) || list.children.some((item) => ownNumber(item) !== undefined);
}

function partsOf(list: Element): Element[] {
  const parts: Element[] = [];
  const step = isReversed(list) ? -1 : 1;
  const count = list.children.filter((child) => isElement(child, 'li')).length;
  let number = numberOf(list, 'start') ?? (step < 0 ? count : 1);
  let next: number | undefined;
  for (const child of list.children) {
    number = ownNumber(child) ?? number;
    const last = parts.at(-1);
    if (last && (number === next || !isElement(child, 'li'))) last.children.push(child);
    else parts.push({ ...list, properties: { ...list.properties, start: number }, children: [child] });
    if (!isElement(child, 'li')) continue;
    next = number + 1;
    number += step;
  }
  return parts;
}

function isReversed(list: Element): boolean {
  return list.properties.reversed === true;
}

function ownNumber(item: ElementContent): number | undefined {
  return isElement(item, 'li') ? numberOf(item, 'value') : undefined;
}

function numberOf(node: Element, name: string): number | undefined {
  const text = attribute(node, name);
  return /^-?\d+$/.test(text) ? Number(text) : undefined;
}
