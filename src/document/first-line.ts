/** Marks whose line is a title: what stands on the lines below is a text of its own. */
import type { Paragraph, PhrasingContent } from 'mdast';

const DEFINES = /^:[ \t]+(?=\S)/;

/** The paragraph cut at its first line end; the second part is absent where there is none. */
export function cutFirstLine(paragraph: Paragraph): [Paragraph, Paragraph?] {
  const { children } = paragraph;
  const at = children.findIndex((node) => node.type === 'text' && node.value.includes('\n'));
  const cut = children[at];
  if (cut?.type !== 'text') return [paragraph];
  const end = cut.value.indexOf('\n');
  const first = partOf(children.slice(0, at), cut.value.slice(0, end), []);
  const rest = partOf([], cut.value.slice(end + 1), children.slice(at + 1));
  return [first, rest];
}

/** `Term`, and `: what it means` on the line below, as Pandoc and others have them: each a paragraph of its own. */
export function definitionsOf(paragraph: Paragraph): Paragraph[] | undefined {
  const parts: Paragraph[] = [];
  for (let [line, rest] = cutFirstLine(paragraph); ; [line, rest] = cutFirstLine(rest)) {
    const [first] = line.children;
    const mark = (first?.type === 'text' && DEFINES.exec(first.value)?.[0]) || '';
    const last = parts.at(-1);
    if (mark !== '' && first?.type === 'text') {
      first.value = first.value.slice(mark.length);
      parts.push({ type: 'paragraph', children: [{ type: 'html', value: mark }, ...line.children] });
    } else if (last) last.children.push({ type: 'text', value: '\n' }, ...line.children);
    else parts.push(line);
    if (!rest) break;
  }
  return parts.some(isDefinition) ? parts : undefined;
}

/** Whether it stands right below what it defines. */
export function isDefinition({ children: [first] }: Paragraph): boolean {
  return first?.type === 'html' && DEFINES.test(`${first.value}.`);
}

function partOf(before: PhrasingContent[], value: string, after: PhrasingContent[]): Paragraph {
  const text: PhrasingContent[] = value === '' ? [] : [{ type: 'text', value }];
  return { type: 'paragraph', children: [...before, ...text, ...after] };
}
