/** Names of the glossary that a small model takes for words: asked for again under a name that it knows. */
import { escapeText } from '../segments/encode.ts';
import { pinNames } from '../segments/glossary/pin-names.ts';
import type { GlossaryTerm, Segment } from '../types.ts';

/** Names that our model leaves as they are, of one token or two, and none ends in a sibilant: English would add no s. */
const STAND_INS = ['Toyota', 'Nokia', 'Honda', 'Volvo', 'Sony', 'Yamaha', 'Hyundai', 'Mazda'];

/** Whether the translation lacks a name of the glossary in its English form, which for most is the German one. */
export function losesName({ terms = [] }: Segment, target: string): boolean {
  const said = target.toLowerCase();
  return terms.some(
    ({ german, english, doNotTranslate, isName }) =>
      isName && !(doNotTranslate ? said.includes(german.toLowerCase()) : target.includes(english)),
  );
}

export interface StandIn {
  segment: Segment;
  /** The answer with the names in English; undefined where one of them was lost once more. */
  putBack(target: string): string | undefined;
}

/** The segment with another name in the place of each of the glossary's; undefined when none stands in it as it is. */
export function standIn(segment: Segment): StandIn | undefined {
  const free = STAND_INS.filter((word) => !segment.source.includes(word));
  const words = new Map<string, { word: string; term: GlossaryTerm }>();
  const write = (term: GlossaryTerm) => {
    const word = words.get(term.german)?.word ?? free[words.size];
    if (word === undefined) return escapeText(term.german);
    words.set(term.german, { word, term });
    return word;
  };
  const source = pinNames(segment.source, segment.terms ?? [], write, { inCompounds: true });
  if (words.size === 0) return undefined;
  const places = [...words.values()].map((one) => ({ ...one, pattern: wordPattern(one.word) }));
  return {
    segment: { ...segment, source },
    putBack(target) {
      if (places.some(({ pattern }) => count(target, pattern) !== count(source, pattern))) return undefined;
      return places.reduce((text, { term, pattern }) => {
        const english = escapeText(term.english);
        const isPlain = term.doNotTranslate || !hasArticles(source, pattern);
        return text.replace(pattern, (_, at: number) => (isPlain ? english : articleAt(text, at) + english));
      }, target);
    },
  };
}

const GERMAN_ARTICLE = /(?<!\p{L})(?:d(?:er|ie|as|em|en|es)|z(?:um|ur)|beim|vom|[ai]m)\s$/iu;
const ENGLISH_DETERMINER = /(?<!\p{L})(?:the|an?|its|their|this|that)\s$/iu;

function hasArticles(source: string, pattern: RegExp): boolean {
  return [...source.matchAll(pattern)].every(({ index }) => GERMAN_ARTICLE.test(source.slice(0, index)));
}

/** A company has no article in English, an authority has. */
function articleAt(target: string, at: number): string {
  const before = target.slice(0, at).replace(/<[^>]*>/g, '');
  if (ENGLISH_DETERMINER.test(before)) return '';
  return /(?:^|[.!?:…]\s)\P{L}*$/u.test(before) ? 'The ' : 'the ';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function wordPattern(word: string): RegExp {
  return new RegExp(`(?<!\\p{L})${word}(?!\\p{L})`, 'gu');
}
