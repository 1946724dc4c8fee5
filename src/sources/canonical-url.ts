/** One address for one page: what identifies it stays, what follows its readers goes. */
import { parseUrl } from '../document/html/links.ts';

/** Parameters that say where a reader came from and never what a page shows. */
const TRACKING =
  /^(?:utm_\w+|pk_\w+|mtm_\w+|piwik_\w+|matomo_\w+|at_(?:medium|campaign|custom\d)|(?:fb|g|dc|tw|ms|y|tt|irc|wicked)clid|li_fat_id|srsltid|gbraid|wbraid|gclsrc|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|vero_(?:id|conv)|oly_(?:anon|enc)_id|wt\.?_?(?:mc|zmc|tsrc|cja)[\w.]*|wtmc|ocid|ref_src|ns_(?:mchannel|source|campaign|linkname|fee)|sc_(?:campaign|channel|content|medium|outcome)|xtor|cmpid|spm|_ga|_gl|__twitter_impression)$/i;

/**
 * The form by which a page is known: no fragment, no tracking parameters, the rest as it came and in its order.
 * `base` resolves relative addresses. Undefined for what is no http(s) address or holds a user name or password.
 */
export function canonicalUrl(address: string, base?: string): string | undefined {
  const url = parseUrl(address.trim(), base);
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  // Pages of old single-page sites are told apart by `#!` only.
  if (!url.hash.startsWith('#!')) url.hash = '';
  url.hostname = url.hostname.replace(/\.$/, '');
  // By hand: URLSearchParams would write the parameters that stay in another way.
  const parameters = url.search.slice(1).split('&');
  url.search = parameters.filter((parameter) => parameter !== '' && !isTracking(parameter)).join('&');
  return url.href;
}

/** The address, or key, by which the same is known at a site that goes over from http to https, or back. */
export function otherScheme(address: string): string | undefined {
  const [, secure, rest] = /^http(s?):\/\/([^/:]+(?:\/.*)?)$/s.exec(address) ?? [];
  return rest === undefined ? undefined : `http${secure ? '' : 's'}://${rest}`;
}

/** Without what may be secret (user, password, query): for messages. */
export function shownUrl(address: string): string {
  const url = parseUrl(address);
  return url ? `${url.protocol}//${url.host}${url.pathname}` : 'an address that is none';
}

function isTracking(parameter: string): boolean {
  return TRACKING.test(parameter.split('=', 1)[0] as string);
}
