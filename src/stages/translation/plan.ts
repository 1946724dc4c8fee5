/** What of a document is to be translated, and why the rest is not. */
import type { Root } from 'mdast';
import { visit } from 'unist-util-visit';
import { detectBlock } from '../../document/language.ts';
import { markupText } from '../../segments/parse-markup.ts';
import { extractUnits, textUnit, type Unit } from '../../segments/units.ts';
import type { DocumentData, LanguageCode, LanguagePair } from '../../types.ts';

/** Characters of each neighbour: a sentence or two, enough to tell what a word is about. */
const MAX_NEIGHBOUR = 200;
/** A title or a description of fewer characters is in its document's language, as far as anyone can tell. */
const MIN_TOLD = 20;

export interface PlanOptions {
  /** Whether the title of the metadata is a unit of its own, the first. */
  title: boolean;
  /** The same of its description, the next. */
  description: boolean;
  /** The same of the text of each image, the last. */
  images: boolean;
  /** Whether segments carry the title and the text beside them as context. */
  context: boolean;
}

/**
 * All units of a document in reading order, but for images. What becomes of its title and description is in `data.translatedTitle` and
 * `data.translatedDescription`.
 */
export function collectUnits(tree: Root, data: DocumentData, options: PlanOptions): Unit[] {
  const { title, description } = data.metadata;
  const extracted = extractUnits(tree, options.context && title !== undefined ? { context: title } : {});
  const units = options.context ? withNeighbours(extracted) : extracted;
  const head: Unit[] = [];
  if (title !== undefined && options.title) {
    const unit = textUnit('title', 'title', title, languageOf(title, units, data), (text) => {
      setOrDelete(data, 'translatedTitle', text);
    });
    head.push(options.context ? beforeText(unit, units) : unit);
  }
  if (description !== undefined && options.description) {
    const language = languageOf(description, units, data);
    head.push(
      textUnit('description', 'meta', description, language, (text) => {
        setOrDelete(data, 'translatedDescription', text);
      }),
    );
  }
  return [...head, ...units, ...(options.images ? imageUnits(tree, units, data) : [])];
}

/** The alternative texts; they say by themselves what is seen, so they are nobody's context and have none. */
function imageUnits(tree: Root, units: readonly Unit[], data: DocumentData): Unit[] {
  const found: Unit[] = [];
  visit(tree, (node) => {
    if ((node.type !== 'image' && node.type !== 'imageReference') || !node.alt) return;
    const { alt, position } = node;
    const unit = textUnit(`i${found.length + 1}`, 'caption', alt, languageOf(alt, units, data), (text) => {
      node.alt = text ?? alt;
    });
    found.push({ ...unit, line: position?.start.line });
  });
  return found;
}

function setOrDelete(
  data: DocumentData,
  key: 'translatedTitle' | 'translatedDescription',
  text: string | undefined,
): void {
  if (text === undefined) delete data[key];
  else data[key] = text;
}

/** A title's neighbour is the article's first paragraph, whatever stands between. */
function beforeText(title: Unit, units: readonly Unit[]): Unit {
  const first = units.find(({ hasText, segment }) => hasText && segment.kind === 'paragraph');
  if (!first) return title;
  const after = markupText(first.segment.source).slice(0, MAX_NEIGHBOUR);
  return { ...title, segment: { ...title.segment, after } };
}

/** The same units, each knowing a little of the text around it. */
function withNeighbours(units: readonly Unit[]): Unit[] {
  const texts = units.map(({ hasText, segment }) => (hasText ? markupText(segment.source) : ''));
  return units.map((unit, index) => {
    const before = texts[index - 1]?.slice(-MAX_NEIGHBOUR);
    const after = texts[index + 1]?.slice(0, MAX_NEIGHBOUR);
    const segment = { ...unit.segment, ...(before ? { before } : {}), ...(after ? { after } : {}) };
    return { ...unit, segment };
  });
}

/** As the heading that says the same; without one, as the language stage would tell it. */
function languageOf(
  text: string,
  units: readonly Unit[],
  { language }: DocumentData,
): LanguageCode | undefined {
  const isTitle = ({ segment }: Unit): boolean =>
    segment.kind === 'heading' && markupText(segment.source) === text;
  const heading = units.find(isTitle);
  if (heading || !language || text.length < MIN_TOLD) return heading?.language;
  return detectBlock(text, language.code);
}

/** Why a unit is kept as it is; undefined when it is to be translated. */
export function reasonToKeep(unit: Unit, data: DocumentData, pair: LanguagePair): string | undefined {
  if (!unit.hasText) return 'no-text';
  // Without a language stage, the one who asked for translation is believed.
  const document = data.language?.code ?? data.metadata.declaredLanguage?.split('-')[0] ?? pair.source;
  if (document === 'und') return 'unknown-language';
  if (document !== pair.source && document !== pair.target) return 'third-language';
  const own = unit.language === undefined || unit.language === 'und' ? document : unit.language;
  if (own === pair.source) return undefined;
  if (own !== pair.target) return 'third-language';
  return pair.target === 'en' ? 'english' : 'target-language';
}
