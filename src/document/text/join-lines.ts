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
  let text = '';
  let healed = 0;
  for (const line of lines) {
    if (text === '') text = line;
    else {
      const joint = joinPair(text, line, vocabulary);
      if (joint.length < text.length + line.length) healed++;
      text = joint;
    }
  }
  return { text, healed };
}

function joinPair(before: string, after: string, vocabulary: string): string {
  const broken = /([\p{L}\p{M}\p{N}]+)([-\u2010\u00ad])$/u.exec(before);
  const next = /^[\p{L}\p{M}\p{N}]+/u.exec(after)?.[0];
  if (!broken || !next) return `${before} ${after}`;
  const [, head = '', hyphen] = broken;
  if (hyphen === '\u00ad') return before.slice(0, -1) + after;
  if (SUSPENDED.test(after)) return `${before} ${after}`;
  const isReal =
    !/^\p{Ll}/u.test(next) ||
    !/\p{Ll}$/u.test(head) ||
    head.length < 2 ||
    vocabulary.includes(`${head}-${next}`);
  return isReal ? before + after : before.slice(0, -1) + after;
}
