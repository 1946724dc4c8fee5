/** Spaces and quotation marks around inline nodes: what scrapers lose when they take nodes apart. */
import type { Parents, PhrasingContent, Root, Text } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';

type Count = (rule: 'edge-space' | 'lost-space' | 'quote', times: number) => void;

const STYLED = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference']);

/** Repairs every paragraph, heading and table cell. Changes no word. */
export function repairInline(root: Root, count: Count): void {
  visit(root, (node) => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return;
    moveEdgeSpaces(node, count);
    trimEnds(node, count);
    restoreLostSpaces(node, count);
    pairQuotes(node, count);
  });
}

/** `**Wort **und` to `**Wort** und`: Markdown cannot write the former. */
function moveEdgeSpaces(parent: Parents, count: Count): void {
  const children = parent.children as PhrasingContent[];
  for (let index = 0; index < children.length; index += 1) {
    const child = children[index] as PhrasingContent;
    if (!('children' in child)) continue;
    moveEdgeSpaces(child, count);
    if (!STYLED.has(child.type)) continue;
    const first = child.children[0];
    const last = child.children.at(-1);
    if (plainText(child).trim() === '') continue;
    const before = first?.type === 'text' ? takeSpace(first, 'start') : '';
    const after = last?.type === 'text' ? takeSpace(last, 'end') : '';
    if (before + after === '') continue;
    count('edge-space', 1);
    if (after) putSpace(children, index + 1, 'start');
    if (before && putSpace(children, index - 1, 'end', index)) index += 1;
  }
}

function takeSpace(node: Text, side: 'start' | 'end'): string {
  const trimmed = side === 'start' ? node.value.replace(/^[ \n]+/, '') : node.value.replace(/[ \n]+$/, '');
  const taken = trimmed.length < node.value.length ? ' ' : '';
  node.value = trimmed;
  return taken;
}

/** Adds a space to the text node at `index` if it lacks one, or a node of its own; answers whether it made one. */
function putSpace(
  children: PhrasingContent[],
  index: number,
  side: 'start' | 'end',
  insertAt = index,
): boolean {
  const neighbour = children[index];
  if (neighbour?.type === 'text') {
    if (side === 'start' && !/^\s/.test(neighbour.value)) neighbour.value = ` ${neighbour.value}`;
    if (side === 'end' && !/\s$/.test(neighbour.value)) neighbour.value = `${neighbour.value} `;
    return false;
  }
  if (neighbour === undefined || neighbour.type === 'break') return false;
  children.splice(insertAt, 0, { type: 'text', value: ' ' });
  return true;
}

function trimEnds(parent: Parents, count: Count): void {
  for (const side of ['start', 'end'] as const) {
    const node = (parent.children as PhrasingContent[]).at(side === 'start' ? 0 : -1);
    if (node?.type === 'text' && takeSpace(node, side)) count('edge-space', 1);
  }
}

const FUNCTION_WORDS =
  'und|oder|aber|der|die|das|den|dem|des|ein|eine|einen|einem|einer|ist|sind|war|waren|wird|werden|wurde|hat|haben|hatte|mit|von|vom|für|auf|im|in|zu|zum|zur|an|am|bei|nach|wie|als|dass|auch|sich|nicht|and|or|the|of|to|is|was|has|with|for|from|that';
const BEGINS = new RegExp(`^(?:${FUNCTION_WORDS})(?![\\p{L}\\p{N}-])`, 'u');
const ENDS = new RegExp(`(?<![\\p{L}\\p{N}-])(?:${FUNCTION_WORDS})$|[\\p{L}\\p{N}][,;:]$`, 'iu');

/** `das[Unternehmen](…)und`: function words are no halves of compounds; anything else (`[Mac](…)Book`) may be. */
function restoreLostSpaces(parent: Parents, count: Count): void {
  const children = parent.children as PhrasingContent[];
  for (const [index, link] of children.entries()) {
    if (link.type !== 'link' && link.type !== 'linkReference') continue;
    const text = plainText(link);
    const before = children[index - 1];
    const after = children[index + 1];
    if (before?.type === 'text' && ENDS.test(before.value) && /^\p{Lu}\p{Ll}/u.test(text)) {
      before.value += ' ';
      count('lost-space', 1);
    }
    if (after?.type === 'text' && /\p{Ll}{2}$/u.test(text) && BEGINS.test(after.value)) {
      after.value = ` ${after.value}`;
      count('lost-space', 1);
    }
  }
}

/** By the mark that opens, the one that closes. */
const CLOSING: Record<string, string> = { '„': '“', '»': '«' };
const OPENING: Record<string, string> = { '“': '„', '«': '»' };

/**
 * A straight mark that is the other half of a typographic one (`„Wort"`) becomes it. Only in blocks where all marks
 * pair off one after the other and each stands as it must, at a beginning or an end: anything else is ambiguous.
 */
function pairQuotes(block: Parents, count: Count): void {
  const nodes: Text[] = [];
  visit(block as Root, 'text', (node) => {
    nodes.push(node);
  });
  const text = nodes.map((node) => node.value).join('');
  const marks = [...text.matchAll(/["„“”»«]/gu)];
  if (marks.length % 2 === 1 || !text.includes('"')) return;
  const mended: { index: number; mark: string }[] = [];
  for (let at = 0; at < marks.length; at += 2) {
    const [first, second] = marks.slice(at, at + 2) as [RegExpExecArray, RegExpExecArray];
    if (!isStart(text, first.index) || !isEnd(text, second.index)) return;
    const [opens, closes] = [first[0], second[0]];
    if (closes === '"' && CLOSING[opens]) mended.push({ index: second.index, mark: CLOSING[opens] });
    else if (opens === '"' && OPENING[closes]) mended.push({ index: first.index, mark: OPENING[closes] });
    else if (CLOSING[opens] !== closes) return;
  }
  for (const { index, mark } of mended) replaceAt(nodes, index, mark);
  if (mended.length > 0) count('quote', mended.length);
}

/** `index` counts through all nodes; the mark takes the place of one character. */
function replaceAt(nodes: readonly Text[], index: number, mark: string): void {
  let offset = index;
  for (const node of nodes) {
    if (offset < node.value.length) {
      node.value = node.value.slice(0, offset) + mark + node.value.slice(offset + 1);
      return;
    }
    offset -= node.value.length;
  }
}

function isEnd(text: string, index: number): boolean {
  return /[^\s(]$/u.test(text.slice(0, index)) && /^(?:[\s.,;:!?)…–-]|$)/u.test(text.slice(index + 1));
}

function isStart(text: string, index: number): boolean {
  return /(?:^|[\s(–-])$/u.test(text.slice(0, index)) && /^\S/u.test(text.slice(index + 1));
}
