/** Joining hard-wrapped lines, and healing words that were broken at the line's end. */

/** Words that follow a hyphen which stands for a left-out part: `Ein- und Ausgang`. */
const SUSPENDED = /^(?:und|oder|bzw|beziehungsweise|sowie|bis|als|noch|aber|nor|and|or|to)(?![\p{L}])/u;

/** What came of a joint: `healed` counts broken words made whole. */
export interface Joint {
  text: string;
  healed: number;
}

/**
 * Joins lines to one. A word broken by a hyphen is made whole (`Veröffent-`, `lichung`) unless the hyphen is
 * suspended (`Ein-`, `und`), real (`KI-`, `Modell`; `US-`, `amerikanisch`) or the hyphened form stands
 * elsewhere in `vocabulary` (any text of the same document).
 */
export function joinLines(lines: readonly string[], vocabulary = ''): Joint {
  const parts: string[] = [];
  let end = '';
  let healed = 0;
  for (const line of lines) {
    const joint = end === '' ? 'whole' : jointOf(end, line, vocabulary);
    if (joint === 'healed') {
      healed++;
      parts.push((parts.pop() ?? '').slice(0, -1));
      end = end.slice(0, -1);
    }
    const added = joint === 'apart' ? ` ${line}` : line;
    parts.push(added);
    end = (end + added).slice(-LONGEST_WORD);
  }
  return { text: parts.join(''), healed };
}

/** Only so much of what is joined is looked at again for each line: looking at all of it took minutes for a book. */
const LONGEST_WORD = 200;

/** `healed`: the hyphen at the end of `before` goes. */
function jointOf(before: string, after: string, vocabulary: string): 'apart' | 'whole' | 'healed' {
  if (!/[-\u2010\u00ad]$/.test(before)) return 'apart';
  const broken = /([\p{L}\p{M}\p{N}]+)([-\u2010\u00ad])$/u.exec(before);
  const next = /^[\p{L}\p{M}\p{N}]+/u.exec(after)?.[0];
  if (!broken || !next) return 'apart';
  const [, head = '', hyphen] = broken;
  if (hyphen === '\u00ad') return 'healed';
  if (SUSPENDED.test(after)) return 'apart';
  const isReal =
    !/^\p{Ll}/u.test(next) ||
    !/\p{Ll}$/u.test(head) ||
    head.length < 2 ||
    vocabulary.includes(`${head}-${next}`);
  return isReal ? 'whole' : 'healed';
}
