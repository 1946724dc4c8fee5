/** What the text model looks at: the text of a block, its place, its neighbours. Numbers between about 0 and 1. */
import { FUNCTION_WORDS } from '../../../document/function-words.ts';

/** All that is known of a block before its neighbours are looked at. */
export interface TextBlock {
  text: string;
  /** Whether a whole-block rule of the packs matches it, wherever it stands. */
  ruleHit: boolean;
}

/** How many features a block has; part of the model's check that it was trained for these. */
export const FEATURE_COUNT = 77;
/** And in a later pass, which sees what the one before made of the neighbours. */
export const SECOND_COUNT = FEATURE_COUNT + 29;

const WORD_BINS = [1, 2, 3, 5, 8, 12, 20, 35, 60];
const OFFSETS = [-3, -2, -1, 1, 2, 3];
const WINDOWS = [3, 8, 20];

interface Measures {
  words: number;
  prose: number;
  ruleHit: number;
  own: number[];
  long: string[];
}

const FUNCTION_SETS = Object.values(FUNCTION_WORDS).flatMap(({ strong, weak }) => [strong, weak]);

/** One row of FEATURE_COUNT numbers a block. Linear in the length of the document. */
export function featuresOf(blocks: readonly TextBlock[]): Float64Array[] {
  const counts = new Map<string, number>();
  for (const { text } of blocks) counts.set(text, (counts.get(text) ?? 0) + 1);
  const measures = blocks.map((block) => measure(block, (counts.get(block.text) ?? 0) > 1));
  const told = new Map<string, number>();
  for (const { prose, long } of measures) {
    if (prose) for (const word of new Set(long)) told.set(word, (told.get(word) ?? 0) + 1);
  }
  const core = bestRun(
    measures.map(({ prose, words }) => (prose ? Math.min(words, 80) : -Math.min(6, 2 + words))),
  );
  const sums = runningSums(measures.map(({ prose }) => prose));
  return measures.map((own, index) => {
    const shared = own.long.filter((word) => (told.get(word) ?? 0) > own.prose).length;
    const row = [
      ...own.own,
      own.long.length > 0 ? shared / own.long.length : 0,
      ...placeIn(index, blocks.length),
      ...relativeTo(core, index),
      ...OFFSETS.flatMap((offset) => {
        const other = measures[index + offset];
        return other
          ? [Math.min(Math.log1p(other.words) / 5, 1), other.prose, other.ruleHit, 0]
          : [0, 0, 0, 1];
      }),
      ...WINDOWS.map((width) => meanAround(sums, index, width)),
    ];
    return Float64Array.from(row);
  });
}

/** The rows of a later pass: the first's, and the probabilities (0..1) of the pass before around each block. */
export function secondFeatures(
  rows: readonly Float64Array[],
  blocks: readonly TextBlock[],
  first: readonly number[],
): Float64Array[] {
  const sums = runningSums(first);
  const weights = blocks.map(({ text }, index) => ((first[index] ?? 0) - 0.4) * Math.min(text.length, 600));
  const core = bestRun(weights);
  return rows.map((row, index) => {
    const own = first[index] ?? 0;
    const around = [-4, -3, -2, -1, 1, 2, 3, 4].map((offset) => first[index + offset] ?? 0);
    const logit = Math.log((own + 1e-4) / (1 - own + 1e-4)) / 10;
    const context = WINDOWS.map((width) => meanAround(sums, index, width));
    const place = relativeTo(core, index);
    const text = blocks[index]?.text ?? '';
    const short = Number(text.length < 60);
    const beside = [Math.min(around[3] ?? 0, around[4] ?? 0), Math.max(around[3] ?? 0, around[4] ?? 0)];
    const both = [short, Number(blocks[index]?.ruleHit ?? false), Number(text.length > 200)].flatMap(
      (kind) => [kind * (context[0] ?? 0), kind * (context[1] ?? 0), kind * (place[0] ?? 0)],
    );
    return Float64Array.from([...row, own, logit, ...around, ...context, ...place, ...beside, ...both]);
  });
}

