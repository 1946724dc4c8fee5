/** Finds a glossary's terms in German text: inflected, and inside compounds. */
import type { GlossaryTerm } from '../../types.ts';
import type { Glossary, GlossaryEntry } from './parse-glossary.ts';
import { mayBeNoName } from './sentence-start.ts';
import {
  type Form,
  fold,
  formOf,
  isCompoundWith,
  isInflected,
  MAX_ENDING,
  MIN_COMPOUND,
  MIN_IN_COMPOUND,
} from './word-forms.ts';

export interface TermMatch {
  entry: GlossaryEntry;
  /** The word or words of the text; the whole compound when the term is within one. */
  text: string;
  start: number;
  end: number;
  inCompound: boolean;
}

/** Compiled glossaries of a pipeline; of two entries for a term the later glossary's is taken. */
export interface TermFinder {
  /** All there are, for services that keep a glossary. */
  terms: readonly GlossaryTerm[];
  /** Matches in the text's order, none overlapping another; the longest term wins. Linear in the text. */
  find(text: string): TermMatch[];
}

interface Word {
  text: string;
  folded: string;
  start: number;
  end: number;
}

interface Term {
  entry: GlossaryEntry;
  forms: readonly Form[];
}

/** Letters of a term's first word by which it is looked up. */
const KEY = 3;

export function compileGlossary(glossaries: readonly Glossary[]): TermFinder {
  const entries = latestEntries(glossaries);
  const terms = entries.map((entry): Term => {
    return { entry, forms: wordsOf(entry.german).map(({ text }) => formOf(text)) };
  });
  const exact = groupBy(
    terms.filter(({ entry }) => entry.caseSensitive),
    ({ forms }) => forms[0]?.text ?? '',
  );
  const inflected = groupBy(
    terms.filter(({ entry }) => !entry.caseSensitive),
    ({ forms }) => (forms[0]?.base ?? '').slice(0, KEY),
  );
  const inside = terms.filter(isInCompounds);
  const byHead = groupBy(inside, ({ forms }) => (forms[0]?.base ?? '').slice(-MIN_IN_COMPOUND));
  const byModifier = groupBy(inside, ({ forms }) => (forms[0]?.base ?? '').slice(0, MIN_IN_COMPOUND));

  const findWhole = (words: readonly Word[], index: number, text: string): Term | undefined => {
    const { text: word, folded } = words[index] as Word;
    let longest: Term | undefined;
    // One of the lists is there for few words only.
    for (const list of [
      exact.get(word),
      word.endsWith('s') ? exact.get(word.slice(0, -1)) : undefined,
      inflected.get(folded.slice(0, KEY)),
    ])
      for (const term of list ?? [])
        if (term.forms.length > (longest?.forms.length ?? 0) && matchesAt(term, words, index, text))
          longest = term;
    return longest;
  };
  const findInside = ({ text, folded }: Word): Term | undefined => {
    // Compounds with a noun at their head are nouns; what begins with one may be any word.
    if (folded.length < MIN_COMPOUND || !/^\p{Lu}/u.test(text)) return undefined;
    const isWithin = ({ forms }: Term): boolean => isCompoundWith(folded, forms[0] as Form);
    const found = byModifier.get(folded.slice(0, MIN_IN_COMPOUND))?.find(isWithin);
    if (found) return found;
    for (let cut = 0; cut <= MAX_ENDING; cut++) {
      const end = folded.length - cut;
      const head = byHead.get(folded.slice(end - MIN_IN_COMPOUND, end))?.find(isWithin);
      if (head) return head;
    }
    return undefined;
  };

  return {
    terms: entries.map(toTerm),
    find(text) {
      const words = wordsOf(text);
      const matches: TermMatch[] = [];
      for (let index = 0; index < words.length; index++) {
        const word = words[index] as Word;
        const whole = findWhole(words, index, text);
        const term = whole ?? findInside(word);
        if (!term) continue;
        const last = index + (whole ? whole.forms.length - 1 : 0);
        const end = words[last]?.end ?? word.end;
        const place = { text: text.slice(word.start, end), start: word.start, end };
        matches.push({ entry: term.entry, ...place, inCompound: whole === undefined });
        index = last;
      }
      return matches;
    },
  };
}

/** The terms of a text, each once, as providers take them. */
export function termsOf(finder: TermFinder, text: string): GlossaryTerm[] {
  return [...new Set(finder.find(text).map(({ entry }) => entry))].map(toTerm);
}

function toTerm({ german, english, doNotTranslate, isName }: GlossaryEntry): GlossaryTerm {
  return { german, english, doNotTranslate, isName };
}

function latestEntries(glossaries: readonly Glossary[]): GlossaryEntry[] {
  const byTerm = new Map<string, GlossaryEntry>();
  for (const { entries } of glossaries) {
    for (const entry of entries) byTerm.set(fold(entry.german), entry);
  }
  return [...byTerm.values()];
}

/** Parts of hyphenated words are words: `Apple-Chef`. */
function wordsOf(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)].map((match) => ({
    text: match[0],
    folded: fold(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }));
}

function isInCompounds({ entry, forms }: Term): boolean {
  const isShort = (forms[0]?.base.length ?? 0) < MIN_IN_COMPOUND;
  return !entry.wholeWord && !isShort && entry.partOfSpeech === 'noun' && forms.length === 1;
}

function matchesAt({ entry, forms }: Term, words: readonly Word[], index: number, text: string): boolean {
  const isThere = forms.every((form, at) => {
    const word = words[index + at];
    if (!word || (at > 0 && !isJoined(words[index + at - 1], word, text))) return false;
    if (entry.caseSensitive) {
      return word.text === form.text || (at === forms.length - 1 && word.text === `${form.text}s`);
    }
    // German nouns have capitals; `beamen` is another word.
    if (entry.partOfSpeech === 'noun' && !/^[\p{Lu}\p{N}]/u.test(word.text)) return false;
    return isInflected(word.text, word.folded, form);
  });
  if (!isThere) return false;
  // The capital of `Das Register` makes it a name, but not where every sentence has one.
  return !(entry.caseSensitive && mayBeNoName(entry.german, text, words[index]?.start ?? 0));
}

function isJoined(before: Word | undefined, word: Word, text: string): boolean {
  return before !== undefined && /^[\s-]$/u.test(text.slice(before.end, word.start));
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
