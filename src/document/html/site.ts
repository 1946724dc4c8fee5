/** What is known of one site's pages, as CSS selectors, and its use on a page. */
import { compile, type Options, selectAll } from 'css-select';
import type { Element, Nodes, Parents, Root } from 'hast';
import { attribute, fold, textOf } from './nodes.ts';

export interface SiteSelectors {
  /** The first that finds something holds the article; without one, or when none does, it is looked for as on any page. */
  body?: readonly string[] | undefined;
  /** What goes before anything else is looked at. */
  strip?: readonly string[] | undefined;
  /** The first that finds text is the title. */
  title?: readonly string[] | undefined;
}

export interface SiteContent {
  body?: Root;
  title?: string;
}

/** Throws an Error that says what is wrong with a selector. */
export function checkSelector(selector: string): void {
  compile<Nodes, Element>(selector, { adapter: adapterFor(new Map()) });
}

/** Takes out of the tree what the site strips, and finds its article and title. Changes the tree. */
export function applySite(tree: Root, site: SiteSelectors): SiteContent {
  const parents = new Map<Nodes, Parents>();
  const note = (parent: Parents) => {
    for (const child of parent.children) {
      parents.set(child as Nodes, parent);
      if ('children' in child) note(child);
    }
  };
  note(tree);
  const options = { adapter: adapterFor(parents) };
  const find = (selector: string) => selectAll<Nodes, Element>(selector, tree, options);
  const title = site.title
    ?.flatMap(find)
    .map((element) => fold(textOf(element)))
    .find((text) => text !== '');
  for (const element of site.strip?.flatMap(find) ?? []) {
    // `[class*="ads"]` may well fit the page's own `<body class="no-ads">`.
    if (element.tagName === 'html' || element.tagName === 'body') continue;
    const siblings = parents.get(element)?.children as Nodes[] | undefined;
    const index = siblings?.indexOf(element) ?? -1;
    if (index >= 0) siblings?.splice(index, 1);
  }
  const found = site.body
    ?.map(find)
    .find((elements) => elements.some((element) => fold(textOf(element)) !== ''));
  const body = found && { type: 'root' as const, children: outermost(found, parents) };
  return { ...(title ? { title } : {}), ...(body ? { body } : {}) };
}

function outermost(elements: readonly Element[], parents: ReadonlyMap<Nodes, Parents>): Element[] {
  const all = new Set<Nodes>(elements);
  return elements.filter((element) => {
    for (let above = parents.get(element); above; above = parents.get(above))
      if (all.has(above)) return false;
    return true;
  });
}

/** hast as css-select wants to see it. */
function adapterFor(parents: ReadonlyMap<Nodes, Parents>): NonNullable<Options<Nodes, Element>['adapter']> {
  const childrenOf = (node: Nodes | undefined) =>
    node && 'children' in node ? (node.children as Nodes[]) : [];
  return {
    isTag: (node): node is Element => node.type === 'element',
    getAttributeValue: (element, name) => {
      const key = propertyOf(element, name);
      return key === undefined ? undefined : attribute(element, key);
    },
    hasAttrib: (element, name) => propertyOf(element, name) !== undefined,
    getChildren: childrenOf,
    getName: (element) => element.tagName,
    getParent: (element) => parents.get(element) ?? null,
    getSiblings: (node) => childrenOf(parents.get(node)),
    getText: textOf,
    removeSubsets: (nodes) => outermost(nodes as Element[], parents),
  };
}

/** hast names attributes in camel case: `className`, `dataRole`. */
function propertyOf(element: Element, name: string): string | undefined {
  const plain = name === 'class' ? 'classname' : name === 'for' ? 'htmlfor' : name.replaceAll('-', '');
  return Object.keys(element.properties).find((key) => key.toLowerCase() === plain.toLowerCase());
}
