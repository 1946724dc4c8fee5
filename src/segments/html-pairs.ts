/** Raw HTML within a line: `<kbd>` and `</kbd>` are one element, `<sub>2</sub>` is a sign. */
import type { Html, PhrasingContent } from 'mdast';
import type { HtmlPair } from './inline-items.ts';

const OPEN = /^<([a-z][a-z0-9-]*)(?:\s[^>]*)?(?<!\/)>$/i;
const CLOSE = /^<\/([a-z][a-z0-9-]*)\s*>$/i;
/** What needs no escape in Markdown, and no translation. */
const FIGURES = /^[\d+−±.,/ ()-]+$/;

/** The same in other dialects: `~2~`, `^2^`. */
const MARKED = /^([~^]).+\1/;

/** Nodes that an element of a line may hold; bounds the search where many have no end. */
const MAX_INSIDE = 100;

/** The same nodes, each element of which both tags are there as one. */
export function pairHtml(nodes: readonly PhrasingContent[]): (PhrasingContent | HtmlPair)[] {
  const left = [...nodes];
  const out: (PhrasingContent | HtmlPair)[] = [];
  for (let open = left.shift(); open; open = left.shift()) {
    const end = closingOf(open, left);
    if (open.type !== 'html' || end === undefined) {
      if (open.type !== 'html' || !MARKED.test(open.value)) out.push(open);
      else out.push({ type: 'html', value: open.value + takeWord(left) });
      continue;
    }
    const children = left.splice(0, end);
    const close = left.shift() as Html;
    const sign = signOf(open, children, close);
    if (!sign) out.push({ type: 'htmlPair', open, close, children });
    else out.push({ type: 'html', value: sign + takeWord(left) });
  }
  return out;
}

/** The place of the tag that ends it among those after it. */
function closingOf(open: PhrasingContent, after: readonly PhrasingContent[]): number | undefined {
  const name = tagName(open, OPEN);
  if (name === undefined) return undefined;
  let depth = 1;
  const end = after.slice(0, MAX_INSIDE).findIndex((node) => {
    if (tagName(node, OPEN) === name) depth++;
    else if (tagName(node, CLOSE) === name) depth--;
    return depth === 0;
  });
  return end < 0 ? undefined : end;
}

function tagName(node: PhrasingContent, pattern: RegExp): string | undefined {
  return node.type === 'html' ? pattern.exec(node.value)?.[1]?.toLowerCase() : undefined;
}

/** Whether raw HTML is a sign with both its tags, and no tag alone. */
export function isSign(html: string): boolean {
  return /.<\//u.test(html) || MARKED.test(html);
}

function signOf(open: Html, [only, ...more]: readonly PhrasingContent[], close: Html): string | undefined {
  const isSign = only?.type === 'text' && more.length === 0 && FIGURES.test(only.value);
  return isSign ? `${open.value}${only.value}${close.value}` : undefined;
}

/** The O of `H<sub>2</sub>O`, which is no word of its own. */
function takeWord(left: PhrasingContent[]): string {
  const [next] = left;
  const [word = ''] = (next?.type === 'text' && /^[\p{L}\p{N}]+/u.exec(next.value)) || [];
  if (next?.type === 'text') left[0] = { ...next, value: next.value.slice(word.length) };
  return word;
}
