/** Lists that a page types into the lines of a paragraph: `<p>Daten<br>- Länge: 2 m<br>- Gewicht: 186 g</p>`. */
import type { List, Paragraph, PhrasingContent, Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { SKIP, visit } from 'unist-util-visit';
import { isList, type ListMark, listMark } from '../text/lists.ts';

interface Line {
  children: PhrasingContent[];
  mark: ListMark | undefined;
}

/** Works in place. */
export function listMarkedLines(root: Root): void {
  visit(root, 'paragraph', (paragraph, index, parent) => {
    const parts = partsOf(paragraph);
    if (!parts || !parent || index === undefined) return;
    parent.children.splice(index, 1, ...parts);
    return [SKIP, index + parts.length];
  });
}

/** What stands before the first marked line, the list, and what stands after the last. */
function partsOf(paragraph: Paragraph): RootContent[] | undefined {
  if (!paragraph.children.some(({ type }) => type === 'break')) return undefined;
  const lines = linesOf(paragraph);
  const first = lines.findIndex(({ mark }) => mark);
  const end = lines.findLastIndex(({ mark }) => mark) + 1;
  const items = itemsOf(lines.slice(first, end));
  if (!items) return undefined;
  const [before, after] = [lines.slice(0, first), lines.slice(end)];
  const ordered = items[0]?.mark?.ordered === true;
  const list: List = {
    ...{ type: 'list', ordered, spread: false },
    ...(ordered ? { start: items[0]?.mark?.number ?? 1 } : {}),
    children: items.map((item) => ({ type: 'listItem', spread: false, children: [withoutMark(item)] })),
  };
  return [...paragraphOf(before), list, ...paragraphOf(after)];
}

function linesOf({ children }: Paragraph): Line[] {
  const lines: PhrasingContent[][] = [[]];
  for (const child of children) {
    if (child.type === 'break') lines.push([]);
    else lines.at(-1)?.push(child);
  }
  return lines.map(readLine);
}

function readLine(children: PhrasingContent[]): Line {
  const [head, ...rest] = children;
  if (head?.type !== 'text') return { children, mark: undefined };
  const value = head.value.trimStart();
  const mark = listMark(value + textOf(rest));
  return {
    children: [{ ...head, value }, ...rest],
    mark: (mark?.length ?? 0) > value.length ? undefined : mark,
  };
}

/** A line without a mark goes on with the item above it. Undefined where they are no list. */
function itemsOf(lines: readonly Line[]): Line[] | undefined {
  const items: Line[] = [];
  for (const line of lines) {
    if (line.mark) items.push({ ...line });
    else items.at(-1)?.children.push({ type: 'break' }, ...line.children);
  }
  const marked = items.flatMap(({ mark, children }) =>
    mark ? [{ mark, text: textOf(children).slice(mark.length) }] : [],
  );
  const isOne = items.every(({ mark }) => mark?.sign === items[0]?.mark?.sign);
  return isOne && isList(marked) ? items : undefined;
}

function withoutMark({ children: [head, ...rest], mark }: Line): Paragraph {
  const text = head?.type === 'text' ? head.value.slice(mark?.length) : '';
  return { type: 'paragraph', children: [{ type: 'text', value: text }, ...rest] };
}

function paragraphOf(lines: readonly Line[]): Paragraph[] {
  const children = lines.flatMap((line, index): PhrasingContent[] =>
    index === 0 ? line.children : [{ type: 'break' }, ...line.children],
  );
  return children.length > 0 ? [{ type: 'paragraph', children }] : [];
}
