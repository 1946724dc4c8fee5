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

export interface AgencyMark {
  block: Block;
  range: Range;
  agency: string;
  dateline?: string;
}

/** The dateline of the first paragraph of prose and the marks near the end. */
export function agencyMarks(tree: Root): AgencyMark[] {
  const paragraphs = textBlocks(tree).filter(({ node }) => node.type === 'paragraph');
  const marks: AgencyMark[] = [];
  const first = paragraphs.find(({ text }) => isProse(text));
  const opening = first && AT_START.exec(first.text);
  if (first && opening && opening[0].length <= MAX_DATELINE && HAS_AGENCY.test(opening[2] ?? '')) {
    const range = { start: 0, end: opening[0].length };
    const place = opening[1];
    marks.push({ block: first, range, agency: opening[2] as string, ...(place ? { dateline: place } : {}) });
  }
  for (const block of paragraphs.slice(-LAST_BLOCKS)) {
    const closing = AT_END.exec(block.text);
    if (!closing || !HAS_AGENCY.test(closing[1] ?? '')) continue;
    // In brackets behind a name (`Deutsche Presse-Agentur (dpa)`) it explains the name.
    const before = block.text.slice(0, closing.index);
    if (before.trim() !== '' && !/[.!?…:]["”“»«’')\]]*$/u.test(before)) continue;
    marks.push({
      block,
      range: { start: closing.index, end: block.text.length },
      agency: closing[1] as string,
    });
  }
  return marks;
}
