/** Finds the language of the document, then of each block with the document's as prior. Removes nothing. */
import type { Heading, Html, Paragraph, Root, TableCell } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import * as z from 'zod';
import { detectBlock, detectDocument, detectMixed } from '../document/language.ts';
import { htmlTexts } from '../segments/html-texts.ts';
import { splitSentences } from '../segments/split-sentences.ts';
import type { DocumentLanguage, LanguageCode } from '../types.ts';
import { defineStage } from './stage.ts';

const NAME = 'detect-language';

const options = z.strictObject({
  shortBlock: z
    .int()
    .min(0)
    .default(20)
    .describe('Headings, table cells and captions of fewer characters take the document’s language.'),
  mixed: z
    .boolean()
    .default(true)
    .describe('Look for blocks that hold German and English sentences, and mark which is which.'),
});

/** Paragraphs of so few words without a full stop are captions, tags, labels. */
const MAX_LABEL_WORDS = 3;

type Leaf = Paragraph | Heading | TableCell;

export const stage = defineStage({
  name: NAME,
  version: 4,
  description: 'Finds the language of the document and of each block.',
  options,
  plugin(settings) {
    return (tree, file) => {
      const leaves = collect(tree);
      const data = file.data.klartext;
      const texts = [data?.metadata.title ?? '', ...leaves.map(prose)];
      const declared = data?.metadata.declaredLanguage?.split('-')[0];
      const detected = detectDocument(texts, declared);
      const language = detected.code === 'und' ? believed(declared, texts) : detected;
      if (data) data.language = language;
      if (language.code === 'und' && texts.some((text) => /\p{L}/u.test(text))) {
        file.message('the language could not be told for sure; nothing will be translated', {
          ruleId: `${NAME}:undetermined`,
          source: NAME,
        });
      }
      for (const leaf of leaves) markLeaf(leaf, language.code, settings);
      visit(tree, 'html', (block) => markHtml(block, language.code));
    };
  },
});

/** What the page says of itself, believed only where its text says nothing; confidence 0. */
function believed(code: LanguageCode | undefined, texts: readonly string[]): DocumentLanguage {
  const hasText = texts.some((text) => /\p{L}/u.test(text));
  return { code: code && hasText ? code : 'und', confidence: 0 };
}

function collect(tree: Root): Leaf[] {
  const leaves: Leaf[] = [];
  visit(tree, (node) => {
    if (node.type === 'paragraph' || node.type === 'heading' || node.type === 'tableCell') leaves.push(node);
  });
  return leaves;
}

/** A leaf's words without its code, whose words are nobody's language. */
function prose(leaf: Leaf): string {
  const parts: string[] = [];
  visit(leaf, 'text', (node) => {
    parts.push(node.value);
  });
  return parts.join('');
}

function markLeaf(leaf: Leaf, prior: LanguageCode, settings: z.output<typeof options>): void {
  const text = prose(leaf);
  if (!/\p{L}/u.test(text)) return;
  const inherits = text.trim().length < settings.shortBlock && isLabel(leaf, text);
  const spans = !inherits && settings.mixed ? mixedSpans(leaf, prior) : undefined;
  leaf.data = { ...leaf.data, language: inherits ? prior : detectBlock(text, prior) };
  if (spans) leaf.data.languageSpans = spans;
  else delete leaf.data.languageSpans;
}

/** A block of raw HTML by all that it says; its texts are too short to be told one by one. */
function markHtml(block: Html, prior: LanguageCode): void {
  const text = htmlTexts(block)
    .map(({ children }) => plainText(children))
    .join('\n');
  if (text !== '') block.data = { ...block.data, language: detectBlock(text, prior) };
}

function isLabel(leaf: Leaf, text: string): boolean {
  return (
    leaf.type !== 'paragraph' ||
    !/[.!?…]["”“»«]?\s*$/u.test(text) ||
    text.split(/\s+/u).length <= MAX_LABEL_WORDS
  );
}

/** Offsets are into the plain text, code and all, as LanguageSpan says. */
function mixedSpans(leaf: Leaf, prior: LanguageCode) {
  const sentences = splitSentences(plainText(leaf));
  return sentences.length > 1 ? detectMixed(sentences, prior) : undefined;
}
