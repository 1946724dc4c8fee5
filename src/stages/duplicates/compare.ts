/** How alike two texts are, and whether one says anything that the other does not. Pure string work. */

export interface Words {
  /** Lower-case words and numbers in order. */
  all: string[];
  /** What must not get lost: numbers, words in capitals that open no sentence, words that change the meaning. */
  weighty: Set<string>;
  /** The numbers and the words that change the meaning, sorted and joined: two texts that differ here say two things. */
  turns: string;
  /** Neighbouring words. */
  pairs: ReadonlySet<string>;
}

/** Words that turn a sentence round, or count, or compare. */
const MEANING = new Set(
  (
    'nicht kein keine keinen keinem keiner nie niemals ohne gegen erste ersten erster zweite zweiten zweiter dritte dritten ' +
    'dritter vierte vierten eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf hundert tausend ' +
    'mehr weniger höher niedriger steigt sinkt stieg sank gestiegen gesunken vor nach über unter gestern heute morgen ' +
    'not no never none without against first second third fourth one two three four five six seven eight nine ten ' +
    'eleven twelve hundred thousand more less higher lower rises falls rose fell above below before after ' +
    'yesterday today tomorrow monday tuesday wednesday thursday friday saturday sunday'
  ).split(' '),
);

/** The words of a text and those of them that carry its facts. */
export function wordsOf(text: string): Words {
  const all: string[] = [];
  const weighty = new Set<string>();
  const turns: string[] = [];
  let opens = true;
  for (const match of text.normalize('NFC').matchAll(/[\p{L}\p{N}]+(?:[.,:][\p{N}]+)*|[.!?:“”„«»"]/gu)) {
    const word = match[0];
    if (!/[\p{L}\p{N}]/u.test(word)) {
      opens = true;
      continue;
    }
    const lower = word.toLowerCase();
    all.push(lower);
    const name = !opens && /^\p{Lu}/u.test(word);
    const turn = /\p{N}/u.test(word) || MEANING.has(lower);
    if (turn) turns.push(lower);
    if (name || turn) weighty.add(lower);
    opens = false;
  }
  const pairs = new Set(all.slice(1).map((word, index) => `${all[index]} ${word}`));
  return { all, weighty, turns: turns.sort().join(' '), pairs };
}

/** Same words in the same order: equal but for case, punctuation and spacing. */
export function sameWords(a: Words, b: Words): boolean {
  return a.all.length === b.all.length && a.all.every((word, index) => word === b.all[index]);
}

/** Share of a's words that b has too (each occurrence counts once), 0..1. */
export function coverage(a: Words, b: Words): number {
  const left = new Map<string, number>();
  for (const word of b.all) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of a.all) {
    const count = left.get(word) ?? 0;
    if (count > 0) shared += 1;
    left.set(word, count - 1);
  }
  return a.all.length === 0 ? 0 : shared / a.all.length;
}

/** Share of a's word pairs that b has too, 0..1: coverage that minds the order. */
export function pairCoverage(a: Words, b: Words): number {
  let shared = 0;
  for (const pair of a.pairs) if (b.pairs.has(pair)) shared += 1;
  return a.pairs.size === 0 ? 0 : shared / a.pairs.size;
}

/** Whether every number, name and turning word of a stands in b. */
export function factsCovered(a: Words, b: Words): boolean {
  for (const word of a.weighty) if (!b.all.includes(word)) return false;
  return true;
}
