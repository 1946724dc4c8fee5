/** Which blocks of a page are content, by the benchmark's gold texts. */
import { type Gold, type Page, SEGMENT_SET } from './data.ts';
import { normalise, tokens } from './scores.ts';

export interface Label {
  /** 0..1: how much of the block is content. */
  label: number;
  /** How much it counts; a page's sum is the same whatever its length. 0: nothing is known. */
  weight: number;
}

/** Pages with full texts tell of every block, pages with segments of a few. */
const FULL_TEXT_WEIGHT = 2;
/** Long blocks count more, as they do to readers, but by far not by their words: short ones are what is hard. */
const LENGTH_POWER = 0.75;

export function labelBlocks(page: Page, gold: Gold, texts: readonly string[]): Label[] {
  const isSegments = page.set === SEGMENT_SET;
  const labels = isSegments ? bySegments(gold, texts) : byText(gold.gold ?? '', texts);
  const total = labels.reduce((sum, { weight }) => sum + weight, 0);
  const scale = total === 0 ? 0 : (isSegments ? 1 : FULL_TEXT_WEIGHT) / total;
  return labels.map(({ label, weight }) => ({ label, weight: weight * scale }));
}

function bySegments(gold: Gold, texts: readonly string[]): Label[] {
  const labels: Label[] = texts.map(() => ({ label: 0, weight: 0 }));
  const normal = texts.map(normalise);
  const mark = (segments: readonly string[] | undefined, label: 0 | 1) => {
    for (const segment of segments ?? []) {
      const wanted = normalise(segment);
      const hits = normal.flatMap((text, index) => (wanted && text.includes(wanted) ? [index] : []));
      for (const index of hits) {
        const own = labels[index] as Label;
        // A short block named by both is a label that also stands in a sentence.
        if (label === 1 && own.label === 0 && own.weight > 0 && (normal[index] as string).length < 80)
          continue;
        labels[index] = {
          label,
          weight: (own.label === label ? own.weight : 0) + 1 / Math.sqrt(hits.length),
        };
      }
    }
  };
  mark(gold.comments, 0);
  mark(gold.without, 0);
  mark(gold.with, 1);
  return labels;
}

function byText(gold: string, texts: readonly string[]): Label[] {
  const words = tokens(gold);
  const runs = new Set<string>();
  for (let index = 0; index + 4 <= words.length; index++) runs.add(words.slice(index, index + 4).join(' '));
  const lines = new Set(gold.split(/\n+/).map((line) => tokens(line).join(' ')));
  const whole = ` ${words.join(' ')} `;
  return texts.map((text) => labelOf(tokens(text), { runs, lines, whole }));
}

function labelOf(
  words: readonly string[],
  gold: { runs: Set<string>; lines: Set<string>; whole: string },
): Label {
  if (words.length === 0) return { label: 0, weight: 0.05 };
  const weight = words.length ** LENGTH_POWER;
  if (words.length >= 4) {
    let found = 0;
    for (let index = 0; index + 4 <= words.length; index++) {
      if (gold.runs.has(words.slice(index, index + 4).join(' '))) found++;
    }
    return { label: found / (words.length - 3), weight };
  }
  const text = words.join(' ');
  if (gold.lines.has(text)) return { label: 1, weight };
  // Three words somewhere in a text of thousands prove nothing.
  return { label: 0, weight: gold.whole.includes(` ${text} `) ? 0.1 : weight };
}
