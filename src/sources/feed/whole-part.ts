/** What is left of a feed that breaks off: the entries before the one that is not whole. */
import { SaxesParser } from 'saxes';

/** Of markup that are borne with, and open elements among them: each costs a look at all that are open. */
const MAX_FAULTS = 1000;

/** Whether the end of the feed itself is there; where it is not, even a parser that goes on takes half entries for whole. */
export function hasEnd(text: string): boolean {
  return isJson(text) ? parses(text) : /<\/(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>/i.test(text);
}

/** Up to the end of the last whole entry, with what was open closed. Undefined when there is none. */
export function wholePart(text: string): string | undefined {
  return isJson(text) ? jsonPart(text) : xmlPart(text);
}

/** Else XML of some kind. */
export function isJson(text: string): boolean {
  return /^\s*[[{]/.test(text);
}

function parses(json: string): boolean {
  try {
    JSON.parse(json);
    return true;
  } catch {
    return false;
  }
}

/** An entry is an object in the list `items` of the feed itself. */
function jsonPart(text: string): string | undefined {
  let depth = 0;
  /** Where the string begins that is open, the last one in the feed itself, and the entry. */
  let string: number | undefined;
  let name = 0;
  let begin = 0;
  let end = 0;
  // A pattern for a whole string would run out of stack on a long one.
  for (const { 0: token, index } of text.matchAll(/\\.|["{}[\]]/gs)) {
    if (token === '"') {
      if (string !== undefined && depth === 1) name = string;
      string = string === undefined ? index : undefined;
    }
    if (string !== undefined || token.startsWith('\\')) continue;
    if (token === '{' || token === '[') depth += 1;
    if (token === '{' && depth === 3) begin = index;
    if (token === '}' && depth === 3 && text.startsWith('"items"', name)) {
      if (!parses(text.slice(begin, index + 1))) break;
      end = index + 1;
    }
    if (token === '}' || token === ']') depth -= 1;
  }
  return end > 0 ? `${text.slice(0, end)}]}` : undefined;
}

function xmlPart(text: string): string | undefined {
  const open: string[] = [];
  let end = 0;
  let ends = '';
  const parser = new SaxesParser();
  let faults = 0;
  // Entities of HTML and the like; whether the part is worth anything, its reader finds out.
  parser.on('error', (error) => {
    faults += 1;
    if (faults + open.length > MAX_FAULTS) throw error;
  });
  parser.on('opentag', ({ name }) => open.push(name));
  parser.on('closetag', ({ name }) => {
    open.pop();
    if (open.length > 2 || !/^(?:[\w.-]+:)?(?:item|entry)$/i.test(name)) return;
    end = parser.position;
    ends = open
      .map((one) => `</${one}>`)
      .reverse()
      .join('');
  });
  try {
    parser.write(text).close();
  } catch {
    // What was whole before that counts.
  }
  return end > 0 ? text.slice(0, end) + ends : undefined;
}
