/**
 * The article of a page that shows none: what it carries for readers without scripts, or as data for its scripts.
 * Nothing is guessed: it stands under a name for an article's text, and is the page's by its title, or alone.
 */
import { isObject, type JsonObject, stringOf } from './json-ld.ts';
import { fold } from './nodes.ts';
import { pageDataOf } from './page-data.ts';
import { readJson } from './read-json.ts';
import { isSameTitle } from './same-title.ts';

interface Candidate {
  text: string;
  /** Of the object that holds it, or the nearest around that has one. */
  title: string;
}

/** No article is shorter. In characters without tags. */
const LEAST = 200;
const MAX_VALUES = 300_000;
const MAX_DEPTH = 40;
/** With fewer words a page's title may be its site's name. */
const TITLE_WORDS = 4;

const BODY =
  /^(?:(?:article|artikel|post|story|entry|page|main|full|rich|raw)[-_]?)?(?:body|content|contents|text|html|inhalt|copy|markup)(?:[-_]?(?:html|text|raw|content|value))?$|^(?:rendered|processed|article)$/i;
/** What stands under these is another's text, or none. */
const FOREIGN =
  /comment|kommentar|relat|teaser|recommend|similar|more|footer|header|legal|imprint|impressum|consent|cookie|privacy|config|setting|i18n|intl|locale|translation|messages|dictionary|navigation|menu|\bnav|author|sidebar|product|banner|newsletter|\bads?\b|advert|modal|dialog|error|script|style|css|query|excerpt|seo|optin|\btour|playlist|gallery|popup|tooltip|onboarding|template/i;
