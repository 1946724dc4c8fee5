/** Declared shadow trees (`<template shadowrootmode>`): what a browser shows in the place of an element's children. */
import { type DefaultTreeAdapterMap, defaultTreeAdapter } from 'parse5';

type Parent = DefaultTreeAdapterMap['parentNode'];
type Element = DefaultTreeAdapterMap['element'];
type Child = DefaultTreeAdapterMap['childNode'];

/**
 * Gives a host what its shadow shows: the template's content, with the host's own children in its slots. Works in
 * place; of a shadow without text the host's own children stay.
 */
export function composeShadow(host: Parent): void {
  const template = host.childNodes.find(isShadow);
  if (!template) return;
  const own = host.childNodes.filter((node) => node !== template);
  const shadow = defaultTreeAdapter.getTemplateContent(template as DefaultTreeAdapterMap['template']);
  const slots = slotsIn(shadow);
  if (slots.length === 0 && textIn(shadow) === '') host.childNodes = own;
  else host.childNodes = shadow.childNodes;
  const given = new Map<string, Child[]>();
  for (const node of own) {
    const nodes = given.get(slotOf(node)) ?? [];
    given.set(slotOf(node), nodes);
    nodes.push(node);
  }
  for (const slot of slots) fill(slot, given);
  for (const child of host.childNodes) child.parentNode = host;
}

function isShadow(node: Child): node is Element {
  return node.nodeName === 'template' && attributeOf(node as Element, 'shadowrootmode') !== undefined;
}

/** With what names it, else with what it holds for lack of any; the first slot of a name takes all. */
function fill(slot: Element, given: Map<string, Child[]>): void {
  const name = attributeOf(slot, 'name') ?? '';
  const nodes = given.get(name) ?? [];
  given.delete(name);
  if (nodes.some((node) => node.nodeName !== '#text' || textIn(node) !== '')) slot.childNodes = nodes;
  for (const child of slot.childNodes) child.parentNode = slot;
}

function slotOf(node: Child): string {
  return ('attrs' in node && attributeOf(node, 'slot')) || '';
}

function slotsIn(parent: Parent): Element[] {
  const found: Element[] = [];
  const waiting: Child[] = parent.childNodes.toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!('childNodes' in next)) continue;
    if (next.nodeName === 'slot') found.push(next);
    else for (const child of next.childNodes.toReversed()) waiting.push(child);
  }
  return found;
}

function textIn(node: Child | Parent): string {
  let text = '';
  const waiting: (Child | Parent)[] = [node];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.nodeName === '#text') text += (next as DefaultTreeAdapterMap['textNode']).value;
    else if ('childNodes' in next) for (const child of next.childNodes.toReversed()) waiting.push(child);
  }
  return text.trim();
}

function attributeOf(element: Element, name: string): string | undefined {
  return element.attrs.find((attribute) => attribute.name === name)?.value;
}
