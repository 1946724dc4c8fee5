/** Whether two trees say the same in Markdown. */
import type { Nodes } from 'mdast';

type Fields = Record<string, unknown>;

/** Positions and notes on nodes are no content. */
const NOT_CONTENT = new Set(['position', 'data', 'children', 'value']);

/**
 * Whether writing both gives the same bytes: same nodes with the same fields (null, undefined and `spread`
 * or `ordered` of false are one), texts equal but for the spaces around a line end, neighbouring texts not joined.
 */
export function sameNode(a: Nodes, b: Nodes): boolean {
  if (a.type !== b.type || !sameFields(a as unknown as Fields, b as unknown as Fields)) return false;
  if (a.type === 'text' && b.type === 'text') return a.value === b.value || flat(a.value) === flat(b.value);
  if ('value' in a && 'value' in b) return a.value === b.value;
  if (!('children' in a && 'children' in b)) return true;
  const others: readonly Nodes[] = b.children;
  if (a.children.length !== others.length) return false;
  // A heading with a line end in it is written in another style.
  if (a.type === 'heading' && JSON.stringify(a.children).includes('\\n')) return false;
  return a.children.every((child, index) => sameNode(child, others[index] as Nodes));
}

function sameFields(a: Fields, b: Fields): boolean {
  for (const key of new Set([...Object.keys(a), ...Object.keys(b)])) {
    if (NOT_CONTENT.has(key)) continue;
    const [one, other] = [plain(key, a[key]), plain(key, b[key])];
    if (one !== other && JSON.stringify(one) !== JSON.stringify(other)) return false;
  }
  return true;
}

function plain(key: string, value: unknown): unknown {
  if (value === null) return undefined;
  return value === false && (key === 'spread' || key === 'ordered') ? undefined : value;
}

/** A line end within a text is a space to a reader. */
export function flat(text: string): string {
  return text.includes('\n') ? text.replace(/[ \t]*\n[ \t]*/g, ' ') : text;
}
