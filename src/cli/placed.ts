import { shownUrl } from '../sources/canonical-url.ts';

/** A message after the file, listing or item that it is about, unless it names it already. */
export function placed(where: string, message: string): string {
  // Behind the `#` stands which entry of a feed it is.
  const [, entry = ''] = /(#.*)$/s.exec(where) ?? [];
  const place = /^https?:/.test(where) ? shownUrl(where) + entry : where;
  return message.includes(place) ? message : `${place}: ${message}`;
}
