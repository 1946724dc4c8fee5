/** Mozilla's Readability on a light DOM, as Node programs use it: measured beside ours in the same run. */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import type { Answer } from './scores.ts';

const BLOCKS = new Set(
  'P DIV LI H1 H2 H3 H4 H5 H6 UL OL TABLE TR TD TH BLOCKQUOTE PRE SECTION ARTICLE FIGURE FIGCAPTION BR DT DD HEADER FOOTER'.split(
    ' ',
  ),
);

interface DomNode {
  nodeType: number;
  nodeName: string;
  textContent: string | null;
  childNodes: Iterable<DomNode>;
}

/** `<template>` goes first: this DOM shows its content as ordinary nodes. */
export function readability(html: string): Answer {
  const { document } = parseHTML(html);
  for (const template of document.querySelectorAll('template')) template.remove();
  const options = { serializer: (node: unknown) => node as DomNode };
  try {
    const article = new Readability<DomNode>(document, options).parse();
    return { text: article?.content ? textOf(article.content) : '', title: article?.title ?? '' };
  } catch {
    return { text: '', title: '' };
  }
}

function textOf(node: DomNode): string {
  if (node.nodeType === 3) return node.textContent ?? '';
  let text = '';
  for (const child of node.childNodes) text += textOf(child);
  return BLOCKS.has(node.nodeName) ? `\n${text}\n` : text;
}
