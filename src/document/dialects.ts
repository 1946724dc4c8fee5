/**
 * What static site generators add to Markdown: lines and marks that are for a program. They become raw HTML, which is
 * written as it stands and translated by nobody; what people read beside them is text.
 */
import type { Nodes } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types';
import { isEnd, signOf } from './character-codes.ts';

/** Whole lines: Liquid and Hugo tags, the fences of directives, imports of MDX. */
const LINE =
  /^(?::{3,}[ \t]*(?:[\w-]*(?:[ \t]*\{[^{}]*\})?|\{[^{}]*\})|\{%.*%\}|\{\{[<%].*[>%]\}\}|import[ \t].*(?:['"]);?|export[ \t]+(?:const|let|default|function)\b.*)[ \t]*$/;
const LISTING = [
  { opens: /^\{%-?[ \t]*highlight\b.*%\}/, closes: /\{%-?[ \t]*endhighlight[ \t]*-?%\}[ \t]*$/ },
  {
    opens: /^\{\{[<%][ \t]*highlight\b.*[>%]\}\}/,
    closes: /\{\{[<%][ \t]*\/[ \t]*highlight[ \t]*[>%]\}\}[ \t]*$/,
  },
];
/**
 * Within a line: `{{ name }}`, `{% link x %}`, `{{< ref >}}`, `{#id .class}`, `[[target]]` and `[[target|` before what is
 * shown, `~2~` and `^2^` of figures, and the `==` around what is marked.
 */
const TAG =
  /^(?:\{\{.*\}\}|\{%.*%\}|\{:?[ \t]*[#.][\w-][^{}]*\}|\[\[[^[\]|.!?]{1,60}(?:\]\]|\|)|~[\w+-]{1,4}~|\^[\w+-]{1,4}\^|==)$/;
/** All that may come to be one. */
const TAG_START =
  /^(?:\{|\{\{.*|\{%.*|\{:?[ \t]*|\{:?[ \t]*[#.][^{}]*|\[|\[\[[^[\]]*\]?|~[\w+-]{0,4}|\^[\w+-]{0,4}|=)$/;
const MAX_TAG = 300;

export const DIALECTS: Extension = {
  flow: {
    58: [{ tokenize: line, concrete: true }, { tokenize: titled }],
    101: { tokenize: line, concrete: true },
    105: { tokenize: line, concrete: true },
    123: [
      { tokenize: listing, concrete: true },
      { tokenize: line, concrete: true },
    ],
  },
  text: Object.fromEntries(
    [61, 91, 94, 123, 126].map((code) => [code, { tokenize: tag } satisfies Construct]),
  ),
};

/** What a reader sees of raw HTML, or of what stands for a program in a dialect: `~2~`, `[[target]]`. */
export function shownOf(raw: string): string {
  return (
    /^(?:([~^])(.+)\1|\[\[(.+)\]\])$/.exec(raw)?.slice(2).find(Boolean) ?? (raw.startsWith('{{ ') ? raw : '')
  );
}

/** The code of a Liquid or Hugo listing; '' for other marks. */
export function listingOf(raw: string): string {
  return LISTING.some(({ opens }) => opens.test(raw)) ? raw.split('\n').slice(1, -1).join('\n') : '';
}

/** A heading's text without the `{#id .class}` after it. */
export function headingText(heading: Nodes): string {
  return textOf(heading).replace(/\s*\{:?[ \t]*[#.][\w-][^{}]*\}\s*$/, '');
}

function line(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let text = '';
  const inside: State = (code) => {
    if (!isEnd(code)) {
      text += signOf(code);
      effects.consume(code);
      return inside;
    }
    if (!LINE.test(text)) return nok(code);
    effects.exit('htmlFlowData');
    effects.exit('htmlFlow');
    return ok(code);
  };
  return startRaw(this, effects, inside, nok);
}

/** From its opening line to its closing one, whatever stands between. */
function listing(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let text = '';
  let closes: RegExp | undefined;
  const inside: State = (code) => {
    if (!isEnd(code)) {
      text += signOf(code);
      effects.consume(code);
      return inside;
    }
    closes ??= LISTING.find(({ opens }) => opens.test(text))?.closes;
    if (!closes) return nok(code);
    effects.exit('htmlFlowData');
    if (this.interrupt || closes.test(text)) {
      effects.exit('htmlFlow');
      return ok(code);
    }
    return lineEnd(code);
  };
  const lineEnd: State = (code) => {
    if (code === null) return nok(code);
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    text = '';
    return lineStart;
  };
  const lineStart: State = (code) => {
    if (this.parser.lazy[this.now().line]) return nok(code);
    if (isEnd(code)) return lineEnd(code);
    effects.enter('htmlFlowData');
    return inside(code);
  };
  return startRaw(this, effects, inside, nok);
}

function startRaw(context: TokenizeContext, effects: Effects, inside: State, nok: State): State {
  return (code) => {
    if (context.parser.lazy[context.now().line]) return nok(code);
    effects.enter('htmlFlow');
    effects.enter('htmlFlowData');
    return inside(code);
  };
}

/** `:::note Title` and `:::note[Title]`: a paragraph of its own, whose mark is raw and whose title is text. */
function titled(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let mark = '';
  const inMark: State = (code) => {
    if (isEnd(code)) return nok(code);
    const next = mark + signOf(code);
    if (/^(?::{1,9}|:{3,9}[ \t]*[\w-]+[ \t]*\[?|:{3,9}[ \t]*)$/.test(next)) {
      mark = next;
      effects.consume(code);
      return inMark;
    }
    if (!/^:{3,9}[ \t]*[\w-]+[ \t[]+$/.test(mark)) return nok(code);
    effects.exit('htmlTextData');
    effects.exit('htmlText');
    effects.enter('chunkText', { contentType: 'text' });
    return inTitle(code);
  };
  const inTitle: State = (code) => {
    if (!isEnd(code)) {
      effects.consume(code);
      return inTitle;
    }
    effects.exit('chunkText');
    effects.exit('paragraph');
    return ok(code);
  };
  return (code) => {
    if (this.parser.lazy[this.now().line]) return nok(code);
    effects.enter('paragraph');
    effects.enter('htmlText');
    effects.enter('htmlTextData');
    return inMark(code);
  };
}

function tag(this: TokenizeContext, effects: Effects, ok: State, nok: State): State {
  let text = '';
  const inside: State = (code) => {
    if (isEnd(code) || text.length > MAX_TAG) return nok(code);
    text += signOf(code);
    const isWhole = TAG.test(text);
    if (!isWhole && !TAG_START.test(text)) return nok(code);
    effects.consume(code);
    if (!isWhole) return inside;
    effects.exit('htmlTextData');
    effects.exit('htmlText');
    return text === '==' ? afterMark : text.endsWith(']') ? afterTarget : ok;
  };
  const { previous } = this;
  /** `[[1]](address)` is a link. */
  const afterTarget: State = (code) => (code === 40 || code === 58 || code === 91 ? nok(code) : ok(code));
  /** Not in `a == b`, nor a line of them. */
  const afterMark: State = (code) => {
    const isWord = (side: Code) => side !== null && /[\p{L}\p{N}]/u.test(signOf(side));
    return code !== 61 && previous !== 61 && isWord(previous) !== isWord(code) ? ok(code) : nok(code);
  };
  return (code) => {
    effects.enter('htmlText');
    effects.enter('htmlTextData');
    return inside(code);
  };
}
