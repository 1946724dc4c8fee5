/** The number of a point, `5. Piraten fordern`: a small model drops it, or takes it for the day of a date. */
import { markupText } from '../segments/parse-markup.ts';
import type { Segment } from '../types.ts';
import type { OtherWords } from './bergamot-names.ts';

const ENUMERATOR = /^(\d{1,3}[.)])\s+(?=\p{L})/u;

/** The segment without its number, which is put before the answer; undefined when it begins with none or kept it. */
export function withoutEnumerator(segment: Segment, target: string): OtherWords | undefined {
  const [whole, mark = ''] = ENUMERATOR.exec(segment.source) ?? [];
  if (
    whole === undefined ||
    markupText(target).match(/\d+/gu)?.includes(Number.parseInt(mark, 10).toString())
  )
    return undefined;
  return {
    segment: { ...segment, source: segment.source.slice(whole.length) },
    putBack: (answer) => `${mark} ${answer}`,
  };
}