function measure({ text, ruleHit }: TextBlock, repeated: boolean): Measures {
  const words = text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? [];
  const count = words.length;
  const stops = words.filter((word) => FUNCTION_SETS.some((set) => set.has(word.toLowerCase()))).length;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  const letters = words.join('').length;
  const ends = /[.!?…]["”“»«’')\]]*\s*$/u.test(text);
  const sentences = text.match(/[.!?…]["”“»«’')\]]*(?=\s|$)/gu)?.length ?? 0;
  const prose = Number(count >= 8 && ends);
  const bin = WORD_BINS.findIndex((limit) => count <= limit);
  const has = (pattern: RegExp) => Number(pattern.test(text));
  const own = [
    ...WORD_BINS.map((_, index) => Number(index === bin)),
    Number(bin < 0),
    Number(ends),
    prose,
    has(/:\s*$/u),
    has(/\?["”“»«]?\s*$/u),
    has(/(?:…|\.\.\.)\s*$/u),
    Number(sentences >= 2),
    Number(sentences >= 4),
    has(/^\p{Ll}/u),
    has(/^\d/u),
    has(/^[^\p{L}\p{N}"„“»«‚'(]/u),
    count ? stops / count : 0,
    Number(count >= 3 && stops === 0),
    count ? capitals / count : 0,
    Number(count > 0 && text === text.toUpperCase() && /\p{L}/u.test(text)),
    count ? Math.min(letters / count / 15, 1) : 0,
    count ? (text.match(/\d/g)?.length ?? 0) / text.length : 0,
    has(/,/u),
    Number((text.match(/,/g)?.length ?? 0) >= 3),
    has(/["„“”»«]/u),
    has(/©|\(c\)/iu),
    has(
      /\d{1,2}[:.]\d{2}\s*Uhr|\d{1,2}\.\s?(?:\d{1,2}\.|\p{L}{3,9})\s?\d{2,4}|\d{1,2}:\d{2}|\d{4}-\d{2}-\d{2}|\b(?:19|20)\d{2}\b/u,
    ),
    has(/^\(?(?:foto|bild|quelle|grafik|video|von|by|photo|image|credit)\b/iu),
    has(/https?:|www\.|@\w|\.(?:de|com|at|ch)\b/iu),
    has(/[|»›→▶•]|\s>\s/u),
    has(/\b(?:sie|ihr[em]?n?|du|deine?|dich|you|your)\b/iu),
    has(
      /newsletter|abo(?:nn|s?\b)|subscri|anmeld|registrier|login|sign\s?(?:in|up)|cookie|datenschutz|privacy|impressum|kommentar|comment|teilen|share|kostenlos|anzeige|werbung|advert|e-?mail|jetzt|passwor/iu,
    ),
    Number(ruleHit),
    Number(repeated),
  ];
  const long = words.filter((word) => word.length >= 5).map((word) => word.toLowerCase());
  return { words: count, prose, ruleHit: Number(ruleHit), own, long };
}

function placeIn(index: number, count: number): number[] {
  const place = count > 1 ? index / (count - 1) : 0;
  return [
    place,
    place * place,
    Math.min(Math.log1p(index) / 5, 1),
    Math.min(Math.log1p(count - 1 - index) / 5, 1),
    Math.min(Math.log1p(count) / 7, 1),
  ];
}

/** Inside the run or not, and how far before or behind it. */
function relativeTo(run: { start: number; end: number }, index: number): number[] {
  const before = Math.max(0, run.start - index);
  const behind = Math.max(0, index - run.end);
  return [
    Number(before === 0 && behind === 0),
    Math.min(Math.log1p(before) / 4, 1),
    Math.min(Math.log1p(behind) / 4, 1),
    Number(before > 0),
    Number(behind > 0),
  ];
}

/** The run of blocks with the greatest sum, both ends included (Kadane). */
function bestRun(values: readonly number[]): { start: number; end: number } {
  let best = { start: 0, end: values.length - 1, sum: Number.NEGATIVE_INFINITY };
  let start = 0;
  let sum = 0;
  for (const [index, value] of values.entries()) {
    if (sum <= 0) {
      start = index;
      sum = 0;
    }
    sum += value;
    if (sum > best.sum) best = { start, end: index, sum };
  }
  return best;
}

function runningSums(values: readonly number[]): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return sums;
}

function meanAround(sums: Float64Array, index: number, width: number): number {
  const from = Math.max(0, index - width);
  const to = Math.min(sums.length - 1, index + width + 1);
  return ((sums[to] ?? 0) - (sums[from] ?? 0)) / Math.max(1, to - from);
}
