/** Hours of the clock in words. */
export const HOURS = 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');

/** What `halb neun` is half past: 8, and 12 for `halb eins`. */
export function hourBefore(word: string): number {
  return HOURS.indexOf(word.toLowerCase()) || 12;
}
