/** HTML text -> hast, by the parser that browsers' rules describe, within bounds whatever comes. */
import type { Nodes, Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, html as names, Parser } from 'parse5';
import { MAX_NODES, MAX_OPEN_ELEMENTS, TooMuchHtml, tameTags, textOfTags } from './guard.ts';
import { RunTokenizer } from './run-tokenizer.ts';
import { composeShadow } from './shadows.ts';
import { showTemplates } from './templates.ts';

type Document = DefaultTreeAdapterMap['document'];
type Parent = DefaultTreeAdapterMap['parentNode'];

/** Levels kept; what is deeper becomes a child of the last one. Browsers stop at 512, our walks are recursive. */
const MAX_DEPTH = 200;
/** Characters of an element's classes that are read: many a question is asked of them, and no page needs so many. */
const MAX_CLASS = 10_000;

export interface ParsedTree {
  tree: Root;
  /** The page passed a limit: only its text was read. */
  textOnly: boolean;
}

/** Never throws for what the HTML holds, never overflows the stack; time is linear in `html.length`. */
export function parseTree(html: string): ParsedTree {
  const tame = tameTags(html);
  if (tame !== undefined) {
    try {
      const document = parseBounded(tame);
      flatten(document);
      return { tree: fromParse5(document) as Nodes as Root, textOnly: false };
    } catch (error) {
      if (!(error instanceof TooMuchHtml)) throw error;
    }
  }
  return { tree: textOfTags(html), textOnly: true };
}

/** parse5's own tree, counted while it grows, and without the text of scripts and styles. */
function parseBounded(html: string): Document {
  let nodes = 0;
  let open = 0;
  const parser = new Parser<DefaultTreeAdapterMap>({
    scriptingEnabled: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(tagName, namespace, attributes) {
        if (++nodes > MAX_NODES) throw new TooMuchHtml();
        if (namespace === names.NS.HTML && isUnread(tagName, attributes)) skipRawText(parser, tagName);
        const classes = attributes.find(({ name }) => name === 'class');
        if (classes && classes.value.length > MAX_CLASS) classes.value = classes.value.slice(0, MAX_CLASS);
        return defaultTreeAdapter.createElement(tagName, namespace, attributes);
      },
      onItemPush() {
        if (++open > MAX_OPEN_ELEMENTS) throw new TooMuchHtml();
      },
      onItemPop() {
        open--;
      },
    },
  });
  parser.tokenizer = new RunTokenizer(parser);
  parser.tokenizer.write(html, true);
  return parser.document;
}

/** Of all scripts, JSON-LD and formulas are read; styles never are. */
function isUnread(tagName: string, attributes: readonly { name: string; value: string }[]): boolean {
  if (tagName === 'style') return true;
  return tagName === 'script' && !attributes.some(({ value }) => /ld\+json|^math\/tex/i.test(value));
}

/**
 * Half of a page is scripts, and the parser reads them letter by letter. While it makes the element, it stands at the
 * end of its start tag; it goes on at the end tag, or at a comment, in which an end tag may be none.
 */
function skipRawText({ tokenizer: { preprocessor } }: Parser<DefaultTreeAdapterMap>, tagName: string): void {
  const next = tagName === 'script' ? /<!--|<\/script[\s/>]/gi : /<\/style[\s/>]/gi;
  next.lastIndex = preprocessor.pos + 1;
  const found = next.exec(preprocessor.html);
  if (found) preprocessor.pos = found.index - 1;
}

/** Empties drawings, shows shadows and templates, and lifts what lies deeper than MAX_DEPTH up to it; without recursion, since depth is what it is for. */
function flatten(document: Document): void {
  const waiting: [Parent, number][] = [[document, 0]];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const [parent, depth] = next;
    composeShadow(parent);
    showTemplates(parent);
    if (parent.nodeName === 'svg') parent.childNodes = [];
    else if (depth === MAX_DEPTH) parent.childNodes = leavesOf(parent);
    else for (const child of parent.childNodes) if ('childNodes' in child) waiting.push([child, depth + 1]);
  }
}

/** The text nodes and childless elements under a parent, in order. */
function leavesOf(parent: Parent): Parent['childNodes'] {
  const found: Parent['childNodes'] = [];
  const waiting = parent.childNodes.toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (!('childNodes' in next) || next.childNodes.length === 0) found.push(next);
    else for (const child of next.childNodes.toReversed()) waiting.push(child);
  }
  return found;
}
