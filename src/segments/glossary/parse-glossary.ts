/** Glossaries as data: a CSV file a user can edit in a spreadsheet. This turns its text into checked entries. */
import { parse } from 'csv-parse/sync';
import { KlartextError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import type { GlossaryTerm } from '../../types.ts';

export const PARTS_OF_SPEECH = ['noun', 'name', 'adjective', 'verb', 'phrase'] as const;
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

export interface GlossaryEntry extends GlossaryTerm {
  /** All English that is right, `english` first; the cell parts them by `|`. */
  accepted: readonly string[];
  /** Only as it is written here: `Signal-App`, not `signal`. */
  caseSensitive: boolean;
  /** Not within compounds. */
  wholeWord: boolean;
  partOfSpeech: PartOfSpeech;
  note?: string;
}

export interface Glossary {
  /** Its entries in the file's order. */
  entries: readonly GlossaryEntry[];
  /** As the user knows it. */
  path: string;
}

const COLUMNS = [
  'german',
  'english',
  'case',
  'whole-word',
  'do-not-translate',
  'part-of-speech',
  'note',
] as const;
const NEEDED = ['german', 'english'] as const;
const EMPTY = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Row;
type Row = Record<(typeof COLUMNS)[number], string>;
const FLAGS = ['case', 'whole-word', 'do-not-translate'] as const;

interface Line {
  row: Row;
  line: number;
}

/**
 * Parses and checks a glossary: UTF-8 CSV, a header with `german`, `english` and any of the columns above in any order, flags `yes` or empty,
 * lines that begin with `#` are comments. Throws CONFIG_INVALID with every problem, each naming file and line.
 */
export function parseGlossary(csvText: string, path: string): Glossary {
  const lines = readLines(csvText, path);
  const problems: string[] = [];
  const first = new Map<string, number>();
  for (const { row, line } of lines) {
    for (const problem of problemsOf(row)) problems.push(`${path}:${line}: ${problem}`);
    const key = row.case === 'yes' ? row.german : row.german.toLowerCase();
    const twin = first.get(key);
    if (twin !== undefined) problems.push(`${path}:${line}: "${row.german}" stands in line ${twin} already.`);
    else first.set(key, line);
  }
  if (problems.length > 0) throw new KlartextError('CONFIG_INVALID', problems.join('\n'));
  return { path, entries: lines.map(({ row }) => toEntry(row)) };
}

function readLines(csvText: string, path: string): Line[] {
  try {
    const records = parse(csvText, {
      bom: true,
      columns: (header: string[]) => checkedHeader(header, path),
      comment: '#',
      comment_no_infix: true,
      info: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: Partial<Row>; info: { lines: number } }[];
    return records.map(({ record, info }) => ({ row: { ...EMPTY, ...record }, line: info.lines }));
  } catch (error) {
    if (error instanceof KlartextError) throw error;
    const { lines, message } = error as { lines?: number; message: string };
    throw new KlartextError(
      'CONFIG_INVALID',
      `${path}${lines ? `:${lines}` : ''}: not valid CSV: ${message}.`,
    );
  }
}

function checkedHeader(header: readonly string[], path: string): string[] {
  const unknown = header.find((name) => !(COLUMNS as readonly string[]).includes(name));
  if (unknown !== undefined) {
    throw new KlartextError(
      'CONFIG_INVALID',
      `${path}:1: unknown column "${unknown}".${didYouMean(unknown, COLUMNS)}`,
      {
        hint: `Columns: ${COLUMNS.join(', ')}.`,
      },
    );
  }
  const missing = NEEDED.find((name) => !header.includes(name));
  if (missing === undefined) return [...header];
  throw new KlartextError('CONFIG_INVALID', `${path}:1: there is no column "${missing}".`, {
    hint: `Columns: ${COLUMNS.join(', ')}.`,
  });
}

function problemsOf(row: Row): string[] {
  const problems: string[] = [];
  if (!/\p{L}/u.test(row.german)) problems.push('there is no German term.');
  for (const flag of FLAGS) {
    if (row[flag] !== 'yes' && row[flag] !== '')
      problems.push(`${flag}: expected yes or nothing, got "${row[flag]}".`);
  }
  const part = row['part-of-speech'];
  if (part !== '' && !(PARTS_OF_SPEECH as readonly string[]).includes(part)) {
    problems.push(`part-of-speech: unknown "${part}".${didYouMean(part, PARTS_OF_SPEECH)}`);
  }
  const isKept = row['do-not-translate'] === 'yes';
  if (isKept && row.english !== '' && row.english !== row.german) {
    problems.push(`"${row.german}" is not to be translated and has another English term.`);
  }
  if (!isKept && formsOf(row.english).length === 0) problems.push(`"${row.german}" has no English term.`);
  return problems;
}

function toEntry(row: Row): GlossaryEntry {
  const doNotTranslate = row['do-not-translate'] === 'yes';
  const accepted = doNotTranslate ? [row.german] : formsOf(row.english);
  const caseSensitive = row.case === 'yes' || doNotTranslate;
  const wholeWord = row['whole-word'] === 'yes' || doNotTranslate;
  const partOfSpeech = (row['part-of-speech'] || (doNotTranslate ? 'name' : 'noun')) as PartOfSpeech;
  return {
    german: row.german,
    english: accepted[0] ?? row.german,
    accepted,
    doNotTranslate,
    // A phrase that must stand as it is written is a title: `Das Register`.
    isName: partOfSpeech === 'name' || (partOfSpeech === 'phrase' && caseSensitive && wholeWord),
    caseSensitive,
    wholeWord,
    partOfSpeech,
    ...(row.note === '' ? {} : { note: row.note }),
  };
}

function formsOf(cell: string): string[] {
  return cell
    .split('|')
    .map((form) => form.trim())
    .filter((form) => form !== '');
}
