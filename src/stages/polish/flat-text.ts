/** The text of inline nodes as one string to look at, with a way to change single characters of it. */
import type { PhrasingContent, Text } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { findUntouchable } from '../../segments/untouchable.ts';

/** Stands for a character of code, an address, an image: a word that nobody may change. */
export const OPAQUE = '\ufffc';

export interface FlatText {
  /** All text in order; what is not to be touched as OPAQUE, hard breaks as line ends. */
  text: string;
  /** Puts strings in the place of single characters, by offset in `text`; changes the nodes given. */
  replace: (edits: ReadonlyMap<number, string>) => void;
}

/** Looks at inline nodes across the borders of emphasis and links. */
export function flattenText(nodes: readonly PhrasingContent[]): FlatText {
  const pieces: { node: Text; start: number }[] = [];
  let text = '';
  const visit = (list: readonly PhrasingContent[]): void => {
    for (const node of list) {
      if (node.type === 'text') {
        pieces.push({ node, start: text.length });
        text += mask(node.value);
      } else if (node.type === 'break') text += '\n';
      // An address that is shown as itself.
      else if (node.type === 'link' && node.url.endsWith(textOf(node))) text += OPAQUE;
      else if ('children' in node) visit(node.children);
      else text += OPAQUE;
    }
  };
  visit(nodes);
  const replace: FlatText['replace'] = (edits) => {
    for (const { node, start } of pieces) edit(node, start, edits);
  };
  return { text, replace };
}

function mask(value: string): string {
  return findUntouchable(value)
    .map((run) => (run.untouchable ? OPAQUE.repeat(run.value.length) : run.value))
    .join('');
}

function edit(node: Text, start: number, edits: ReadonlyMap<number, string>): void {
  let value = '';
  for (let index = 0; index < node.value.length; index++)
    value += edits.get(start + index) ?? node.value[index];
  node.value = value;
}
