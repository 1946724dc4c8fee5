/** Which short lines of a plain text are headings. */
import { endsSentence } from './lines.ts';

/** Characters. Of 158 German news pages' titles half have up to 51, 95 of 100 up to 92, the longest 142. */
const MAX_TITLE = 160;

/**
 * Characters. In 28 German articles all 68 lines found up to here read as headings, the longest of 90;
 * of the two that a limit of 150 adds one is a lede.
 */
const MAX_HEADING = 90;

/**
 * Shorter paragraphs than this do not make the line above them a heading. A guess that keeps verse, addresses
 * and menus as they are: in the same articles no line depends on it.
 */
const MIN_PARAGRAPH = 60;

/** Whether the first line of a text is its title, given the text of the unit after it. */
export function isTitle(text: string, next: string | undefined): boolean {
  if (next === undefined || text.length > MAX_TITLE || !/\p{L}{2}/u.test(text)) return false;
  if (isFurniture(text) || /^\p{Ll}/u.test(text) || /[,;:–-]$/.test(text)) return false;
  // A title may be a question, and a quotation may close it; a full stop makes it a sentence.
  return (
    !/[.…]["“”»«’]?$/u.test(text) &&
    (text.length < next.length || text === next || next.length > 200 || !endsSentence(text))
  );
}

/** Whether a line is a heading within the text: short, no sentence, before a paragraph. */
export function isHeading(text: string, next: string | undefined): boolean {
  if (next === undefined || text.length > MAX_HEADING) return false;
  if (endsSentence(text) || /[,–—-]$/.test(text) || /^[\p{Ll}–—*•(-]/u.test(text)) return false;
  if (isFurniture(text) || (text.match(/\p{L}/gu)?.length ?? 0) < Math.max(3, text.length * 0.5))
    return false;
  return isParagraph(next) && next.length > text.length;
}

function isParagraph(text: string): boolean {
  return text.length >= MIN_PARAGRAPH && (endsSentence(text) || text.length > MAX_TITLE);
}

/** Short lines with a job of their own: bylines, dates, credits, addresses, labels with their value. */
function isFurniture(text: string): boolean {
  return (
    /^(?:von|by|text|foto|fotos|bild|quelle|autor(?:in)?|stand|datum|lesezeit)\s*:/iu.test(text) ||
    (/^(?:von|by)(?:\s+(?:\p{Lu}[\p{L}.'’-]*|und|and|von|van|de))+(?:,.*)?$/iu.test(text) &&
      /^(?:Von|By)\s\p{Lu}/u.test(text) &&
      !/\s\p{Ll}{4,}/u.test(text)) ||
    /^\D{0,25}\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}{3,9})\s?\d{2,4}\b.{0,30}$/u.test(text) ||
    /^\d{1,2}[:.]\d\d(?:\s*Uhr)?$/.test(text) ||
    /https?:\/\/|www\.|\S@\S+\.\w/.test(text) ||
    /[|©]/.test(text)
  );
}
