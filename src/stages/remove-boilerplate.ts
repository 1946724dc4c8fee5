/** Takes out what rule packs name, and what is noise by its shape: labels without a value, end marks. */
import type { Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import * as z from 'zod';
import { blockText, cutText, dropHangingBreaks, removeNode, textBlocks } from '../document/blocks.ts';
import { reportRemoval } from '../document/messages.ts';
import { publishersOf } from '../document/publishers.ts';
import { removeByScore, scoreBlocks } from './boilerplate/by-model.ts';
import { factsOf, isToldIn } from './boilerplate/facts.ts';
import { cleanLine, cutInjections } from './boilerplate/injections.ts';
import { markUnits } from './boilerplate/labels.ts';
import { removeLearned } from './boilerplate/learned.ts';
import { moveToMetadata } from './boilerplate/move-to-metadata.ts';
import { trackingPixels } from './boilerplate/pixels.ts';
import { emptyLabels, endMarks, separateKickers } from './boilerplate/structure.ts';
import { listUnits, removeUnits, type Unit } from './boilerplate/units.ts';
import { activeIn } from './rules/match.ts';
import type { Rule } from './rules.ts';
import { defineStage, type LearnedBlock, type StageServices } from './stage.ts';

const NAME = 'remove-boilerplate';

const options = z.strictObject({
  structure: z
    .boolean()
    .default(true)
    .describe('Also remove empty labels at the end and end marks such as ®, which no pack names.'),
  kickers: z
    .boolean()
    .default(true)
    .describe('Separate a kicker that is glued to the first sentence ("Aktualisiert Die Geschichte …").'),
  model: z
    .boolean()
    .default(false)
    .describe('For text and Markdown: also remove what the learned text model is sure to be noise.'),
  modelThreshold: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('How likely a block may at most be content (0..1) for the model to remove it.'),
  metadata: z
    .boolean()
    .default(true)
    .describe(
      'Move datelines, agency marks (`Berlin (dpa) -`) and a date alone in the head to the metadata.',
    ),
});

/** What goes may lay bare more: a label that stood before a list. More rounds than this never helped. */
const MAX_ROUNDS = 6;

export const stage = defineStage({
  name: NAME,
  version: 4,
  description: 'Removes boilerplate by rule packs and by structure; separates glued kickers.',
  options,
  plugin(settings, services) {
    const all = services.rulePacks.flatMap((pack) => pack.rules);
    return (tree, file) => {
      const rules = activeRules([...all, ...rulesOfSite(file, services)], tree, file);
      const isText = file.data.klartext?.format !== 'html';
      const learned = learnedFor(file, services);
      const scores = settings.model && isText ? scoreBlocks(tree, rules) : undefined;
      cleanMetadata(file, rules);
      for (let round = 0; round < MAX_ROUNDS; round += 1) {
        let count = cutInjections(
          tree,
          file,
          NAME,
          rules.filter((rule) => rule.position === 'in-sentence'),
        );
        count += removeLabels(
          tree,
          file,
          rules.filter((rule) => rule.position !== 'in-sentence'),
        );
        if (settings.structure) count += removeByShape(tree, file);
        if (learned?.size) count += removeLearned(tree, file, NAME, learned);
        if (count === 0) break;
        dropHangingBreaks(tree);
      }
      if (scores) removeByScore(tree, file, NAME, scores, settings.modelThreshold);
      if (settings.structure) removePixels(tree, file);
      if (settings.metadata) moveToMetadata(tree, file, NAME);
      if (settings.kickers) reportKickers(tree, file);
    };
  },
});

function rulesOfSite(file: VFile, { siteRules }: StageServices): readonly Rule[] {
  const url = file.data.klartext?.metadata.url ?? '';
  return siteRules && URL.canParse(url) ? siteRules(new URL(url).hostname) : [];
}

function learnedFor(
  file: VFile,
  { learnedBlocks }: StageServices,
): ReadonlyMap<string, LearnedBlock> | undefined {
  const data = file.data.klartext;
  return data && learnedBlocks?.(publishersOf(data));
}

/** Rules that can match in the document as it came at all. */
function activeRules(rules: readonly Rule[], tree: Root, file: VFile): Rule[] {
  const { title = '', description = '' } = file.data.klartext?.metadata ?? {};
  const text = [title, description, ...textBlocks(tree).map((block) => block.text)].join('\n');
  const lowerCase = text.toLowerCase();
  return rules.flatMap((rule) => activeIn(rule, text, lowerCase) ?? []);
}

function cleanMetadata(file: VFile, rules: readonly Rule[]): void {
  const metadata = file.data.klartext?.metadata;
  const inSentence = rules.filter((rule) => rule.position === 'in-sentence');
  for (const key of ['title', 'description'] as const) {
    const value = metadata?.[key];
    if (metadata && value !== undefined) metadata[key] = cleanLine(value, file, NAME, inSentence);
  }
}

function removeLabels(tree: Root, file: VFile, rules: readonly Rule[]): number {
  const marks = markUnits(listUnits(tree), rules);
  for (const { unit, rule } of marks) {
    const { ruleId, reason } = rule;
    reportRemoval(file, { stage: NAME, ruleId, reason, text: unit.text, node: unit.block.node });
  }
  removeUnits(marks.map((mark) => mark.unit));
  return marks.length;
}

function removeByShape(tree: Root, file: VFile): number {
  const labels = emptyLabels(listUnits(tree)).filter((unit) => isToldElsewhere(unit, tree));
  for (const unit of labels) {
    const removal = { ruleId: `${NAME}:empty-label`, reason: 'label with nothing after it at the end' };
    reportRemoval(file, { stage: NAME, ...removal, text: unit.text, node: unit.block.node });
  }
  removeUnits(labels);
  const marks = endMarks(tree);
  for (const { block, range } of marks) {
    const removal = { ruleId: `${NAME}:end-mark`, reason: 'sign that marks the end of an article' };
    const text = block.text.slice(range.start, range.end).trim();
    reportRemoval(file, { stage: NAME, ...removal, text, node: block.node });
    cutText(block.node, [range]);
    if (blockText(block.node) === '') removeNode(block.node, block.parents);
  }
  return labels.length + marks.length;
}

/** No rule names a label: one with a figure or name that stands nowhere else is left. */
function isToldElsewhere({ text, block }: Unit, tree: Root): boolean {
  const others = textBlocks(tree).filter((other) => other.node !== block.node);
  const kept = others.map((other) => other.text).join('\n');
  return isToldIn(factsOf(text, block.node), factsOf(kept, ...others.map((other) => other.node)), kept);
}

function removePixels(tree: Root, file: VFile): void {
  for (const { image, parents } of trackingPixels(tree)) {
    const removal = { ruleId: `${NAME}:tracking-pixel`, reason: 'image that counts readers' };
    reportRemoval(file, { stage: NAME, ...removal, text: image.url, node: image });
    removeNode(image as unknown as RootContent, parents);
  }
}

function reportKickers(tree: Root, file: VFile): void {
  for (const node of separateKickers(tree)) {
    file.info('separated the kicker that was glued to the first sentence', {
      ruleId: `${NAME}:glued-kicker`,
      source: NAME,
      ...(node.position ? { place: node.position } : {}),
    });
  }
}
