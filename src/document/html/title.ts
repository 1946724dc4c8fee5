/** Which of a page's many titles is the article's. */
import type { Element, Root } from 'hast';
import { chooseHeadline, slugKey, textOfHeadline } from './choose-headline.ts';
import { headlinesOf } from './headlines.ts';
import { attribute, fold, textOf } from './nodes.ts';
import { titleKey } from './same-title.ts';
import { cutSite, type SiteNames, siteNames, withoutSite } from './site-name.ts';

export interface TitleHints {
  /** JSON-LD's headline, or ''. */
  headline: string;
  openGraph: string;
  /** The site's name, or ''; it is cut off a `<title>`. */
  site: string;
  /** Where the page stands, or ''. */
  url: string;
  /** What its source calls the page, or ''; it stands for a `<title>` that is missing, as in items of feeds. */
  known: string;
}

/** Between the parts of a `<title>`. */
const PART = /\s+[|–—\-»«·•:›]+\s+|\s*\|\s*|:\s+/;

/**
 * The heading that readers see, where one agrees with what the page says about itself; else the page's word.
 * '' when there is none.
 */
export function chooseTitle(tree: Root, elements: readonly Element[], hints: TitleHints): string {
  const all = headlinesOf(tree);
  const homes = all.filter(({ isHome }) => isHome).map(({ text }) => text);
  const sites = siteNames([hints.site, ...homes], hints.url);
  const page = pageWords(elements, hints, sites);
  const headlines = all.filter(({ isHome, text }) => !isHome && !sites.has(titleKey(text)));
  const chosen = chooseHeadline(headlines, page);
  if (chosen) return textOfHeadline(chosen, page);
  const first = [...headlines, ...all].find(({ rank }) => rank === 1)?.text;
  return page.titles[0] ?? first ?? itemName(elements);
}

function pageWords(elements: readonly Element[], hints: TitleHints, sites: SiteNames) {
  const { headline, openGraph, url, known } = hints;
  const title = elements.find((node) => node.tagName === 'title');
  const whole = title ? fold(textOf(title)) : '';
  // What stands in a longer `<title>` lacks the site's name already.
  const isPart = titleKey(whole) !== titleKey(openGraph) && titleKey(whole).includes(titleKey(openGraph));
  const cut = (isPart ? cutSite : withoutSite)(openGraph, sites);
  const told = [headline, cut, withoutSite(whole, sites) || known];
  const titles = told.filter((text) => text !== '' && !sites.has(titleKey(text)));
  return {
    titles: titles.length > 0 ? titles : told.filter(Boolean),
    parts: (headline || openGraph || whole).split(PART).map(titleKey).filter(Boolean),
    slug: slugOf(url),
  };
}

function slugOf(url: string): string {
  const path = URL.canParse(url) ? new URL(url).pathname.replace(/\.\w{2,5}$/, '') : '';
  return slugKey(titleKey(path.split('/').findLast(Boolean) ?? ''));
}

function itemName(elements: readonly Element[]): string {
  for (const node of elements) if (attribute(node, 'itemProp') === 'headline') return fold(textOf(node));
  return '';
}
