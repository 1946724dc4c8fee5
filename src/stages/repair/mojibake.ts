/** UTF-8 that was read as windows-1252 somewhere on its way (`fÃ¼r`), read again as what it is. */
import { readHighControls, windows1252Byte } from '../../document/windows-1252.ts';

const TAIL =
  '[\\u0080-\\u00bf\\u20ac\\u201a\\u0192\\u201e\\u2026\\u2020\\u2021\\u02c6\\u2030\\u0160\\u2039\\u0152\\u017d\\u2018\\u2019\\u201c\\u201d\\u2022\\u2013\\u2014\\u02dc\\u2122\\u0161\\u203a\\u0153\\u017e\\u0178]';
/** Leads of two-byte sequences (U+0080 to U+017F), of three (U+2000 to U+2FFF, U+FB00, U+FEFF) and of four. */
const SEQUENCE = new RegExp(`[ÂÃÄÅ]${TAIL}|[âï]${TAIL}{2}|ð${TAIL}{3}`, 'g');

/** Second characters that also stand after a real `Ã` or `Ä`: quotes, dashes, no-break space. */
const PUNCTUATION = /[\u00a0«»„“”‚‘’‹›–—…•]$/;

/** What a decoded sequence may be; rarer characters are more likely a coincidence. */
const PLAUSIBLE =
  /^(?:[\u00a0-\u017f\u2010-\u203a\u20ac\u2122\u2190-\u21ff\u2200-\u22ff\u2500-\u27bf\ufb00-\ufb04\ufeff\u{1f000}-\u{1faff}]|\ufe0f)$/u;

/** Mojibake may be laid over mojibake; more than three layers were never seen. */
const MAX_LAYERS = 3;

/** Whether the text holds a sequence that can hardly be anything but mojibake. */
export function hasMojibake(text: string): boolean {
  return [...text.matchAll(SEQUENCE)].some(
    (match) => isStrong(match[0], text, match.index) && decode(match[0]) !== undefined,
  );
}

/**
 * Repairs what is surely mojibake; `isKnown` says that the document has some, so that the doubtful
 * sequences (`Ã“`, a real letter before a quote in Portuguese) are repaired too. Counts the sequences.
 */
export function repairMojibake(text: string, isKnown: boolean): { text: string; count: number } {
  let current = text;
  let count = 0;
  for (let layer = 0; layer < MAX_LAYERS; layer++) {
    const before = current;
    current = before.replace(SEQUENCE, (sequence, offset: number) => {
      const decoded = isKnown || isStrong(sequence, before, offset) ? decode(sequence) : undefined;
      if (decoded === undefined) return sequence;
      count++;
      return decoded;
    });
    if (current === before) break;
  }
  const controls = current.match(/[\u0080-\u009f]/g)?.length ?? 0;
  return { text: controls > 0 ? readHighControls(current) : current, count: count + controls };
}

function isStrong(sequence: string, text: string, offset: number): boolean {
  if (sequence.length > 2) return true;
  const lead = sequence[0];
  if (lead === 'Ä' || lead === 'Å') return false;
  if (!PUNCTUATION.test(sequence)) return true;
  // `Ã„nderung`, `Ã–l`: a quote or dash glued into a word's beginning is none.
  return /^\p{Ll}/u.test(text.slice(offset + 2)) && !/\p{L}$/u.test(text.slice(0, offset));
}

function decode(sequence: string): string | undefined {
  const bytes = [...sequence].map(windows1252Byte);
  if (bytes.some((byte) => byte === undefined)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(bytes as number[]),
    );
    return PLAUSIBLE.test(text) ? text : undefined;
  } catch {
    return undefined;
  }
}
