/** German quotation marks to English ones, pair by pair. */

export type EnglishStyle = 'us' | 'gb';

type Family = 'double' | 'single';

interface Mark {
  offset: number;
  sign: string;
  family: Family;
  opens: boolean;
  closes: boolean;
}

interface Pair {
  open: Mark;
  close: Mark;
}

const SINGLE = new Set(['‚', '‘', '’', '›', '‹']);
const ENGLISH: Record<Family, readonly [string, string]> = { double: ['“', '”'], single: ['‘', '’'] };
const OUTER: Record<EnglishStyle, Family> = { us: 'double', gb: 'single' };

/**
 * The changes that make „…“, »…«, «…», ‚…‘, ›…‹ and paired "…" English, by offset: “…” with ‘…’ within, in
 * British style the other way round. English marks stay unless they stand within their like in US style.
 * Apostrophes and straight single quotes are never touched. Spaces just inside of a changed pair go.
 */
export function quoteEdits(text: string, style: EnglishStyle): Map<number, string> {
  const marks = findMarks(text);
  const { pairs, left } = pairUp(marks);
  const edits = new Map<number, string>();
  const around: { end: number; family: Family }[] = [];
  for (const pair of pairs) {
    while ((around.at(-1)?.end ?? Infinity) < pair.open.offset) around.pop();
    const family = familyOf(pair, around.at(-1)?.family, style);
    around.push({ end: pair.close.offset, family });
    const [open, close] = ENGLISH[family];
    if (pair.open.sign === open && pair.close.sign === close) continue;
    put(edits, pair.open, open);
    put(edits, pair.close, close);
    if (text[pair.open.offset + 1] === ' ') edits.set(pair.open.offset + 1, '');
    if (text[pair.close.offset - 1] === ' ') edits.set(pair.close.offset - 1, '');
  }
  for (const mark of left) {
    const [open, close] = ENGLISH[OUTER[style]];
    // These two cannot be English where they stand, with or without their other half.
    if (mark.sign === '„') put(edits, mark, open);
    else if (mark.sign === '“' && !mark.opens && mark.closes) put(edits, mark, close);
  }
  return edits;
}

/** The changes that make paired double marks straight, for the English of a text that has no others. */
export function plainQuoteEdits(text: string): Map<number, string> {
  const edits = new Map<number, string>();
  for (const { open, close } of pairUp(findMarks(text)).pairs) {
    if (open.family !== 'double') continue;
    put(edits, open, '"');
    put(edits, close, '"');
  }
  return edits;
}

/** Whether a text keeps to straight double quotation marks, by somebody's choice or a feed's. */
export function hasPlainQuotes(text: string): boolean {
  return text.includes('"') && !/[„“”»«]/.test(text);
}

function put(edits: Map<number, string>, { offset, sign }: Mark, wanted: string): void {
  if (sign !== wanted) edits.set(offset, wanted);
}

function familyOf({ open, close }: Pair, around: Family | undefined, style: EnglishStyle): Family {
  const isEnglish = open.sign === ENGLISH[open.family][0] && close.sign === ENGLISH[open.family][1];
  // An English single pair may be two apostrophes; a British double pair may be meant.
  if (isEnglish && open.family !== OUTER[style]) return open.family;
  if (isEnglish && style === 'gb') return open.family;
  if (around === undefined) return OUTER[style];
  return around === 'double' ? 'single' : 'double';
}

/** All marks with what they can be where they stand; apostrophes within words are none. */
function findMarks(text: string): Mark[] {
  return [...text.matchAll(/[„“”»«"‚‘’›‹]/g)].flatMap(({ 0: sign, index: offset }) => {
    const before = text[offset - 1] ?? ' ';
    const after = text[offset + 1] ?? ' ';
    const mayOpen = /[\s([{–—/„“»«"‚‘›‹-]/.test(before) && !/\s/.test(after);
    const mayClose = !/[\s([{]/.test(before) && !/[\p{L}\p{N}\ufffc]/u.test(after);
    if (sign === '’' && !mayClose) return [];
    const family: Family = SINGLE.has(sign) ? 'single' : 'double';
    const opens = sign === '„' || sign === '‚' || (sign !== '”' && sign !== '’' && mayOpen);
    // A closing mark set off by a space is one all the same, if a mark waits for it.
    const closes = sign !== '„' && sign !== '‚' && (mayClose || !/[\p{L}\p{N}\ufffc]/u.test(after));
    return opens || closes ? [{ offset, sign, family, opens, closes }] : [];
  });
}

/** So many marks waiting for their other half are no quotations; bounds the search on hostile text. */
const MAX_OPEN = 50;

function pairUp(marks: readonly Mark[]): { pairs: Pair[]; left: Mark[] } {
  const open: Mark[] = [];
  const pairs: Pair[] = [];
  const left: Mark[] = [];
  for (const mark of marks) {
    const at = mark.closes ? open.findLastIndex((one) => closesFor(one, mark)) : -1;
    // Two marks with nothing between are no pair.
    if (at >= 0 && mark.offset - (open[at]?.offset ?? 0) > 1) {
      pairs.push({ open: open[at] as Mark, close: mark });
      left.push(...open.splice(at).slice(1));
    } else if (mark.opens) open.push(mark);
    else left.push(mark);
    if (open.length > MAX_OPEN) left.push(open.shift() as Mark);
  }
  pairs.sort((a, b) => a.open.offset - b.open.offset);
  return { pairs, left: [...left, ...open] };
}

/** The marks that close a mark. Guillemets close only each other; the others are mixed by scrapers and engines. */
const CLOSERS: Readonly<Record<string, string>> = {
  '„': '“”"',
  '“': '”"',
  '"': '"“”',
  '»': '«',
  '«': '»',
  '‚': '‘’',
  '‘': '’',
  '›': '‹',
  '‹': '›',
};

function closesFor(open: Mark, close: Mark): boolean {
  return CLOSERS[open.sign]?.includes(close.sign) ?? false;
}
