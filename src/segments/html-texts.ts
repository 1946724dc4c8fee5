/** The texts in a block of raw HTML: what stands between its block tags, with the inline tags as kept nodes. */
import { decodeHTML } from 'entities';
import type { Html, PhrasingContent } from 'mdast';
import { HTML_TAG } from '../html-tag.ts';
import { escapeText } from './encode.ts';

export interface HtmlText {
  /** Texts, and inline tags as `html`. */
  readonly children: readonly PhrasingContent[];
  /** Puts other content in its place in the block; `undefined` puts the original back, to the byte. */
  show(children: readonly PhrasingContent[] | undefined): void;
}

/** Elements without prose: they stay, with all that is in them. */
const OPAQUE = ['pre', 'script', 'style', 'textarea', 'svg', 'math', 'code', 'kbd', 'samp', 'var'].map(
  (name) => `<${name}\\b[\\s\\S]*?(?:</${name}\\s*>|$)`,
);
/** A capturing group, so that splitting keeps it. What is never closed goes on to the end of the block. */
const MARKUP = new RegExp(`(<!--[\\s\\S]*?(?:-->|$)|${OPAQUE.join('|')}|${HTML_TAG.source})`, 'i');
const INLINE =
  /^<\/?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var)\b/i;

/** In order; none for a block without words. Changes nothing in the block until something is shown. */
export function htmlTexts(block: Html): HtmlText[] {
  // Marks of alerts and formulas are no tags, and nothing to translate.
  if (!block.value.trimStart().startsWith('<')) return [];
  const pieces = piecesOf(block.value);
  return pieces.flatMap((piece, index) => {
    if (typeof piece === 'string') return [];
    const original = piece.join('');
    const show: HtmlText['show'] = (children) => {
      pieces[index] = children?.map(toHtml).join('') ?? original;
      block.value = pieces.map((part) => (typeof part === 'string' ? part : part.join(''))).join('');
    };
    return [{ children: piece.map(toNode), show }];
  });
}

/** The block in order: what stays as it is, and texts as their own parts, from the first to the last. */
function piecesOf(value: string): (string | string[])[] {
  const pieces: (string | string[])[] = [];
  let run: string[] = [];
  const endRun = (): void => {
    const first = run.findIndex(isText);
    const last = run.findLastIndex(isText);
    if (!run.some((part) => isText(part) && /\p{L}/u.test(decodeHTML(part)))) pieces.push(...run);
    else {
      const [, before = '', head = ''] = /^(\s*)([\s\S]*)$/.exec(run[first] as string) ?? [];
      const texts = [head, ...run.slice(first + 1, last + 1)];
      const end = texts.at(-1) as string;
      texts[texts.length - 1] = end.trimEnd();
      pieces.push(
        ...run.slice(0, first),
        before,
        texts,
        end.slice(end.trimEnd().length),
        ...run.slice(last + 1),
      );
    }
    run = [];
  };
  for (const part of value.split(MARKUP)) {
    if (!isMarkup(part) || INLINE.test(part)) run.push(part);
    else {
      endRun();
      pieces.push(part);
    }
  }
  endRun();
  return pieces;
}

function isText(part: string): boolean {
  return !isMarkup(part) && part.trim() !== '';
}

function isMarkup(part: string): boolean {
  return MARKUP.test(part);
}

function toNode(part: string): PhrasingContent {
  return isMarkup(part) ? { type: 'html', value: part } : { type: 'text', value: decodeHTML(part) };
}

function toHtml(node: PhrasingContent): string {
  return node.type === 'text' ? escapeText(node.value) : 'value' in node ? node.value : '';
}
