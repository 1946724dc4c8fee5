/** What a text must hold for a pattern to match at all: lets most rules be passed over without compiling them. */

/** Any text that the pattern matches holds one of these, in lower case; undefined when nothing can be said. */
export type Hints = readonly string[] | undefined;

/** Shorter ones stand in nearly every text and rule nothing out. */
const MIN_LENGTH = 3;

interface Reader {
  pattern: string;
  index: number;
}

interface Atom {
  /** A literal character. */
  char?: string;
  hints?: Hints;
}

/** The hints of a regular expression's source. Never wrong, but undefined for patterns without fixed words. */
export function hintsOf(pattern: string): Hints {
  const hints = readAlternatives({ pattern, index: 0 });
  return hints && shortest(hints) >= MIN_LENGTH ? [...new Set(hints)] : undefined;
}

function shortest(hints: Hints): number {
  return hints ? Math.min(...hints.map((hint) => hint.length)) : 0;
}

function readAlternatives(reader: Reader): Hints {
  const all = [readSequence(reader)];
  while (reader.pattern[reader.index] === '|') {
    reader.index += 1;
    all.push(readSequence(reader));
  }
  const sure = all.filter((hints) => hints !== undefined);
  return sure.length === all.length ? sure.flat() : undefined;
}

/** The best hints of a sequence: a run of literal characters, or those of a group that must be there. */
function readSequence(reader: Reader): Hints {
  let best: Hints;
  let run = '';
  const offer = (hints: Hints) => {
    if (shortest(hints) > shortest(best)) best = hints;
  };
  const endRun = () => {
    if (run) offer([run]);
    run = '';
  };
  while (reader.index < reader.pattern.length && !'|)'.includes(reader.pattern[reader.index] as string)) {
    const atom = readAtom(reader);
    const times = readQuantifier(reader);
    if (atom.char !== undefined && times.least > 0) run += atom.char;
    if (atom.char === undefined || !times.once) endRun();
    if (times.least > 0) offer(atom.hints);
  }
  endRun();
  return best;
}

function readAtom(reader: Reader): Atom {
  const { pattern } = reader;
  const char = pattern[reader.index] as string;
  if (char === '(') return readGroup(reader);
  if (char === '[') {
    reader.index += 1;
    while (reader.index < pattern.length && pattern[reader.index] !== ']')
      reader.index += pattern[reader.index] === '\\' ? 2 : 1;
    reader.index += 1;
    return {};
  }
  if (char === '\\') return readEscape(reader);
  reader.index += 1;
  // White space stays out: where blocks are joined it may be another one.
  return /[.^$\s]/u.test(char) ? {} : { char: char.toLowerCase() };
}

function readGroup(reader: Reader): Atom {
  const opening = /^\((?:\?(?:<?[=!]|:|<[^>]*>))?/u.exec(reader.pattern.slice(reader.index))?.[0] ?? '(';
  reader.index += opening.length;
  const hints = readAlternatives(reader);
  reader.index += 1;
  return /[=!]$/u.test(opening) ? {} : { hints };
}

function readEscape(reader: Reader): Atom {
  const escaped = /^\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|k<[^>]*>|.)/su.exec(
    reader.pattern.slice(reader.index),
  )?.[0];
  reader.index += escaped?.length ?? 2;
  const char = escaped?.slice(1) ?? '';
  return /^[^\p{L}\p{N}\s]$/u.test(char) ? { char } : {};
}

function readQuantifier(reader: Reader): { least: number; once: boolean } {
  const match = /^(?:([*+?])|\{(\d+)(?:,\d*)?\})[?+]?/u.exec(reader.pattern.slice(reader.index));
  if (!match) return { least: 1, once: true };
  reader.index += match[0].length;
  const least = match[1] ? Number(match[1] === '+') : Number(match[2]);
  return { least, once: false };
}
