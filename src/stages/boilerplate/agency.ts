/** Datelines and agency marks: `Berlin (dpa) -` at the start, `(dpa/afp)` at the end. They are facts, not text. */
import type { Root } from 'mdast';
import { type Block, type Range, textBlocks } from '../../document/blocks.ts';
import { isProse } from './units.ts';

const AGENCY =
  'dpa(?:-[A-Za-z]{2,9})?|AFP|AP|APA|Reuters|rtr|KNA|epd|SID|dts|ddp|dapd|sda|SDA|Keystone-SDA|Keystone|awp|ANSA|Tass|Xinhua|PTI|ots';
/** Beside an agency stand initials of editors. */
const ITEM = `(?:${AGENCY}|[Rr]ed\\.?|\\p{Ll}{2,4})`;
const MARK = `(${ITEM}(?:\\s?[/,;+&]\\s?${ITEM}){0,4})`;
const HAS_AGENCY = new RegExp(`(?:^|[^\\p{L}])(?:${AGENCY})(?![\\p{L}])`, 'u');

const AT_END = new RegExp(`\\s*[([]${MARK}[)\\]]\\s*$`, 'u');
/** `dpa/rs` or `(Quelle: dpa)` as a paragraph, and ` dpa` behind the last sentence of one. */
const ALONE = new RegExp(`^\\s*[([]?\\s*(?:Quellen?:\\s*)?${MARK}\\s*[)\\]]?\\s*$`, 'u');
const BEHIND = new RegExp(`(?<=[.!?…]["”“»«’')\\]]*)\\s+${MARK}\\s*$`, 'u');
const PLACE =
  "\\p{Lu}[\\p{L}.'’-]+(?:[\\s/]+(?:am|an|der|bei|im|in|ob|a\\.\\s?[MD]\\.|\\p{Lu}[\\p{L}.'’-]+)){0,4}";
const DATE = '(?:,\\s*\\d{1,2}\\.\\s?(?:\\d{1,2}\\.|\\p{L}{3,9})(?:\\s?\\d{4})?)?';
/** Without a dash the text must go on in capitals: `Paris (AFP) meldet` is a sentence. */
const AT_START = new RegExp(
  `^\\s*(?:(${PLACE}${DATE})[,.]?\\s*)?[([]${MARK}[)\\]]\\s*(?:[-–—:.]\\s+|\\s(?=["„“»]?\\p{Lu}))`,
  'u',
);
const MAX_DATELINE = 60;
/** The mark stands at the end of the text; a note or a line about updates may follow. */
const LAST_BLOCKS = 4;
/** A teaser or two may stand before the paragraph that begins with the dateline. */
const FIRST_PROSE = 3;

export interface AgencyMark {
  block: Block;
  range: Range;
  agency: string;
  dateline?: string;
}

/** The dateline of one of the first paragraphs of prose and the marks near the end. */
export function agencyMarks(tree: Root): AgencyMark[] {
  const paragraphs = textBlocks(tree).filter(({ node }) => node.type === 'paragraph');
  const marks: AgencyMark[] = [];
  const prose = paragraphs.filter(({ text }) => isProse(text)).slice(0, FIRST_PROSE);
  const opening = prose.map(openingMark).find(Boolean);
  if (opening) marks.push(opening);
  for (const block of paragraphs.slice(-LAST_BLOCKS)) {
    const closing = closingMark(block);
    if (closing) marks.push(closing);
  }
  return marks;
}

function openingMark(block: Block): AgencyMark | undefined {
  const match = AT_START.exec(block.text);
  if (!match || match[0].length > MAX_DATELINE || !HAS_AGENCY.test(match[2] ?? '')) return undefined;
  const [whole, place, agency] = match;
  const range = { start: 0, end: whole.length };
  return { block, range, agency: agency as string, ...(place ? { dateline: place } : {}) };
}

function closingMark(block: Block): AgencyMark | undefined {
  const { text } = block;
  const match = AT_END.exec(text) ?? ALONE.exec(text) ?? BEHIND.exec(text);
  if (!match || !HAS_AGENCY.test(match[1] ?? '')) return undefined;
  // In brackets behind a name (`Deutsche Presse-Agentur (dpa)`) it explains the name.
  const before = text.slice(0, match.index);
  if (before.trim() !== '' && !/[.!?…:]["”“»«’')\]]*$/u.test(before)) return undefined;
  return { block, range: { start: match.index, end: text.length }, agency: match[1] as string };
}
