/** The repairs of one text node, each counted by its rule. */
import { decodeHTMLStrict } from 'entities';
import { joinLines } from '../../document/text/join-lines.ts';
import { repairMojibake } from './mojibake.ts';

export type RepairRule =
  | 'mojibake'
  | 'entity'
  | 'soft-hyphen'
  | 'invisible'
  | 'control'
  | 'normalization'
  | 'broken-word'
  | 'space'
  | 'space-before-punctuation'
  | 'edge-space'
  | 'lost-space'
  | 'quote'
  | 'credit';

export interface RepairContext {
  /** The document holds sure mojibake. */
  mojibake: boolean;
  /** All text of the document: broken words are looked up in it. */
  vocabulary: string;
  count: (rule: RepairRule, times: number) => void;
}

/** Repairs to a fixed point of its own: repairing the result again changes nothing. */
export function repairText(text: string, context: RepairContext): string {
  const { count } = context;
  const replace = (rule: RepairRule, value: string, pattern: RegExp, by: string) => {
    const times = value.match(pattern)?.length ?? 0;
    if (times > 0) count(rule, times);
    return times > 0 ? value.replace(pattern, by) : value;
  };
  let current = decodeEntities(text, count);
  // What parts the letters of mojibake goes first, so that they are known for it.
  current = replace('invisible', current, /(?<=[ÂÃÄÅâïð])[\u200b\u2060]+/g, '');
  const readable = repairMojibake(current, context.mojibake);
  if (readable.count > 0) count('mojibake', readable.count);
  current = mendLines(readable.text, context);
  current = replace('soft-hyphen', current, /\u00ad/g, '');
  current = replace(
    'invisible',
    current,
    /[\u200b\u2060\ufeff]|(?<=[\p{Script=Latin}\s])[\u200c-\u200f\u202a-\u202e\u2066-\u2069]|^[\u200e\u200f]/gu,
    '',
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
  current = replace('control', current, /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');
  if (current.normalize('NFC') !== current) {
    count('normalization', 1);
    current = current.normalize('NFC');
  }
  current = replace(
    'space',
    current,
    /[\u00a0\u2000-\u200a\u202f\u3000](?!\d)|(?<!\d)[\u00a0\u2000-\u200a\u202f\u3000]/g,
    ' ',
  );
  current = replace('space', current, /[ \t]{2,}|\t/g, ' ');
  current = replace('lost-space', current, GLUED_SENTENCE, '$1 ');
  // Letters before, a space or the end after: `Wort , und`, never `.NET` or ` ...`.
  return replace('space-before-punctuation', current, /(?<=[\p{L}\p{N})»“"]) (?=[,.](?:[ \n]|$))/gu, '');
}

/** `fertig.Die Firma`: these words begin sentences, and no name of a file or host goes on so. */
const GLUED_SENTENCE =
  /(?<=\p{Ll}{3})([.!?]["“”»«]?)(?=(?:D(?:er|ie|as|en|em|as|och|ann)|Eine?[mnrs]?|E[rs]|Sie|Wir|I[mn]|A[mn]|Auf|Auch|Aber|Für|Mit|Bei|Nach|Und|Vor|Zu[mr]?|The|It|He|She|They|We|This|But|And|In|On|At)\s+[\p{L}\p{N}„"»])/gu;

/** Words by which a text says that it is about characters and markup; then entities in it are meant. */
const ABOUT_MARKUP =
  /\b(?:HTML|XHTML|XML|Entity|Entities|Entität\w*|Zeichen(?:referenz\w*)?|maskier\w*|escap\w*|kodier\w*|codier\w*|Markup|Tags?)\b/iu;

function decodeEntities(text: string, count: RepairContext['count']): string {
  const pattern = /&(?:amp;)*(?:[a-z][a-z0-9]{1,30}|#\d{2,7}|#x[\da-f]{2,6});/gi;
  if (!text.includes('&') || !pattern.test(text) || ABOUT_MARKUP.test(text)) return text;
  const decoded = text.replace(pattern, (entity) => decodeOne(entity));
  // A tag that comes to light was text about tags.
  if (/<[a-z/!][^>]*>/i.test(decoded) && !/<[a-z/!][^>]*>/i.test(text)) return text;
  if (decoded !== text) count('entity', text.match(pattern)?.length ?? 1);
  return decoded;
}

/** `&amp;nbsp;` was escaped more than once; it is decoded until nothing is left to decode. */
function decodeOne(entity: string): string {
  let current = entity;
  for (let layer = 0; layer < 4; layer++) current = decodeHTMLStrict(current);
  return current;
}

/** Line ends within a text node are spaces; a word broken at one is made whole. */
function mendLines(text: string, context: RepairContext): string {
  if (!text.includes('\n')) return text;
  const lines = text.split('\n');
  // White space at the node's own ends parts it from its neighbours.
  const inner = lines.map((line, index) => {
    const tail = index < lines.length - 1 ? line.trimEnd() : line;
    return index > 0 ? tail.trimStart() : tail;
  });
  if (inner[0] === '' || inner.at(-1) === '') return inner.join(' ');
  const { text: joined, healed } = joinLines(inner, context.vocabulary);
  if (healed > 0) context.count('broken-word', healed);
  return joined;
}
