/** Names of documents that stand with others at one place: `<place>#<id>`. */

/** What steers a terminal, begins a line anew or turns it around. */
export const STEERING = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
const RUNS = new RegExp(`${STEERING.source}+`, 'gu');

/** Ids are a stranger's words, and keys are printed at terminals and in logs: of such characters spaces are left. */
export function keyWithin(place: string, id: string | number): string {
  return `${place}#${steerless(String(id))}`;
}

/** A text without them. */
export function steerless(text: string): string {
  return text.replace(RUNS, ' ');
}
