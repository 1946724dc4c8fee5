/** What a text is made of, as hashes: enough to tell copies and repeats apart from the rest without keeping the text. */
import { fnv1a, sha256 } from '../hash.ts';

/** Runs of so many words; shorter texts are labels and say nothing of an article. */
const WORDS_PER_SHINGLE = 4;

function wordsIn(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Names a block by its words alone: case, punctuation and spacing do not count. '' for a text without words. */
export function blockKey(text: string): string {
  const words = wordsIn(text);
  return words.length === 0 ? '' : sha256(words.join(' ')).slice(0, 16);
}

/** Hashes (32 bits) of every run of four words, each once; none for a shorter text. */
export function shinglesOf(text: string): Uint32Array {
  const words = wordsIn(text);
  const found = new Set<number>();
  for (let index = 0; index + WORDS_PER_SHINGLE <= words.length; index += 1)
    found.add(hashOf(words.slice(index, index + WORDS_PER_SHINGLE).join(' ')));
  return Uint32Array.from(found);
}

/** Hashes of the numbers in a text, each once: two texts that differ here say two things. */
export function figuresOf(text: string): Uint32Array {
  const figures = text.normalize('NFKC').match(/\p{N}+(?:[.,:]\p{N}+)*/gu) ?? [];
  return Uint32Array.from(new Set(figures.map(hashOf)));
}

export function countWords(text: string): number {
  return wordsIn(text).length;
}

/** FNV-1a with MurmurHash's last mix: its low bits alone pick a fair sample. */
function hashOf(text: string): number {
  let hash = fnv1a(text);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
