/**
 * Boxes of Python-Markdown and MkDocs: `!!! note "Title"`, `??? note`, `=== "Tab"`, and below it the text, indented by
 * four. They are quotations with a mark of their own, so that all that knows quotations knows them.
 */
import type { Blockquote, Paragraph } from 'mdast';
import { defaultHandlers, type Handle, type Join } from 'mdast-util-to-markdown';
import { blankLine } from 'micromark-core-commonmark';
import { factorySpace } from 'micromark-factory-space';
import type { Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';
import { isEnd, signOf } from './character-codes.ts';
import { cutFirstLine } from './first-line.ts';

declare module 'mdast' {
  interface Blockquote {
    /** What it begins with in the place of `>`, a space at its end where a title follows. */
    mark?: string;
  }
}

const INDENT = '    ';
const MARK =
  /^(?:(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*|===[!+]?)[ \t]+(?=")|^(?:!!!|\?\?\?\+?)[ \t]+[a-z][\w-]*/i;
/** All that may come to be a mark. */
const MARK_START = /^(?:[!?=]{1,3}|(?:!!!|\?\?\?\+?)(?:[ \t]+(?:[a-z][\w-]*[ \t]*)?)?|===[!+]?[ \t]*)$/i;
const MAX_MARK = 80;

const ADMONITION: Construct = {
  tokenize: start,
  continuation: { tokenize: continues },
  exit: (effects) => void effects.exit('blockQuote'),
};

export const ADMONITIONS: Extension = { document: { 33: ADMONITION, 61: ADMONITION, 63: ADMONITION } };

function start(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let mark = '';
  const inside: State = (code) => {
    const next = mark + signOf(code);
    if (!isEnd(code) && next.length < MAX_MARK && MARK_START.test(next)) {
      mark = next;
      effects.consume(code);
      return inside;
    }
    const hasTitle = code === 34 && /[ \t]$/.test(mark);
    if (MARK.exec(`${mark}${hasTitle ? '"' : ''}`)?.[0].trimEnd() !== mark.trimEnd()) return nok(code);
    if (!hasTitle && (!isEnd(code) || mark.startsWith('='))) return nok(code);
    effects.exit('blockQuotePrefix');
    return ok(code);
  };
  return (code) => {
    effects.enter('blockQuote', { _container: true });
    effects.enter('blockQuotePrefix');
    return inside(code);
  };
}

/** Lines that are indented, and empty ones. */
function continues(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  const indented: State = (code) => {
    const last = this.events.at(-1);
    const width = last?.[1].type === 'listItemIndent' ? last[2].sliceSerialize(last[1], true).length : 0;
    return width >= INDENT.length ? ok(code) : nok(code);
  };
  const space = factorySpace(effects, indented, 'listItemIndent', INDENT.length + 1);
  return effects.check(blankLine, factorySpace(effects, ok, 'listItemIndent', INDENT.length + 1), space);
}

/**
 * Gives a box its mark, and its title a paragraph of its own; `text` is what was parsed. Without anything in it, it is
 * no box but a line of text, which is answered then.
 */
export function markAdmonition(quote: Blockquote, text: string): Paragraph | undefined {
  const mark = MARK.exec(text.slice(quote.position?.start.offset ?? text.length))?.[0];
  if (mark === undefined) return undefined;
  if (quote.children.length === 0) return { type: 'paragraph', children: [{ type: 'text', value: mark }] };
  quote.mark = mark;
  const [first] = quote.children;
  if (!/[ \t]$/.test(mark) || first?.type !== 'paragraph') return undefined;
  const [title, rest] = cutFirstLine(first);
  quote.children.splice(0, 1, unquoted(title), ...(rest ? [rest] : []));
  return undefined;
}

/** Its quotation marks are the box's, and stay as they are. */
function unquoted(title: Paragraph): Paragraph {
  const [first, last] = [title.children[0], title.children.at(-1)];
  if (first?.type !== 'text' || last?.type !== 'text' || !/^".*"$/s.test(first.value + last.value))
    return title;
  first.value = first.value.slice(1);
  last.value = last.value.replace(/"\s*$/, '');
  const quote = { type: 'html', value: '"' } as const;
  return { ...title, children: [quote, ...title.children, { ...quote }] };
}

/** As it was written; other quotations as ever. */
export const writeQuote: Handle = (node: Blockquote, parent, state, info) => {
  const { mark } = node;
  if (mark === undefined) return defaultHandlers.blockquote(node, parent, state, info);
  const exit = state.enter('blockquote');
  const tracker = state.createTracker(info);
  tracker.shift(INDENT.length);
  const hasTitle = hasTitleOf(node);
  const text = state.containerFlow(node, tracker.current());
  const lines = state.indentLines(hasTitle ? text : `\n${text}`, (line, index, isBlank) =>
    index === 0 ? mark + line : isBlank ? '' : INDENT + line,
  );
  exit();
  return lines;
};

/** The line below a title belongs to its box. */
export const besideTitle: Join = (left, right, parent) =>
  parent.type === 'blockquote' &&
  hasTitleOf(parent) &&
  left === parent.children[0] &&
  right.type === 'paragraph'
    ? 0
    : undefined;

function hasTitleOf({ mark }: Blockquote): boolean {
  return mark !== undefined && /[ \t]$/.test(mark);
}