const TITLES = ['headline', 'title'];
const KINDS = [
  'type',
  '@type',
  'kind',
  '_type',
  '__typename',
  '__component',
  'component',
  'blockType',
  'name',
];
const TEXTS = ['text', 'html', 'content', 'value', 'body'];
const INNER = ['data', 'props', 'attributes', 'content', 'value'];
const WHOLE = /article|artikel|post|story|page|beitrag|news|entry|document$/i;
const HEADING = /head|title|^h[1-6]$/i;
const BLOCK_TAG = /<\/?(?:p|div|h[1-6]|ul|ol|li|table|blockquote|section|article|br)\b[^>]{0,500}>/i;
/** Requests for consent or for scripts, and what a program has still to fill in. */
const NO_ARTICLE = /javascript|cookies?\b|iframe|\{\{/i;

/**
 * HTML, or plain text with a line a paragraph; undefined where none is plainly this page's. `title` is the page's; of a
 * page that shows nothing (`isBare`) an article that stands alone is its own by whatever title.
 */
export function embeddedArticle(html: string, title: string, isBare: boolean): string | undefined {
  const noscript = isBare ? noscriptOf(html) : undefined;
  if (noscript) return noscript;
  const found = new Map<string, Candidate>();
  for (const { value, isIndexed } of pageDataOf(html)) {
    const list = isIndexed && Array.isArray(value) ? value : undefined;
    const at = (member: unknown) => (list && typeof member === 'number' ? list[member] : member);
    const roots = list ? list.filter(isObject) : [value];
    for (const root of roots) for (const one of articlesIn(root, at)) found.set(one.text, one);
  }
  const all = [...found.values()].sort((a, b) => lengthOf(b) - lengthOf(a));
  const [own] = all.filter((one) => isSameTitle(one.title, title));
  if (own || !isBare) return own?.text;
  const isTelling = title.split(/\s+/).length >= TITLE_WORDS;
  const [longest, next] = all.filter((one) => one.title === '' || !isTelling);
  return longest && (!next || lengthOf(longest) > 3 * lengthOf(next)) ? longest.text : undefined;
}

/** Whether it says by tags how it is built. */
export function isHtml(text: string): boolean {
  return BLOCK_TAG.test(text);
}

function noscriptOf(html: string): string | undefined {
  let longest = '';
  const open = /<noscript\b[^>]{0,500}>/gi;
  for (let tag = open.exec(html); tag; tag = open.exec(html)) {
    const end = html.indexOf('</noscript', open.lastIndex);
    if (end === -1) break;
    const inner = html.slice(open.lastIndex, end);
    if (inner.length > longest.length) longest = inner;
    open.lastIndex = end;
  }
  return isArticle(longest) ? longest : undefined;
}

interface Visit {
  value: unknown;
  title: string;
  /** One of several in a list, under no title of its own: a paragraph perhaps, and not the whole. */
  isPart: boolean;
  depth: number;
}

/** Walks without recursion; `at` answers what a member stands for. */
function* articlesIn(root: unknown, at: (member: unknown) => unknown): Generator<Candidate> {
  const waiting: Visit[] = [{ value: root, title: '', isPart: false, depth: 0 }];
  const seen = new Set<unknown>();
  for (let next = waiting.pop(); next && seen.size < MAX_VALUES; next = waiting.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null || seen.has(value) || depth > MAX_DEPTH) continue;
    seen.add(value);
    const isPiece = next.isPart && isObject(value) && kindOf(value) !== '' && !WHOLE.test(kindOf(value));
    const own = isObject(value) && !isPiece ? titleOf(value, at) : '';
    const title = own || next.title;
    const isPart = own === '' && (next.isPart || (Array.isArray(value) && value.length > 1));
    const inside = { title, isPart, depth: depth + 1 };
    const blocks = Array.isArray(value) && !next.isPart ? textOfBlocks(value.map(at)) : '';
    if (blocks) yield { text: blocks, title };
    else
      for (const [key, member] of Object.entries(value)) {
        if (!Array.isArray(value) && FOREIGN.test(key)) continue;
        const inner = at(member);
        if (typeof inner !== 'string') waiting.push({ ...inside, value: inner });
        else if (/^\s*[[{]/.test(inner) && inner.length > LEAST)
          waiting.push({ ...inside, value: readJson(inner) });
        else if (!isPart && BODY.test(key) && isArticle(inner)) yield { text: inner, title };
      }
  }
}

/** The paragraphs and headings of a list whose members each say what they are; '' for other lists. */
function textOfBlocks(list: readonly unknown[]): string {
  const blocks = list.filter(isObject);
  if (blocks.length < 2 || blocks.length < list.length) return '';
  let html = '';
  for (const block of blocks) {
    const kind = kindOf(block);
    if (!kind) return '';
    const inner = [block, ...INNER.map((key) => block[key]).filter(isObject)];
    const text = inner.flatMap((one) => TEXTS.map((key) => stringOf(one[key]))).find(Boolean) ?? '';
    if (text && !FOREIGN.test(kind.replace(HEADING, ''))) html += htmlOfBlock(kind, text);
  }
  return (html.match(/<p>/g)?.length ?? 0) > 1 && isArticle(html) ? html : '';
}

function htmlOfBlock(kind: string, text: string): string {
  if (isHtml(text)) return text;
  return HEADING.test(kind) && text.length < LEAST ? `<h2>${text}</h2>` : `<p>${text}</p>`;
}

function kindOf(object: JsonObject): string {
  return KINDS.map((key) => stringOf(object[key])).find(Boolean) ?? '';
}

function titleOf(object: JsonObject, at: (member: unknown) => unknown): string {
  const named = TITLES.map((key) => at(object[key])).map((value) =>
    isObject(value) ? stringOf(Object.values(value)[0]) : stringOf(value),
  );
  return named.find(Boolean) ?? '';
}

/** Sentences, and not a notice, a program, an address or a list of styles. */
function isArticle(text: string): boolean {
  const bare = fold(text.slice(0, 50_000).replace(/<[^>]{0,500}>/g, ' '));
  const sentences = bare.match(/\p{Ll}{2,}[.!?]["“”»«]?(?:\s|$)/gu)?.length ?? 0;
  return (
    bare.length >= LEAST &&
    sentences > 1 &&
    bare.length / sentences < 600 &&
    !NO_ARTICLE.test(bare.slice(0, 2 * LEAST))
  );
}

function lengthOf({ text }: Candidate): number {
  return text.length;
}
