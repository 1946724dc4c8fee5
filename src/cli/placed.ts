import { shownUrl } from '../sources/canonical-url.ts';

/** A message after the file, listing or item that it is about, unless it names it already. */
export function placed(where: string, message: string): string {
  const place = /^https?:/.test(where) ? shownUrl(where) : where;
  return message.includes(place) ? message : `${place}: ${message}`;
}
