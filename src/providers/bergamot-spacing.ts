/** White space of an answer in our neutral form, which the engine loses around tags. */

const TAG = /<[^<>]*>/g;
const KEEP = /<x id="(\d+)"\/>/g;
/** What a space belongs before, when a kept tag follows it. */
const ENDS_WORD = /[\p{L}\p{N}.,;:!?)\]}%"”’\uFFFC]/u;
/** What a space belongs after, when a kept tag goes before it. */
const STARTS_WORD = /[\p{L}\p{N}([{„“\uFFFC]/u;
const OPENS = /[([{„“‚«»"'/–—-]/u;

/**
 * Lines become one, runs of spaces become one, spaces at the inner edges of a paired tag move out, kept tags stand
 * off from words unless they were glued to the word before them in the source (a note's mark).
 *
 * @param target neutral markup of the answer
 * @param source neutral markup of the segment
 */
export function mendSpacing(target: string, source: string): string {
  const glued = new Set<string>();
  for (const match of source.matchAll(KEEP)) {
    const before = characterBefore(source, match.index);
    if (before !== '' && !/\s/.test(before) && !OPENS.test(before)) glued.add(match[1] ?? '');
  }
  const oneLine = target.replace(/\s*[\n\r]\s*/g, ' ');
  const spaced = oneLine.replace(/(\s*)(<x id="(\d+)"\/>)(\s*)/g, (_all, ...found) => {
    const [before, tag, id, after, index] = found as [string, string, string, string, number];
    const left = characterBefore(oneLine, index);
    const right = characterAfter(oneLine, index + before.length + tag.length + after.length);
    const isGlued = glued.has(id);
    const lead = !isGlued && (before !== '' || ENDS_WORD.test(left)) ? ' ' : '';
    const needsTrail = after !== '' || STARTS_WORD.test(right) || (isGlued && before !== '');
    return `${lead}${tag}${needsTrail ? ' ' : ''}`;
  });
  return hoist(spaced)
    .replace(/(<x id="\d+"\/>|<\/g>) +(?=[,.;:!?)](?:[\s<]|$))/g, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Moves spaces at the inner edges of paired tags out of them. */
function hoist(markup: string): string {
  return markup.replace(/((?:<g id="\d+">)+)( +)/g, '$2$1').replace(/( +)((?:<\/g>)+)/g, '$2$1');
}

function characterBefore(markup: string, index: number): string {
  const text = markup.slice(0, index).replace(KEEP, '\uFFFC').replace(TAG, '');
  return lastCharacter(text);
}

function characterAfter(markup: string, index: number): string {
  const text = markup.slice(index).replace(KEEP, '\uFFFC').replace(TAG, '');
  return String.fromCodePoint(text.codePointAt(0) ?? 32).trim();
}

function lastCharacter(text: string): string {
  return [...text.slice(-2)].at(-1) ?? '';
}
