/** Repairs what scrapers and content systems did to the characters of a text; changes no words. */
import type { Root } from 'mdast';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import * as z from 'zod';
import { type DocumentData, documentData } from '../types.ts';
import { attachCredits } from './repair/credits.ts';
import { repairInline } from './repair/inline.ts';
import { hasMojibake } from './repair/mojibake.ts';
import { mendBorders } from './repair/spaces.ts';
import { type RepairContext, type RepairRule, repairText } from './repair/text.ts';
import { defineStage } from './stage.ts';

const REASONS: Record<RepairRule, string> = {
  mojibake: 'UTF-8 that was read as windows-1252',
  entity: 'HTML entities left in the text',
  'soft-hyphen': 'soft hyphens',
  invisible: 'zero-width characters and marks',
  control: 'control characters',
  normalization: 'characters composed (NFC)',
  'broken-word': 'words broken at line ends',
  space: 'no-break, tabulated or doubled spaces',
  'space-before-punctuation': 'spaces before punctuation',
  'edge-space': 'spaces at the edges of blocks and of emphasised text',
  'lost-space': 'spaces lost beside a link',
  quote: 'quotation marks paired again',
  credit: 'image credits joined to their caption',
};

const options = z.strictObject({});

/**
 * Repairs text nodes, alternative texts and the metadata's texts, never code, URLs or HTML. One info message
 * a kind of repair says how often; U+FFFD, which nobody can repair, is warned of.
 */
export const stage = defineStage({
  name: 'repair-text',
  version: 3,
  description: 'Repairs mojibake, entities, invisible characters, broken words and spaces.',
  options,
  plugin: () => (root, file) => {
    const counts = new Map<RepairRule, number>();
    const vocabulary = textOf(root);
    const context: RepairContext = {
      mojibake: hasMojibake(vocabulary),
      vocabulary,
      count: (rule, times) => counts.set(rule, (counts.get(rule) ?? 0) + times),
    };
    repairTree(root, context);
    repairInline(root, context.count);
    const credits = attachCredits(root);
    if (credits > 0) context.count('credit', credits);
    repairMetadata(documentData(file), context);
    for (const [rule, times] of counts) {
      file.info(`repaired ${times} × ${REASONS[rule]}`, { ruleId: rule, source: 'repair-text' });
    }
    const lost = textOf(root).match(/\ufffd/g)?.length ?? 0;
    if (lost > 0) {
      const reason = `${lost} × U+FFFD: characters were lost before the text came here`;
      file.message(reason, { ruleId: 'replacement-character', source: 'repair-text' });
    }
  },
});

function repairTree(root: Root, context: RepairContext): void {
  visit(root, (node) => {
    if (node.type === 'text') node.value = repairText(node.value, context);
    else if ((node.type === 'image' || node.type === 'imageReference') && node.alt) {
      node.alt = repairText(node.alt, context);
    }
  });
  visit(root, (node) => {
    if (node.type !== 'paragraph' && node.type !== 'heading' && node.type !== 'tableCell') return;
    const dropped = mendBorders(node);
    if (dropped > 0) context.count('space', dropped);
  });
  visit(root, (node, index, parent) => {
    if (node.type !== 'text' || node.value !== '' || !parent || index === undefined) return;
    parent.children.splice(index, 1);
    return index;
  });
}

function repairMetadata({ metadata }: DocumentData, context: RepairContext): void {
  for (const field of ['title', 'author', 'site', 'description'] as const) {
    const value = metadata[field];
    if (value)
      metadata[field] = repairText(value, { ...context, mojibake: context.mojibake || hasMojibake(value) });
  }
}
