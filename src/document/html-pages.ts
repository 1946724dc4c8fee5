/** HTML of one page, or of all pages of one article -> one document. */
import type { Root, RootContent } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import { KlartextError } from '../errors.ts';
import { CUT_PAGE, MORE_PAGES } from './html/page-end.ts';
import { CONSENT_PAGE, ERROR_PAGE, PAYWALLED } from './html/page-kind.ts';
import { isSameTitle } from './html/same-title.ts';
import { type HtmlDocument, type HtmlOptions, parseHtml, TOO_LARGE } from './html.ts';
import { type ArticlePage, pagesIn } from './joined-pages.ts';
import { checkLength } from './limits.ts';

/** What a title says of its page: `Titel – Seite 2 von 3`. */
const PAGE_NUMBER = /[\s|(–—:,-]{1,9}(?:seite|page|teil) ?\d{1,3}(?: ?(?:von|of|\/) ?\d{1,3})?\W{0,9}$/i;
/** Such a page is none of the article after all. */
const NO_ARTICLE = rules(ERROR_PAGE, CONSENT_PAGE);
/** What may be so of any page; the others are of a page that is all there is. */
const OF_ANY = rules(CUT_PAGE, PAYWALLED, TOO_LARGE);

/** As `parseHtml`; joined pages become one article, of which the first page tells title, authors and dates. */
export function parsePages(text: string, options: HtmlOptions = {}): HtmlDocument {
  const pages = pagesIn(text);
  if (!pages) return parseHtml(text, options);
  const [first] = pages as [ArticlePage];
  const parts: HtmlDocument[] = [];
  for (const { url, html } of pages) {
    const following = { first: first.url, number: parts.length + 2 };
    const part = readPart(() => parseHtml(html, { ...options, url, following }), parts.length > 0);
    if (!part) break;
    parts.push(part);
  }
  return join(parts as [HtmlDocument, ...HtmlDocument[]]);
}

/** What comes after the first page is left out, as if it had not been there, where it is no article. */
function readPart(parse: () => HtmlDocument, isOther: boolean): HtmlDocument | undefined {
  try {
    const part = parse();
    return isOther && part.warnings?.some(({ ruleId }) => NO_ARTICLE.has(ruleId)) ? undefined : part;
  } catch (error) {
    if (isOther && error instanceof KlartextError && error.code === 'INPUT_UNSUPPORTED') return undefined;
    throw error;
  }
}

function join(parts: [HtmlDocument, ...HtmlDocument[]]): HtmlDocument {
  const [whole, ...others] = parts;
  const { root, metadata } = whole;
  for (const part of others) {
    renumberNotes(part.root, countNotes(root));
    root.children.push(...asChapter(part, whole));
  }
  checkLength(textOf(root).length);
  const warnings = parts.flatMap((part, index) =>
    (part.warnings ?? []).filter(({ ruleId }) =>
      ruleId === MORE_PAGES ? index === others.length : index === 0 || OF_ANY.has(ruleId),
    ),
  );
  const blocks = parts.flatMap((part) => part.blocks ?? []);
  return {
    ...{ root, metadata },
    ...(warnings.length > 0 ? { warnings } : {}),
    ...(blocks.length > 0 ? { blocks } : {}),
  };
}

/** What a page is called, and the first one is not, is the heading of a chapter. */
function asChapter(part: HtmlDocument, first: HtmlDocument): Root['children'] {
  const known = namesOf(first);
  const name = namesOf(part).find((one) => !known.some((other) => isSameTitle(one, other)));
  const { children } = part.root;
  const isName = (node: RootContent) => node.type === 'heading' && node.depth === 1 && textOf(node) === name;
  if (name === undefined) return children;
  return [
    { type: 'heading', depth: 2, children: [{ type: 'text', value: name }] },
    ...children.filter((node) => !isName(node)),
  ];
}

/** The best first. */
function namesOf({ metadata, blocks = [] }: HtmlDocument): string[] {
  const headlines = blocks.filter(({ name }) => name === 'h1').map(({ text }) => text);
  return [...headlines, (metadata.title ?? '').replace(PAGE_NUMBER, '')].filter(Boolean);
}

function countNotes(root: Root): number {
  return root.children.filter(({ type }) => type === 'footnoteDefinition').length;
}

/** Each page counts from one. */
function renumberNotes(root: Root, before: number): void {
  visit(root, ['footnoteReference', 'footnoteDefinition'], (node) => {
    if (node.type !== 'footnoteReference' && node.type !== 'footnoteDefinition') return;
    node.label = node.identifier = String(Number(node.identifier) + before);
  });
}

function rules(...warnings: { ruleId: string }[]): ReadonlySet<string> {
  return new Set(warnings.map(({ ruleId }) => ruleId));
}
