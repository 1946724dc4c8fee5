/** Cuts German text into sentences; pure, and linear in the length of the text. */
import {
  BEFORE_NUMBER,
  DETERMINERS,
  MAY_END,
  MONTHS,
  NAMES_WITH_MARK,
  NEVER_ENDS,
  OPENERS,
  ORDINAL_NOUNS,
  USUALLY_ENDS,
} from './abbreviations.ts';

/** How far a decision looks to either side, in UTF-16 units; a bound, so that no input costs more than linear. */
const REACH = 60;

/** A mark, the closing quotes and brackets that stick to it, and scraped reference marks (`Ende.[1] Dann`). */
const MARK = /(?:[.!?…‽]+)(?:["“”»«›‹'’‘)\]}]|\[\d{1,3}\])*/gu;
/** Symbols that hang behind a sentence: the end mark of a magazine, an emoji. */
const TRAILER =
  /(?:[^\S\n]*(?:[®™©■◆]|\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D|\p{Extended_Pictographic})*))+(?=\s|$)/uy;
const BLANK_LINE = /\n[^\S\n]*\n\s*/gu;
/** What may stand before the first word of a sentence. */
const LEAD = /^["“”„»«›‹'’‘‚([{–—\-•*#\s]*/u;

interface Around {
  /** The text just before the mark, back to the start of the sentence or REACH. */
  before: string;
  /** The text from the first character after the mark's white space, REACH long. */
  after: string;
  mark: string;
  /** Whether `before` is all there is of the sentence so far. */
  isStart: boolean;
}

/**
 * Pieces of `text` in order, one a sentence; they concatenate to `text` exactly. White space after a
 * sentence belongs to it; none is empty; an empty text has none. In doubt it does not cut: a long
 * sentence harms a translation less than half a one. Blank lines always cut.
 */
export function splitSentences(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const blank of text.matchAll(BLANK_LINE)) {
    const end = blank.index + blank[0].length;
    // White space before the first word is no sentence of its own: it stays with what follows.
    if (text.slice(start, end).trim() === '') continue;
    pieces.push(...splitParagraph(text.slice(start, end)));
    start = end;
  }
  return start < text.length ? [...pieces, ...splitParagraph(text.slice(start))] : pieces;
}

function splitParagraph(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (const end of sentenceEnds(text)) {
    pieces.push(text.slice(start, end));
    start = end;
  }
  return [...pieces, text.slice(start)];
}

function* sentenceEnds(text: string): Generator<number> {
  let start = 0;
  for (const match of text.matchAll(MARK)) {
    if (match.index < start) continue;
    const mark = match[0];
    let end = match.index + mark.length;
    TRAILER.lastIndex = end;
    end += TRAILER.exec(text)?.[0].length ?? 0;
    const wordEnd = end;
    while (end < text.length && isSpace(text.charCodeAt(end))) end++;
    if (end === text.length) return;
    const from = Math.max(start, match.index - REACH);
    const before = text.slice(from, match.index);
    const around = { before, after: text.slice(end, end + REACH), mark, isStart: from === start };
    if (end === wordEnd ? !endsWithoutSpace(around) : !endsSentence(around)) continue;
    yield end;
    start = end;
  }
}

function isSpace(code: number): boolean {
  return (
    code <= 32 || code === 0xa0 || code === 0x202f || (code >= 0x2000 && code <= 0x200a) || code === 0x2028
  );
}

function endsSentence(around: Around): boolean {
  const next = nextWord(around.after);
  if (next === undefined) return false;
  const { mark, before } = around;
  // `(!)`, `[…]`: a remark on the word before, not an end.
  if (/[([]$/u.test(before) && /[)\]]/u.test(mark)) return false;
  if (/[!?‽]/u.test(mark)) return next.opens || !NAMES_WITH_MARK.has(lastWord(before).toLowerCase());
  // An ellipsis that stands alone is an omission within the sentence.
  if (/^(?:…|\.{2,})/u.test(mark)) return next.opens || !/(?:^|\s)$/u.test(before);
  return endsAtDot(around, next);
}

interface NextWord {
  text: string;
  opens: boolean;
}

/** The word that would begin the next sentence; undefined when nothing there can begin one. */
function nextWord(after: string): NextWord | undefined {
  const rest = after.slice(LEAD.exec(after)?.[0].length ?? 0);
  const text = /^[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/u.exec(rest)?.[0];
  const isSign = /^[$€£§@\p{Extended_Pictographic}]/u.test(rest);
  if (text === undefined) return isSign ? { text: '', opens: false } : undefined;
  // `iPhone`, `eBay`, `macOS` begin a sentence as well as capitals do.
  if (/^\p{Ll}/u.test(text) && !/^\p{Ll}{1,3}\p{Lu}/u.test(text)) return undefined;
  return { text, opens: /^\p{Lu}/u.test(text) && OPENERS.has(text.toLowerCase()) };
}

function endsAtDot(around: Around, next: NextWord): boolean {
  const token = lastToken(around.before);
  const number = /(?:^|[.\-–/])(\d+)$/u.exec(token)?.[1];
  if (number !== undefined) return endsAtNumber(around, token, number, next);
  if (/^[IVXLCDM]+$/u.test(token)) return next.opens;
  if (BEFORE_NUMBER.has(token)) return !/^(?:\d{1,3}|[IVXLC]+)$/u.test(next.text);
  const abbreviation = abbreviationBefore(around, token);
  if (abbreviation === undefined) return true;
  if (NEVER_ENDS.has(abbreviation)) return false;
  return next.opens || (USUALLY_ENDS.has(abbreviation) && /^\p{Lu}/u.test(next.text));
}

/** `3. Oktober`, `der 2. Versuch`, `1. Einleitung` go on; `im Jahr 2019. Apple`, `Windows 11. Das` end. */
function endsAtNumber(around: Around, token: string, number: string, next: NextWord): boolean {
  const rest = around.before.slice(0, around.before.length - token.length);
  if (around.isStart && LEAD.exec(rest)?.[0] === rest) return false;
  if (/^\p{N}/u.test(next.text)) return number.length > 2;
  const previous = lastToken(rest.trimEnd());
  // `Gründe: 1. Der Preis`: a list within the line.
  if (/[:;]$/u.test(previous)) return false;
  const following = next.text.toLowerCase();
  if (MONTHS.has(following) || ORDINAL_NOUNS.has(following)) return false;
  if (next.opens || number.length > 3) return true;
  if (DETERMINERS.has(previous.toLowerCase())) return false;
  return number.length > 2 || /^\p{Lu}/u.test(previous);
}

/** The table's key of the abbreviation that ends at the dot, `z.b` for `z. B`; undefined for an ordinary word. */
function abbreviationBefore({ before, isStart }: Around, token: string): string | undefined {
  const chain = /(?:^|[\s("„»«“‚'/–-])((?:\p{L}\.\s?){1,4}\p{L}{1,4})$/u.exec(before)?.[1];
  if (chain !== undefined) {
    const key = chain.replace(/\s/gu, '').toLowerCase();
    // Single letters in a row that no table holds: initials, `U. N.`.
    if (isKnown(key) || /^(?:\p{L}\.)+\p{L}$/u.test(key)) return key;
  }
  const word = token.slice(/^.*[-/("„»«“‚'[]/su.exec(token)?.[0].length ?? 0);
  if (isKnown(word)) return word;
  // `Ca. 200` and `Vgl. S. 3` at the start of a sentence.
  if (isStart && word === before.trim() && isKnown(word.toLowerCase())) return word.toLowerCase();
  if (/str$/iu.test(word)) return 'str';
  // `Prof.Dr` is a row of abbreviations, `neu.txt` is none.
  const dotted = word.lastIndexOf('.');
  if (dotted >= 0) return isKnown(word.slice(dotted + 1)) ? word.slice(dotted + 1) : undefined;
  const isInitial = /^\p{L}$/u.test(word);
  const hasNoVowel = /^\p{L}\p{Ll}{1,4}$/u.test(word) && !/[aeiouyäöü]/iu.test(word);
  return isInitial || hasNoVowel ? word : undefined;
}

function isKnown(key: string): boolean {
  return NEVER_ENDS.has(key) || MAY_END.has(key) || USUALLY_ENDS.has(key);
}

/** `beendet.Neuer Text`: scraped without its space. URLs, names of files and code look alike, so it is strict. */
function endsWithoutSpace({ before, after, mark }: Around): boolean {
  const word = /^\p{Lu}\p{Ll}+(?=[\s,;:])/u.exec(after.replace(LEAD, ''))?.[0];
  const token = lastToken(before);
  if (word === undefined || isKnown(token) || /^(?:…|\.{2})/u.test(mark)) return false;
  if (!/^["“”„»«(]*\p{L}*\p{Ll}{2}$/u.test(token)) return false;
  return OPENERS.has(word.toLowerCase()) || (word.length > 2 && /^\p{Ll}{3,}$/u.test(token));
}

function lastToken(text: string): string {
  return /\S*$/u.exec(text)?.[0] ?? '';
}

function lastWord(text: string): string {
  return /[\p{L}\p{N}]*$/u.exec(text)?.[0] ?? '';
}
