/** Names that a small model takes for words, or respells: asked for again under a name that it knows. */
import { camelNames, numberedNames } from '../segments/checks/code.ts';
import { respeltNames } from '../segments/checks/name-respelt.ts';
import { escapeText } from '../segments/encode.ts';
import { pinNames } from '../segments/glossary/pin-names.ts';
import { lostNames } from '../segments/names-elsewhere.ts';
import { lostPersons } from '../segments/persons.ts';
import type { GlossaryTerm } from '../types.ts';
import { speakers } from './bergamot-speakers.ts';

/** Names that our model leaves as they are, of one token or two, and none ends in a sibilant: English would add no s. */
const STAND_INS = ['Toyota', 'Nokia', 'Honda', 'Volvo', 'Sony', 'Yamaha', 'Hyundai', 'Mazda'];

/** Towns and clubs that become *Theremund*, *who*, *Newss* and *Forth*. */
const BROKEN = /(?<!\p{L})(?:Dortmund|Werder|Neuss|Fürth)(?!\p{L})/gu;

/** Less than what fails a segment: here each text stands once, and to ask again in vain does no harm. */
const ENOUGH_TO_ASK = { least: 2, share: 0.66 };

interface Text {
  source: string;
  /** Undefined where there is no translation. */
  target: string | undefined;
  terms: readonly GlossaryTerm[];
}

/**
 * The names that each translation lacks, none where there is no translation: those of the glossary in their English form,
 * those that others keep, those of persons and of who speaks, those that came back a letter off, and words that are names
 * by a capital or a digit inside.
 */
export function missingNames(texts: readonly Text[]): GlossaryTerm[][] {
  const pairs = texts.map(({ source, target = '' }) => ({ source, target }));
  const elsewhere = lostNames(pairs, ENOUGH_TO_ASK);
  const persons = lostPersons(pairs);
  const speaking = speakers(texts.map(({ source }) => source));
  return texts.map(({ source, target, terms }, index) => {
    if (target === undefined) return [];
    const own = terms.filter((term) => term.isName && !isSaid(term, target));
    const broken = source.match(BROKEN) ?? [];
    const coined = [...camelNames(source), ...numberedNames(source), ...broken].filter(
      (word) => !target.includes(word),
    );
    const speaker = speaking.get(index);
    const labels = speaker === undefined || target.includes(speaker) ? [] : [speaker];
    const lost = [...(elsewhere.get(index) ?? []), ...(persons.get(index) ?? []), ...labels, ...coined];
    const others = new Set([...lost, ...respeltNames(source, target)]);
    for (const { german } of own) others.delete(german);
    return [...own, ...[...others].map(toTerm)];
  });
}

/** As the check of names has it for those that stay; `the register` is no `The Register`. */
function isSaid({ german, english, doNotTranslate }: GlossaryTerm, target: string): boolean {
  return doNotTranslate ? target.toLowerCase().includes(german.toLowerCase()) : target.includes(english);
}

function toTerm(name: string): GlossaryTerm {
  return { german: name, english: name, doNotTranslate: true, isName: true };
}

/** A sentence as it is asked for again. */
export interface OtherWords {
  /** Markup. */
  source: string;
  /** The answer as one for the sentence that it stands for; undefined where it is none. */
  putBack(target: string): string | undefined;
}

/** The markup with another name in the place of each of these; undefined when none stands in it as it is. */
export function standIn(markup: string, names: readonly GlossaryTerm[]): OtherWords | undefined {
  const free = STAND_INS.filter((word) => !markup.includes(word));
  const words = new Map<string, { word: string; term: GlossaryTerm }>();
  const write = (term: GlossaryTerm) => {
    const word = words.get(term.german)?.word ?? free[words.size];
    if (word === undefined) return escapeText(term.german);
    words.set(term.german, { word, term });
    return word;
  };
  const source = pinNames(markup, names, write, { inCompounds: true });
  if (words.size === 0) return undefined;
  const places = [...words.values()].map((one) => ({ ...one, pattern: wordPattern(one.word) }));
  return {
    source,
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
