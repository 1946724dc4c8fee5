/** Lists of a plain text: runs of marked lines that are really lists. */

export interface ListMark {
  ordered: boolean;
  /** The sign of a bullet, or the dot or bracket after a number: items of one list share it. */
  sign: string;
  /** For numbered items. */
  number: number;
  /** Characters of the line before the item's text. */
  length: number;
}

const BULLET = /^([-*•·▪◦‣–—])[ \t\u00a0]+(?=\S)/u;
const NUMBER = /^(\d{1,3})([.)])[ \t\u00a0]+(?=\S)/;

/** The list mark that a line starts with, if any. */
export function listMark(text: string): ListMark | undefined {
  const bullet = BULLET.exec(text);
  if (bullet) return { ordered: false, sign: bullet[1] ?? '', number: 0, length: bullet[0].length };
  const numbered = NUMBER.exec(text);
  if (!numbered) return undefined;
  return { ordered: true, sign: numbered[2] ?? '', number: Number(numbered[1]), length: numbered[0].length };
}

export interface MarkedItem {
  mark: ListMark;
  /** The item's text without its mark. */
  text: string;
}

/**
 * Whether a run of items at one level is a list. Numbers must count up by one from 0 or 1, in two items or
 * more, since `3. Oktober` is no item; dashes must not be speech; one `•` is enough, other signs need two.
 */
export function isList(items: readonly MarkedItem[]): boolean {
  const [first] = items;
  if (!first) return false;
  if (first.mark.ordered) {
    return (
      items.length > 1 &&
      first.mark.number <= 1 &&
      items.every(({ mark }, i) => mark.number === first.mark.number + i)
    );
  }
  if (/[•·▪◦‣]/u.test(first.mark.sign)) return true;
  return items.length > 1 && !isDialogue(items);
}

/** Speech set off by dashes: questions, exclamations, or a verb of saying after a comma. */
function isDialogue(items: readonly MarkedItem[]): boolean {
  if (items[0]?.mark.sign === '*') return false;
  const spoken = items.filter(
    ({ text }) =>
      /[!?…]["“»]?$/u.test(text) ||
      /[,!?–—] (?:sagte?|fragte?|rief|antwortete|erwiderte|meinte|flüsterte|schrie|said|asked)\b/u.test(text),
  );
  const sentences = items.filter(({ text }) => /[.!?…]["“»]?$/u.test(text));
  const isLongDash = /[–—]/u.test(items[0]?.mark.sign ?? '');
  return spoken.length * 3 >= items.length || (isLongDash && sentences.length === items.length);
}
