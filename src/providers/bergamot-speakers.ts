/** Who speaks in an interview, `Weltermann: Krebs hat immer …`: a small model takes such names for words. */
import { isGermanNoun } from '../segments/checks/german-nouns.ts';
import { literally } from '../segments/literally.ts';

const LABEL = /^(\p{Lu}[\p{L}'’-]{2,}(?: \p{Lu}[\p{L}'’-]+){0,2}):\s/u;
const SHOUTED = /^[\p{Lu} ]+$/u;
/** What a label must open to be one of a conversation. */
const LEAST = 2;

/**
 * By the place of each text, the label that it opens with, where that is a name: it comes again, and the text elsewhere
 * has it after another name (`Ansgar Weltermann`), or it is that of a paper in capitals.
 */
export function speakers(texts: readonly string[]): Map<number, string> {
  const places = new Map<string, number[]>();
  texts.forEach((text, index) => {
    const [, label] = LABEL.exec(text) ?? [];
    if (label !== undefined) places.set(label, [...(places.get(label) ?? []), index]);
  });
  const found = new Map<number, string>();
  for (const [label, at] of places)
    if (at.length >= LEAST && isName(label, texts)) for (const index of at) found.set(index, label);
  return found;
}

function isName(label: string, texts: readonly string[]): boolean {
  const words = label.split(' ');
  if (SHOUTED.test(label)) return !isGermanNoun(words.at(-1) ?? '');
  if (words.some(isGermanNoun)) return false;
  const before = label.includes(' ') ? '' : '\\p{Lu}\\p{L}*[\\p{Ll}.]\\s+';
  const elsewhere = new RegExp(`(${before})${literally(label)}(?![\\p{L}:-])`, 'u');
  return texts.some((text) => {
    const [, word] = elsewhere.exec(text) ?? [];
    return word !== undefined && !FUNCTION_WORD.test(word);
  });
}

/** Before a name these say nothing: `Die Vorsicht`. */
const FUNCTION_WORD =
  /^(?:d(?:er|ie|as|en|em|es)|[mk]?eine?[mnrs]?|ihre?[mnrs]?|zu[mr]|[iav]m|vom|und|mit)\s/iu;
