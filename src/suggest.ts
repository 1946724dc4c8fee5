/** "Did you mean": the nearest of a few known words to one that is not known. */

/** Edit distance by insertion, deletion, substitution; case does not count. */
export function editDistance(a: string, b: string): number {
  const left = [...a.toLowerCase()];
  const right = [...b.toLowerCase()];
  let row = right.map((_, index) => index + 1);
  row.unshift(0);
  for (const [i, letter] of left.entries()) {
    const next = [i + 1];
    for (const [j, other] of right.entries()) {
      const swap = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}

/** The known word nearest to `word`, if near enough to be a slip (a third of its length, at least 2). */
export function suggest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(word, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** ` Did you mean "x"?` or the empty string; made to stand at the end of a message. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const hit = suggest(word, known);
  return hit === undefined ? '' : ` Did you mean "${hit}"?`;
}
