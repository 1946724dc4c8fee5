/** Hours of the clock in words. */
export const HOURS = 'eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');

/** Minutes of the hour before: `halb neun` is half past eight, `dreiviertel neun` a quarter to nine. */
export const PARTS_OF_HOUR: Readonly<Record<string, number>> = { halb: 30, dreiviertel: 45 };

/** The hour in which those are: 8 for `halb neun`, and 12 for `halb eins`. */
export function hourBefore(word: string): number {
  return HOURS.indexOf(word.toLowerCase()) || 12;
}

/** `zehn vor drei`: minutes before or after an hour. */
const MINUTES: Readonly<Record<string, number>> = { fünf: 5, zehn: 10, zwanzig: 20 };
const QUARTER = 15;
export const NEAR_HOUR = `(?:${Object.keys(MINUTES).join('|')}) (?:vor|nach) (?:${HOURS.join('|')})`;

/** 2 and 50 for `zehn vor drei`, 7 and 15 for `Viertel nach sieben`. */
export function nearHour(words: string): [hour: number, minutes: number] {
  const [minute = '', side, word = ''] = words.split(' ');
  const [minutes, hour] = [MINUTES[minute] ?? QUARTER, HOURS.indexOf(word) + 1];
  return side === 'nach' ? [hour, minutes] : [hour === 1 ? 12 : hour - 1, 60 - minutes];
}
