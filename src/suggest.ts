/** "Did you mean": one place for it, so that every error about a name reads alike. */
import { closest, distance } from 'fastest-levenshtein';

/** The known name nearest to `given`, if it is near enough to be a slip of the hand (a third of its letters). */
function nearest(given: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(given.toLowerCase(), known as string[]);
  return distance(given.toLowerCase(), best) <= Math.max(2, Math.floor(best.length / 3)) ? best : undefined;
}

/** ` Did you mean "stages"?`, or what there is when nothing is near. Starts with a space. */
export function didYouMean(given: string, names: Iterable<string>): string {
  const known = [...names];
  const near = nearest(given, known);
  if (near !== undefined) return ` Did you mean "${near}"?`;
  return known.length > 0 ? ` Known: ${known.join(', ')}.` : '';
}
