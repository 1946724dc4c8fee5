/** Whether two titles are one. */

/** Equal up to case, punctuation and a kicker or a site's name at one end. */
export function isSameTitle(a: string, b: string): boolean {
  if (a.length > 3 * b.length + 40 || b.length > 3 * a.length + 40) return false;
  return isSameKey(titleKey(a), titleKey(b));
}

/** The same question of two `titleKey`s, for who asks it often. */
export function isSameKey(x: string, y: string): boolean {
  if (x === '' || y === '') return false;
  if (x === y) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return (
    short.length >= 12 && short.length > long.length * 0.5 && (long.startsWith(short) || long.endsWith(short))
  );
}

/** Letters and digits alone, lower case. By code ranges: Unicode classes cost ten times as much. */
export function titleKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9\u00c0-\u1fff\u2c00-\ud7ff]+/g, '');
}
