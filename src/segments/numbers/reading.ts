/** What a text says in numbers, so that two languages' notations can be compared by value. */

/** A number found in a text, or the word for a large one (`million`) that multiplies the number before it. */
export interface NumberItem {
  start: number;
  end: number;
  /**
   * Ways to read it; each is a list of values that belong together. `17.30` is 17.3, or 17 and 30.
   * Empty for a word of scale.
   */
  ways: readonly (readonly number[])[];
  /** By how much it multiplies what stands before it. */
  scale?: number;
  /** Whether the other text must say it too; number words may come and go. */
  stated: boolean;
}

/** One number that a text states: in one of its ways, all its values must be in the other text. */
export interface Statement {
  text: string;
  /** What follows it, enough to see its unit. */
  after: string;
  ways: readonly (readonly number[])[];
}

export interface Reading {
  statements: readonly Statement[];
  /** Every number of the text, stated or not. */
  numbers: readonly Statement[];
  /** Every value that the text says in some reading, digits and words. */
  known: ReadonlySet<number>;
}

/** Characters behind a number that can hold its unit. */
const AFTER = 24;
/** How many numbers before a word of scale may share it: `2 bis 3 Millionen`. */
const SHARED = 2;

/** Joins numbers with their scales. `items` are in the text's order; `extra` are values known besides. */
export function readItems(
  text: string,
  items: readonly NumberItem[],
  extra: readonly number[] = [],
): Reading {
  const known = new Set(extra);
  const statements: Statement[] = [];
  const numbers: Statement[] = [];
  const singles: number[] = [];
  for (let index = 0; index < items.length; index++) {
    const item = items[index] as NumberItem;
    for (const way of item.ways) for (const value of way) known.add(value);
    let { ways, end, stated } = item;
    let scale = item.scale;
    for (
      let next = items[index + 1];
      next?.scale && isJoined(text, end, next.start);
      next = items[index + 1]
    ) {
      scale = (scale ?? 1) * next.scale;
      ({ end } = next);
      stated ||= next.stated;
      index += 1;
    }
    if (scale !== undefined) {
      const factor = scale;
      const values = ways.length === 0 ? [factor] : ways.flatMap((way) => (way.length === 1 ? way : []));
      ways = values.map((value) => [ways.length === 0 ? value : round(value * factor)]);
      for (const value of singles.slice(-SHARED)) known.add(round(value * factor));
    }
    for (const [value] of ways) if (value !== undefined) known.add(value);
    singles.push(...item.ways.flatMap((way) => (way.length === 1 ? way : [])));
    const number = { text: text.slice(item.start, end), after: text.slice(end, end + AFTER), ways };
    numbers.push(number);
    if (stated && ways.length > 0) statements.push(number);
  }
  return { statements, numbers, known };
}

/** The statements of one text that the other does not say. */
export function missingFrom(other: Reading, { statements }: Reading): Statement[] {
  return statements.filter(({ ways }) => !ways.some((way) => way.every((value) => other.known.has(value))));
}

/** Takes away what floating point adds. */
export function round(value: number): number {
  return Number(value.toPrecision(12));
}

function isJoined(text: string, end: number, start: number): boolean {
  return start - end <= 3 && /^[\s-]*(?:a )?$/u.test(text.slice(end, start));
}

/** Addresses hold numbers that say nothing; what stands behind them keeps its place. */
export function blankAddresses(text: string): string {
  return text.includes('://')
    ? text.replace(/[a-z]+:\/\/\S+/giu, (address) => ' '.repeat(address.length))
    : text;
}
