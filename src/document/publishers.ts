/** Whose document it is: what repeats among the articles of one publisher is that publisher's. */
import type { DocumentData } from '../types.ts';

/** The host, a leading `www.` aside, and the source as `source:<name>`; what is not known is left out. */
export function publishersOf({ metadata, source }: Pick<DocumentData, 'metadata' | 'source'>): string[] {
  const host = hostOf(metadata.url);
  return [...(host ? [host] : []), ...(source ? [`source:${source}`] : [])];
}

/** Lower case, without a leading `www.`; undefined without an address. */
export function hostOf(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  return new URL(url).hostname.replace(/^www\./, '') || undefined;
}
