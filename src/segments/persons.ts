/** Persons that an article names, as far as it can be told from what its translations keep. */
import { isGermanNoun } from './checks/german-nouns.ts';

/** `Karsten Haustein`, `Rainer de Meijer`: each name with the one behind it, which may be the first of the next pair. */
const PAIR =
  /(?<![\p{L}\p{N}_-])(?=(\p{Lu}\p{L}{2,30}) ((?:(?:von|van|vom|zu|de|den|der|di|da|del|la|al|el|bin|ten) ){0,2})(\p{Lu}\p{L}{2,30})(?![\p{L}\p{N}_-]))/gu;
const WORD = /\p{L}+/gu;
const WHOLE_WORD = /(?<![\p{L}\p{N}_-])\p{L}+(?![\p{L}\p{N}_-])/gu;
/** Shorter ones are too many other things. */
const LEAST_LETTERS = 4;
/** An article, or what stands in its place, and the noun that it belongs to, an adjective between them or not. */
const DETERMINED =
  /(?<!\p{L})(?:[Dd](?:er|ie|as|en|em|es)|[MmDdSsKk]?[Ee]ine?[mnrs]?|[Ii]hre?[mnrs]?|[Uu]nsere?[mnrs]?|[Jj]ede[mnrs]?|[Dd]iese[mnrs]?|[Vv]iele|[Aa]lle|[Zz]u[mr]|[IiAa](?:m|ns)|[Vv]om|[Bb]eim)\s(?:\p{Ll}+\s)?(\p{Lu}\p{L}+)/gu;

/** What English calls otherwise though it stands behind a name: points of the compass, places, railways, parties. */
const TRANSLATED =
  /^(?:Nord|Ost|Süd|Athen|Belgrad|Bukarest|Florenz|Genf|Kiew|Kopenhagen|Köln|Lissabon|Mailand|Moskau|München|Neapel|Nürnberg|Prag|Tokio|Venedig|Warschau|Wien|Zürich|Bahn|Post|Bund|Linken?|Grünen?)$/u;

interface Text {
  source: string;
  target: string;
}

/** A name with the one before it. */
export interface NamePair {
  first: string;
  last: string;
  /** As the text has both. */
  whole: string;
}

export function namePairs(source: string): NamePair[] {
  return [...source.matchAll(PAIR)].flatMap(([, first = '', between = '', last = '']) =>
    isGermanNoun(first) || isGermanNoun(last) || TRANSLATED.test(last)
      ? []
      : [{ first, last, whole: `${first} ${between}${last}` }],
  );
}

/**
 * By the place of each text, the last names that its translation lacks. A word counts as one if it stands behind a name
 * that is kept there, is itself kept somewhere, and neither is ever a common noun: in small letters in English, or behind
 * an article in German. So is the whole of both, where the first is a name for sure: a person is a better subject than a half.
 */
export function lostPersons(texts: readonly Text[]): Map<number, string[]> {
  const kept = texts.map(({ target }) => new Set(target.match(WORD)));
  const pairs = texts.map(({ source }) => namePairs(source));
  const names = lastNames(texts, pairs, kept);
  const lost = new Map<number, string[]>();
  if (names.size === 0) return lost;
  const wholes = new Set(texts.flatMap(({ target }) => namePairs(target).map(({ whole }) => whole)));
  for (const [index, { source }] of texts.entries()) {
    const words = kept[index] as ReadonlySet<string>;
    const missing = new Set(source.match(WHOLE_WORD)?.filter((word) => names.has(word) && !words.has(word)));
    if (missing.size === 0) continue;
    const own = (pairs[index] ?? []).filter(
      ({ first, last, whole }) => missing.has(last) && (words.has(first) || wholes.has(whole)),
    );
    lost.set(index, [...new Set([...missing, ...own.map(({ whole }) => whole)])]);
  }
  return lost;
}

function lastNames(
  texts: readonly Text[],
  pairs: readonly (readonly NamePair[])[],
  kept: readonly ReadonlySet<string>[],
): ReadonlySet<string> {
  const everKept = new Set(kept.flatMap((words) => [...words]));
  const everWritten = new Set(texts.flatMap(({ source }) => source.match(WORD) ?? []));
  const behindArticle = new Set(
    texts.flatMap(({ source }) => [...source.matchAll(DETERMINED)].map(([, word = '']) => word)),
  );
  const isName = (word: string) =>
    word.length >= LEAST_LETTERS &&
    everKept.has(word) &&
    !everKept.has(word.toLowerCase()) &&
    !behindArticle.has(word) &&
    // The genitive of another.
    !(word.endsWith('s') && everWritten.has(word.slice(0, -1)));
  return new Set(
    pairs.flatMap((own, index) =>
      own
        .filter(({ first, last }) => kept[index]?.has(first) && !behindArticle.has(first) && isName(last))
        .map(({ last }) => last),
    ),
  );
}
