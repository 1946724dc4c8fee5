/**
 * Which language a text is in: German, English, or another one of a restricted list.
 * Three voices, since none alone is enough: trigrams (franc), function words, and for a block the
 * language of its document. The constants were tuned on FLORES dev and WMT16.
 */
import { francAll } from 'franc';
import type { DocumentLanguage, LanguageCode, LanguageSpan } from '../types.ts';
import { FUNCTION_WORDS } from './function-words.ts';

/** franc's codes and ours. A longer list brings Scots for English and Low German for German. */
const LANGUAGES: Readonly<Record<string, LanguageCode>> = {
  ...{ deu: 'de', eng: 'en', fra: 'fr', spa: 'es', ita: 'it', por: 'pt', nld: 'nl', dan: 'da', swe: 'sv' },
  ...{ nob: 'nb', nno: 'nn', fin: 'fi', pol: 'pl', ces: 'cs', slk: 'sk', slv: 'sl', hrv: 'hr', hun: 'hu' },
  ...{ ron: 'ro', cat: 'ca', tur: 'tr', lit: 'lt', lvs: 'lv', ekk: 'et', rus: 'ru', ukr: 'uk', bul: 'bg' },
  ...{ ell: 'el', arb: 'ar', pes: 'fa', heb: 'he', cmn: 'zh', jpn: 'ja', kor: 'ko', hin: 'hi' },
};
const ONLY = Object.keys(LANGUAGES);

/** How much a whole unit of franc's score weighs per letter, up to MAX_LETTERS. */
const TRIGRAM_WEIGHT = 0.07;
const MAX_LETTERS = 1000;
/** Every word must be paid for by function words: this is what keeps Dutch from being German. */
const TOKEN_COST = 0.08;
const OTHER_COST = 0.4;
const ESZETT_BONUS = 0.3;
const UMLAUT_MALUS = 0.1;
const PRIOR_BONUS = 1;
/** With fewer letters nothing can be told. */
const MIN_LETTERS = 2;
/** A document whose best language is less ahead than this is not sure; a sentence of eight words is. */
export const SURE_MARGIN = 1;
/** A third language needs more where the page calls itself German: sentences have it, a list of names has not. */
const DECLARED_MARGIN = 4;
/** With this share of what speaks for English speaking for German too, it is a German page that quotes. */
const QUOTING = 0.5;
/** From here on its confidence rounds to 1. */
const CERTAIN_MARGIN = 22;
/** How far ahead a sentence's language must be, without prior, to make its block a mixed one. */
const MIXED_MARGIN = 1.0;
/**
 * Function words alone decide where they lead by so much, and by more than trigrams could make up for: by MAX_LEAN of
 * franc's score. Over 113,000 blocks of news and of 400 languages, with every prior, no verdict changed by it.
 */
const CLEAR_LEAD = 3;
const MAX_LEAN = 0.25;
/** More text than this adds nothing to a document's verdict. */
const MAX_DOCUMENT_CHARACTERS = 50_000;

/** One language's score; only differences mean something. */
export interface LanguageScore {
  language: LanguageCode;
  score: number;
}

