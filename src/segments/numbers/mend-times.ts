/** Times of day that an engine made other numbers of, or put into a half of the day that has no such hour. */

/** `17:30 p.m.`, `23 a.m.`, `17 o'clock`; an hour alone only with what can be nothing else. */
const HALF =
  /(?<![\d:.,])(1[3-9]|2[0-4])(?:([:.][0-5]\d) ?(?:[ap](?:\.m\.?|m(?!\p{L}))|o['’]clock)| (?:[ap]\.m\.?|o['’]clock))/giu;
const SENTENCE_ENDS = /^["”’]*(?:\s*$|\s+\p{Lu})/u;
/** `15.30 Uhr`, and the first of `15.00 bis 18.00 Uhr`. */
const GERMAN_TIME =
  /(?<![\d.,:])((?:[01]?\d|2[0-4])[.:][0-5]\d)(?=\s?(?:bis|und|[-–])\s?\d{1,2}[.:]\d\d\s?Uhr|\s?Uhr)/gu;

/**
 * Hours after twelve as `17:30` and `23:00`, without a half of the day; a point that also ended the sentence stays. A
 * time that the source has, and no such number, is none with a comma either: `15,00 to 18:00`.
 */
export function mendTimes(source: string, target: string): string {
  const mended = target.replace(
    HALF,
    (time: string, hour: string, minutes: string | undefined, index: number) => {
      const ends = time.endsWith('.') && SENTENCE_ENDS.test(target.slice(index + time.length));
      return `${hour}${minutes ?? ':00'}${ends ? '.' : ''}`;
    },
  );
  const times = source.includes('Uhr') ? [...source.matchAll(GERMAN_TIME)].map(([, time = '']) => time) : [];
  return times.reduce((text, time) => {
    const [hour = '', minutes = ''] = time.split(/[.:]/);
    const number = new RegExp(`(?<![\\d.,:])${hour}[.,]${minutes}(?![\\d%€]|[.,:]\\d)`, 'gu');
    const isOnlyTime = [...source.matchAll(number)].length <= times.filter((one) => one === time).length;
    return isOnlyTime ? text.replace(number, `${hour}:${minutes}`) : text;
  }, mended);
}
