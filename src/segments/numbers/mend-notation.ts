/** Numbers that an engine left as German writes them. */

/** Grouped by points, or with a comma before one or two places; not within names, addresses and dates. */
const GERMAN_NOTATION =
  /(?<![\p{L}\d.,:/@_-])(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2})(?![\p{L}\d/@_-]|[.,:]\d)/gu;
const MARKED = /\d[.,]\d/u;
/** What stands before the number of a version: its point groups nothing. */
const VERSION =
  /(?:version|release|build|firmware|kernel|update|patch|android|chrome|firefox|ios|macos|linux|ubuntu|debian|windows|node|python|java|php|(?<!\p{L})v)\.?\s?$/iu;

/** Texts of the numbers in German notation, as they stand. */
export function germanNotations(text: string): string[] {
  if (!MARKED.test(text)) return [];
  const found = [...text.matchAll(GERMAN_NOTATION)];
  return found.filter(({ index }) => !isVersion(text, index)).map(([number]) => number);
}

/** Whether what begins at `index` is the number of a version. */
export function isVersion(text: string, index: number): boolean {
  return VERSION.test(text.slice(Math.max(0, index - 10), index));
}

/**
 * The translation with each number that it has from its source as it stood, such as `1.234,56`, in English notation:
 * `1,234.56`, or half as it stood: `1.234.56`. What is another number in English and not in the source is left: the
 * checks look at it.
 */
export function mendNotation(source: string, target: string): string {
  if (!MARKED.test(target)) return target;
  const german = new Set(germanNotations(source));
  if (german.size === 0) return target;
  const mended = target.replace(GERMAN_NOTATION, (number: string, index: number) =>
    german.has(number) && !isVersion(target, index) ? toEnglish(number) : number,
  );
  return [...german].filter((number) => /\..*,/u.test(number)).reduce(mendHalf, mended);
}

function mendHalf(target: string, number: string): string {
  const anyMarks = number.replace(/[.,]/gu, '[.,]');
  return target.replace(
    new RegExp(`(?<![\\p{L}\\d.,])${anyMarks}(?![\\p{L}\\d]|[.,]\\d)`, 'gu'),
    toEnglish(number),
  );
}

/** With points and commas changing places. */
export function toEnglish(number: string): string {
  return number.replace(/[.,]/gu, (mark) => (mark === '.' ? ',' : '.'));
}
