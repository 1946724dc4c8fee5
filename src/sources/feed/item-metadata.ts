/** What a feed knows of an entry, as our metadata. */
import type { Metadata } from '../../types.ts';
import { feedDate } from './feed-date.ts';
import { absolute, type FeedItem, known, type ParsedFeed } from './feed-item.ts';
import { plainText, titleText } from './plain-text.ts';

/**
 * Categories, enclosures and the date of change are kept under `extra`. `url` is the entry's, absolute; what else is
 * relative is so to `base`.
 */
export function itemMetadata(
  item: FeedItem,
  feed: ParsedFeed,
  url: string | undefined,
  base: string | undefined,
): Metadata {
  const { authors, categories, image, summary, title, updated } = item;
  const enclosures = item.enclosures.map((file) => ({ ...file, url: absolute(file.url, base) }));
  const extra = known({
    categories: categories.length > 0 ? categories : undefined,
    enclosures: enclosures.length > 0 ? enclosures : undefined,
    updated: feedDate(updated),
  });
  const language = item.language ?? feed.language;
  return known({
    title: title && titleText(title),
    author: authors.map((name) => plainText({ value: name, format: 'html' })).join(', '),
    site: feed.title && titleText(feed.title),
    published: feedDate(item.published) ?? feedDate(updated),
    url,
    image: image && absolute(image, base),
    description: summary && plainText(summary),
    declaredLanguage: language?.trim().replaceAll('_', '-').toLowerCase(),
    extra: Object.keys(extra).length > 0 ? extra : undefined,
  }) as Metadata;
}
