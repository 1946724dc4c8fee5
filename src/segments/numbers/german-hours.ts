/** Hours of the clock in words. */
export const HOURS = 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');

/** Minutes of the hour before: `halb neun` is half past eight, `dreiviertel neun` a quarter to nine. */
export const PARTS_OF_HOUR: Readonly<Record<string, number>> = { halb: 30, dreiviertel: 45 };

/** The hour in which those are: 8 for `halb neun`, and 12 for `halb eins`. */
export function hourBefore(word: string): number {
  return HOURS.indexOf(word.toLowerCase()) || 12;
}
