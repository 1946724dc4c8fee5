/** `<kbd>` and `</kbd>` are two tags of their own to a service, and a space on either side of one is as good to it. */
import type { EncodedTag } from './encode.ts';
import type { Item } from './inline-items.ts';

/** Elements without an end, beside which a space is no more than that. */
const VOID = /^<(?:area|br|embed|hr|img|input|source|track|wbr)\b/i;

/** A copy whose spaces stand outside of raw HTML where those of the source did, and not before a sign that it is written together with. */
export function spaceOutOfHtml(items: readonly Item[], tags: readonly EncodedTag[]): Item[] {
  const out = items.map((item) => (item.type === 'text' ? { ...item } : item));
  for (const [index, item] of out.entries()) {
    const edge = edgeOf(item);
    if (item.type === 'text' || edge === undefined) continue;
    const { spaceBefore, spaceAfter } = tags[item.id - 1] as EncodedTag;
    const [before, after] = [textAt(out, index - 1), textAt(out, index + 1)];
    if (edge === 'start' && !spaceAfter && after) {
      const value = after.value.trimStart();
      if (before && value !== after.value && (spaceBefore || /[\p{L}\p{N}]$/u.test(before.value)))
        before.value = `${before.value.trimEnd()} `;
      after.value = value;
    }
    if (edge === 'end' && !spaceBefore && before) {
      const value = before.value.trimEnd();
      if (after && value !== before.value && (spaceAfter || /^[\p{L}\p{N}]/u.test(after.value)))
        after.value = ` ${after.value.trimStart()}`;
      before.value = value;
    }
    if (edge === 'start' && !spaceBefore && before)
      before.value = before.value.replace(/([^\p{L}\p{N}\s])\s+$/u, '$1');
    if (edge === 'end' && !spaceAfter && after)
      after.value = after.value.replace(/^\s+(?=[^\p{L}\p{N}\s])/u, '');
  }
  return out;
}

function textAt(items: readonly Item[], index: number) {
  const item = items[index];
  return item?.type === 'text' ? item : undefined;
}

function edgeOf(item: Item): 'start' | 'end' | undefined {
  if (item.type !== 'keep' || item.node.type !== 'html' || VOID.test(item.node.value)) return undefined;
  if (/^<[a-z]/i.test(item.node.value)) return item.node.value.endsWith('/>') ? undefined : 'start';
  return /^<\/[a-z]/i.test(item.node.value) ? 'end' : undefined;
}
