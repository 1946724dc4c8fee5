/** Of an hour after twelve no half of the day is named: `17:30 p.m.` is `17:30`. */
const HALF = /(?<=(?<![\d:.,])(?:1[3-9]|2[0-4])[:.][0-5]\d) ?[ap](?:\.m\.|m(?!\p{L}))/giu;
const SENTENCE_ENDS = /^["”’)\]]*(?:\s*$|\s+\p{Lu})/u;

/** The translation without them; a point that also ended the sentence stays. */
export function mendTimes(target: string): string {
  return target.replace(HALF, (half: string, index: number) =>
    half.endsWith('.') && SENTENCE_ENDS.test(target.slice(index + half.length)) ? '.' : '',
  );
}
