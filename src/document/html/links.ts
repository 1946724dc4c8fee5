/** Addresses in a page -> absolute ones that may stand in Markdown. */
import type { Element, Root } from 'hast';
import { attribute, elementsOf, findElement } from './nodes.ts';

/** Schemes that a reader can follow from a text file. */
const KEPT_SCHEMES = /^(?:https?|mailto|tel|ftp|sms|xmpp|news|irc|magnet|geo):/i;

/** Where what is gone, and what wants a login, is sent: the front of a site, in a language or not. */
const HOME = /^\/(?:[a-z]{2}(?:[-_][a-z]{2})?\/?)?(?:(?:index|default|home|start(?:seite)?)(?:\.\w+)?\/?)?$/i;

/** What relative addresses are relative to: `<base href>` if the page has one, itself relative to `pageUrl`. */
export function baseOf(tree: Root, pageUrl: string | undefined): string | undefined {
  const base = findElement(tree, 'base');
  return (base && resolveUrl(attribute(base, 'href'), pageUrl)) || pageUrl;
}

/** The absolute http(s) form of an address, or `undefined` where there is none. */
export function resolveUrl(address: string, base: string | undefined): string | undefined {
  const trimmed = address.trim();
  if (trimmed === '') return undefined;
  const url = URL.parse?.(trimmed, base) ?? parseUrl(trimmed, base);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

/** Undefined for what is no address. */
export function parseUrl(address: string, base?: string | undefined): URL | undefined {
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

/** Whether an address is that of a site's front, which some sites name as the address of every page. */
export function isHome(address: string): boolean {
  const url = parseUrl(address);
  return url !== undefined && url.search === '' && HOME.test(url.pathname);
}

/**
 * Makes links and images absolute in place. A link that leads nowhere from a text file (`javascript:`, `data:`,
 * a place in the page) becomes its text; an image of that kind goes. Without a base, relative addresses stay.
 */
export function absolutise(root: Root, base: string | undefined): void {
  for (const node of elementsOf(root)) {
    if (node.tagName === 'a') absolutiseLink(node, base);
    else if (node.tagName === 'img') node.properties.src = address(attribute(node, 'src'), base) ?? '';
    else if (node.properties.cite) delete node.properties.cite;
  }
}

function absolutiseLink(link: Element, base: string | undefined): void {
  const href = attribute(link, 'href').trim();
  const url = href.startsWith('#') ? undefined : address(href, base);
  if (url)
    link.properties = { href: url, ...(link.properties.title ? { title: link.properties.title } : {}) };
  else Object.assign(link, { tagName: 'span', properties: {} });
}

function address(value: string, base: string | undefined): string | undefined {
  const trimmed = value.trim();
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(trimmed.replace(/[\t\n\r]/g, ''))?.[0];
  if (trimmed === '' || (scheme && !KEPT_SCHEMES.test(scheme))) return undefined;
  if (scheme && !/^https?:/i.test(scheme)) return trimmed;
  return resolveUrl(trimmed, base) ?? (base || scheme || trimmed.startsWith('//') ? undefined : trimmed);
}
