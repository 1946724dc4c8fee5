/** What a person changed in an output, as translations of the segments that stand there. */
import type { Nodes } from 'mdast';
import { parseMarkdown } from '../document/markdown.ts';
import { attachedUnits } from '../segments/attached-units.ts';
import { encode } from '../segments/encode.ts';
import type { Item } from '../segments/inline-items.ts';
import { decodeTarget, type Unit } from '../segments/units.ts';
import { correctionKey } from '../stages/translation/corrections.ts';
import type { OutputRecord } from '../store/memory.ts';
import { changedMarks } from './changed-marks.ts';
import { translatedBy } from './compose.ts';
import type { ProcessedDocument } from './document.ts';
import { changes, commonBlocks, hashOf, OTHER_ITEM, type TextBlock, textBlocks } from './edited-blocks.ts';
import { headline, outputDescription, outputTitle } from './headline.ts';

export interface Lessons {
  /** `key` where the text alone would not tell its place; see the memory. */
  answers: { source: string; target: string; key: string }[];
  /** Changed places that could not be taken over: the line in the edited file and why. */
  refused: { line: number; reason: string }[];
  /** What the output is known by from now on: what was learned counts as written, so that its next change is seen too. */
  written: Written;
}

/** What an output is known again by; see OutputRecord. */
export type Written = Pick<OutputRecord, 'blocks' | 'head'>;

export interface EditedOutput {
  /** Of the front matter. */
  fields: Readonly<Record<string, unknown>>;
  /** The Markdown below it; lines are told as they are counted here. */
  body: string;
}

export function writtenOf(document: ProcessedDocument): Written {
  const [title, description] = [outputTitle(document), outputDescription(document)];
  return {
    blocks: textBlocks(document.written).map(({ hash }) => hash),
    head: {
      ...(title === undefined ? {} : { title: hashOf(title) }),
      ...(description === undefined ? {} : { description: hashOf(description) }),
      by: hashOf(translatedBy(document)),
    },
  };
}

/** Whether this is the output that was noted, and not that of another run in its place: every block would seem corrected. */
export function isTranslatedAsNoted(
  { head = {} }: Pick<Written, 'head'>,
  fields: EditedOutput['fields'],
): boolean {
  return head.by === undefined || head.by === hashOf(fields.translated_by);
}

/** Whether title and description are those that were written, as far as that was noted. */
export function isHeadAsWritten(
  { head = {} }: Pick<Written, 'head'>,
  fields: EditedOutput['fields'],
): boolean {
  return HEAD_FIELDS.every((field) => head[field] === undefined || head[field] === hashOf(fields[field]));
}

/**
 * Compares an edited output with what was written then. `document` is the same input through the stages again; of it only
 * the segments count, whatever their translation. Text blocks are aligned in order: those that are the same on both sides
 * hold the rest in place, and between two of them as many changed blocks as before pair up one to one. Whatever does not pair up, mixes languages, or changed its links or code is refused.
 */
export function learnFrom(document: ProcessedDocument, written: Written, edited: EditedOutput): Lessons {
  const units = attachedUnits(document.file);
  const name = document.file.path ?? '';
  const { blocks } = written;
  const after = textBlocks(parseMarkdown(edited.body).root);
  const lessons: Lessons = { answers: [], refused: [], written };
  if (blocks.length !== textBlocks(document.root).length)
    return { ...lessons, refused: [{ line: 1, reason: 'its blocks do not read back one to one' }] };
  const same = commonBlocks(blocks, after);
  const known = [...blocks];
  lessons.refused.push(...changedMarks(document, same, after));
  for (const change of changes(same, blocks, after)) {
    if ('reason' in change) {
      lessons.refused.push(change);
      continue;
    }
    const { index, block } = change;
    const unit = units.get(`s${index + 1}`);
    const learned = lesson(unit, block);
    if (typeof learned === 'string') {
      lessons.refused.push({ line: block.line, reason: learned });
      continue;
    }
    lessons.answers.push({ ...learned, key: correctionKey(unit as Unit, [...units.values()], name) });
    known[index] = block.hash;
  }
  const head = learnHead(document, written, edited.fields, lessons);
  return { ...lessons, written: { blocks: known, head } };
}

const HEAD_FIELDS = ['title', 'description'] as const;

/** Title and description, where a person wrote them anew in the front matter; answers what they are known by now. */
function learnHead(
  document: ProcessedDocument,
  { head = {} }: Written,
  fields: EditedOutput['fields'],
  { answers, refused }: Lessons,
): NonNullable<Written['head']> {
  const units = attachedUnits(document.file);
  const known = { ...head };
  for (const field of HEAD_FIELDS) {
    const value = fields[field];
    if (head[field] === undefined || hashOf(value) === head[field]) continue;
    const unit = field === 'title' ? titleUnit(document, units) : units.get(field);
    const learned = unit ? headLesson(unit, value) : 'it was not translated';
    if (typeof learned === 'string') {
      refused.push({ line: 1, reason: `${field}: ${learned}` });
      continue;
    }
    const { source, target } = learned;
    const inBody = answers.find((answer) => answer.key === source);
    if (inBody && inBody.target !== target) {
      refused.push({ line: 1, reason: `${field}: its heading says another` });
      continue;
    }
    if (!inBody) answers.push({ ...learned, key: source });
    known[field] = hashOf(value);
  }
  return known;
}

function headLesson(unit: Unit, value: unknown): ReturnType<typeof lesson> {
  if (value === undefined) return 'it was taken out';
  if (typeof value !== 'string') return 'expected a text; put it in quotation marks';
  return lesson(unit, { children: [{ type: 'text', value }] });
}

/** That of the heading which gives the title, so that both say the same again. */
function titleUnit({ root }: ProcessedDocument, units: ReadonlyMap<string, Unit>): Unit | undefined {
  const heading = headline(root);
  if (!heading) return units.get('title');
  const index = textBlocks(root).findIndex(({ children }) => children === heading.children);
  return units.get(`s${index + 1}`);
}

/** The person's text in the segment's own markup, or why it cannot be put so. */
function lesson(
  unit: Unit | undefined,
  { children }: Pick<TextBlock, 'children'>,
): { source: string; target: string } | string {
  if (!unit) return 'the block mixes languages';
  const written = encode(children);
  const ids = new Map<number, number>();
  const free = [...unit.encoded.encodedTags];
  for (const { item } of written.encodedTags) {
    const match = free.findIndex((tag) => signature(tag.item) === signature(item));
    if (match === -1) return OTHER_ITEM;
    ids.set(item.id, free.splice(match, 1)[0]?.item.id ?? 0);
  }
  const target = written.source.replace(
    /<([gx]) id="(\d+)"/g,
    (_, kind, id) => `<${kind} id="${ids.get(Number(id))}"`,
  );
  const decoded = decodeTarget(unit, target);
  return decoded.ok ? { source: unit.segment.source, target } : decoded.reason;
}

/** What makes two inline elements the same whatever text is in them. */
function signature(item: Item): string {
  if (item.type === 'text') return '';
  const nodes = item.type === 'paired' ? item.chain : [item.node];
  return JSON.stringify(
    nodes.map((node) => {
      const { position: _position, data: _data, ...fields } = node as Nodes & { children?: unknown };
      return item.type === 'paired' ? { ...fields, children: null } : withoutPositions(fields);
    }),
  );
}

function withoutPositions(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) => (key === 'position' || key === 'data' ? undefined : inner)),
  );
}