/** Hashes and data: so many ASCII signs without a space are no words of any language. */
const DATA = /^[\x21-\x7E]{80,}$/u;
const ADDRESS = /^\W*(?:https?:\/\/|www\.|[@#][\p{L}\p{N}_])|@.*\./iu;
const IDENTIFIER = /[_/\\{}<>=$|]|::|\(\)|\p{Ll}\p{Lu}|\p{L}\.\p{L}{2}/u;
/** `und/oder`, and two sentences without a space between. */
const WORDS = /^\p{L}+[/–-]\p{L}+[.,;:!?]?$|^["„“»(]?\p{L}+\.\p{Lu}/u;

/** Text without what misleads: addresses, names behind @ and #, identifiers, invisible characters. */
export function cleanForDetection(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\u00AD\u200B-\u200D\u2060\uFEFF\uFFFC]/gu, '')
    .split(/\s+/u)
    .filter(
      (token) => !DATA.test(token) && !ADDRESS.test(token) && (!IDENTIFIER.test(token) || WORDS.test(token)),
    )
    .join(' ')
    .trim();
}

/** Scores of German, English and the best other language, best first; empty when there is too little text. */
export function scoreLanguages(text: string, prior?: LanguageCode): LanguageScore[] {
  const read = readWords(text);
  return read ? scoreTrigrams(read, prior) : [];
}

/** What a text says without its trigrams. */
interface Words {
  clean: string;
  letters: number;
  /** Scores of the function words, and of letters that only one of the two has. */
  de: number;
  en: number;
}

function readWords(text: string): Words | undefined {
  const clean = cleanForDetection(text);
  const letters = clean.match(/\p{L}/gu)?.length ?? 0;
  if (letters < MIN_LETTERS) return undefined;
  const tokens = clean.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
  return {
    ...{ clean, letters },
    de: wordScore(tokens, 'de') + (/ß/u.test(clean) ? ESZETT_BONUS : 0),
    en: wordScore(tokens, 'en') - (/[äöü]/iu.test(clean) ? UMLAUT_MALUS : 0),
  };
}

/** The one of the two that is ahead by words, however trigrams speak, by `need` beyond; undefined: ask those. */
function clearByWords(
  { clean, letters, de, en }: Words,
  need: number,
  prior?: LanguageCode,
): 'de' | 'en' | undefined {
  const [language, lead, own] = de > en ? (['de', de - en, de] as const) : (['en', en - de, en] as const);
  const reach = MAX_LEAN * TRIGRAM_WEIGHT * Math.min(letters, MAX_LETTERS) + need;
  // The bonus of another language's document, which is no news for its own.
  const against = prior === undefined || prior === language ? 0 : PRIOR_BONUS;
  const isClear = lead >= CLEAR_LEAD && lead - against > reach && own - against + OTHER_COST > reach;
  return isClear && isLatin(clean, letters) ? language : undefined;
}

/** In other scripts trigrams have more to say. */
function isLatin(text: string, letters: number): boolean {
  return (text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= 0.9 * letters;
}

function scoreTrigrams({ clean, letters, de, en }: Words, prior?: LanguageCode): LanguageScore[] {
  const trigrams = francAll(clean, { only: ONLY, minLength: 1 });
  const trigramScore = (score: number) => TRIGRAM_WEIGHT * Math.min(letters, MAX_LETTERS) * (score - 1);
  const scores = Object.entries({ de, en }).map(([language, words]) => {
    const own = trigrams.find(([code]) => LANGUAGES[code] === language)?.[1] ?? 0;
    return { language: language as LanguageCode, score: trigramScore(own) + words };
  });
  const other = trigrams.find(([code]) => code !== 'deu' && code !== 'eng' && code !== 'und');
  if (other) {
    scores.push({ language: LANGUAGES[other[0]] ?? other[0], score: trigramScore(other[1]) - OTHER_COST });
  }
  return scores
    .map(({ language, score }) => ({ language, score: language === prior ? score + PRIOR_BONUS : score }))
    .sort((a, b) => b.score - a.score);
}

function wordScore(tokens: readonly string[], language: 'de' | 'en'): number {
  const { strong, weak } = FUNCTION_WORDS[language];
  let score = -TOKEN_COST * tokens.length;
  for (const token of tokens) {
    const plain = token.replace('’', "'");
    if (strong.has(plain)) score += 1;
    else if (weak.has(plain)) score += 0.5;
  }
  return score;
}

/** How far the best is ahead of the next. */
function margin(scores: readonly LanguageScore[]): number {
  const [best, next] = scores;
  return best ? best.score - (next?.score ?? 0) : 0;
}

/**
 * The language of a whole document from all its texts (title, headings, paragraphs) together; where two
 * languages hold each other the balance, the one with more text. `und` with confidence 0 when there is too
 * little text or no language is SURE_MARGIN ahead. Where the document is `declared` German, that tips what is doubtful
 * and what is German quoting at length; other declarations are defaults too often.
 */
export function detectDocument(texts: readonly string[], declared?: LanguageCode): DocumentLanguage {
  const words = readWords(texts.join('\n').slice(0, MAX_DOCUMENT_CHARACTERS));
  const isGerman = declared === 'de';
  if (isGerman && words && words.de > 0 && words.de < words.en && words.de > words.en * QUOTING)
    return { code: 'de', confidence: 0 };
  const certain = words && clearByWords(words, CERTAIN_MARGIN);
  if (certain) return { code: certain, confidence: 1 };
  const scores = words ? scoreTrigrams(words) : [];
  const ahead = margin(scores);
  const [best] = scores;
  if (!best) return { code: 'und', confidence: 0 };
  if (ahead < SURE_MARGIN) return vote(texts);
  const isThird = best.language !== 'de' && best.language !== 'en';
  if (isGerman && isThird && ahead < DECLARED_MARGIN) return { code: 'de', confidence: 0 };
  return { code: best.language, confidence: Math.round((1 - 2 ** (-ahead / 2)) * 1000) / 1000 };
}

/** The language in which most of the clear texts' characters are; confidence is its lead over the rest. */
function vote(texts: readonly string[]): DocumentLanguage {
  const letters = new Map<LanguageCode, number>();
  let all = 0;
  for (const text of texts) {
    const scores = scoreLanguages(text.slice(0, MAX_DOCUMENT_CHARACTERS));
    const language = scores[0]?.language;
    if (language === undefined || margin(scores) < SURE_MARGIN) continue;
    letters.set(language, (letters.get(language) ?? 0) + text.length);
    all += text.length;
  }
  const [best] = [...letters].sort((a, b) => b[1] - a[1]);
  if (!best) return { code: 'und', confidence: 0 };
  return { code: best[0], confidence: Math.round(Math.max(0, (2 * best[1]) / all - 1) * 1000) / 1000 };
}

/**
 * The language of one block; the document's own where the block is too short to tell. In a document of a
 * third language a block is not taken for a fourth.
 */
export function detectBlock(text: string, prior: LanguageCode): LanguageCode {
  const words = readWords(text);
  if (!words) return prior;
  const known = prior === 'und' ? undefined : prior;
  const best = clearByWords(words, 0, known) ?? scoreTrigrams(words, known)[0]?.language ?? prior;
  const thirds = ![best, prior].some((language) => ['de', 'en', 'und'].includes(language));
  return thirds ? prior : best;
}

/**
 * Spans of a block whose sentences are clearly in German and clearly in English; undefined for all others.
 * `sentences` concatenate to the block's text. Sentences that are not clear go with the one before.
 */
export function detectMixed(sentences: readonly string[], prior: LanguageCode): LanguageSpan[] | undefined {
  const clear = sentences.map(clearLanguage);
  if (!(clear.includes('de') && clear.includes('en'))) return undefined;
  const spans: LanguageSpan[] = [];
  let offset = 0;
  for (const [index, sentence] of sentences.entries()) {
    const end = offset + sentence.length;
    const last = spans.at(-1);
    const language = clear[index] ?? last?.language ?? clear.find((code) => code) ?? prior;
    if (last?.language === language) last.end = end;
    else spans.push({ start: offset, end, language });
    offset = end;
  }
  return spans;
}

/** German or English, if a sentence is clearly one of them whatever stands around it. */
function clearLanguage(sentence: string): 'de' | 'en' | undefined {
  const words = readWords(sentence);
  if (!words) return undefined;
  const known = clearByWords(words, MIXED_MARGIN);
  if (known) return known;
  const scores = scoreTrigrams(words);
  const best = scores[0]?.language;
  return margin(scores) >= MIXED_MARGIN && (best === 'de' || best === 'en') ? best : undefined;
}
