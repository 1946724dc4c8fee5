/** The number of a point, `5. Piraten fordern`: a small model drops it, or takes it for the day of a date. */
import type { OtherWords } from './bergamot-names.ts';

const ENUMERATOR = /^(\d{1,3}[.)])\s+(?=\p{L})/u;

/**
 * The sentence without its number, which is put before the answer; undefined when it begins with none or kept it.
 * `source` is markup, `target` text.
 */
export function withoutEnumerator(source: string, target: string): OtherWords | undefined {
  const [whole, mark = ''] = ENUMERATOR.exec(source) ?? [];
  const number = Number.parseInt(mark, 10).toString();
  if (whole === undefined || target.match(/\d+/gu)?.includes(number)) return undefined;
  return { source: source.slice(whole.length), putBack: (answer) => `${mark} ${answer}` };
}
