/** Finds a glossary's names in a segment's markup, for services that keep a text which is marked so. */
import type { GlossaryTerm } from '../../types.ts';
import { escapeText } from '../encode.ts';
import { literally } from '../literally.ts';
import { mayBeNoName } from './sentence-start.ts';

/**
 * The markup with what `write` makes of each name that stands in it as the glossary has it. Inflected ones, and, unless
 * `inCompounds`, parts of words with hyphens, are left to the engine: there the English would not fit.
 */
export function pinNames(
  markup: string,
  terms: readonly GlossaryTerm[],
  write: (term: GlossaryTerm) => string,
  { inCompounds = false } = {},
): string {
  const names = new Map(
    terms.filter(({ isName }) => isName).map((term) => [escapeText(term.german), term] as const),
  );
  if (names.size === 0) return markup;
  const longestFirst = [...names.keys()].sort((a, b) => b.length - a.length);
  // `&` begins an entity, which is no word.
  const bound = `\\p{L}\\p{N}${inCompounds ? '' : '\\-'}`;
  const pattern = new RegExp(
    `(?<![${bound}&])(?:${longestFirst.map(literally).join('|')})(?![${bound}])`,
    'gu',
  );
  return markup.replace(/<[^>]*>|[^<]+/g, (part) => {
    if (part.startsWith('<')) return part;
    return part.replace(pattern, (german, at: number) =>
      mayBeNoName(german, part, at) ? german : write(names.get(german) as GlossaryTerm),
    );
  });
}
