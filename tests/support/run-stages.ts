/** Runs the translating stages over Markdown as the pipeline would. */
import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { stringifyMarkdown } from '../../src/document/markdown.ts';
import { CHECKS, type CheckSettings } from '../../src/segments/checks/index.ts';
import { nameLost } from '../../src/segments/names-elsewhere.ts';
import { stage as checkTranslation } from '../../src/stages/check-translation.ts';
import type { Stage, StageServices } from '../../src/stages/stage.ts';
import { stage as translate } from '../../src/stages/translate.ts';
import { type DocumentData, documentData, type TranslationProvider } from '../../src/types.ts';
import { parse } from './markdown.ts';

export interface Result {
  markdown: string;
  file: VFile;
  data: DocumentData;
  /** `id state reason` per segment. */
  states: string[];
}

/** For fakes that shout German: what they say is not to be looked at. */
export const NO_CHECKS: CheckSettings = Object.fromEntries(
  [...CHECKS, nameLost].map(({ reason }) => [reason, 'off']),
);

/** `annotate` plays the language stage; `after` are stages to run behind the checks, `lent` are services besides. */
export async function runStages(
  markdown: string,
  provider: TranslationProvider | undefined,
  given: Partial<DocumentData> = {},
  annotate: (tree: Root) => void = () => {},
  after: readonly { stage: Stage; options: Record<string, unknown> }[] = [],
  lent: Partial<StageServices> & { checks?: CheckSettings } = {},
): Promise<Result> {
  const file = new VFile(markdown);
  file.data.klartext = {
    format: 'markdown',
    metadata: {},
    language: { code: 'de', confidence: 1 },
    segments: [],
    ...given,
  };
  const tree = parse(markdown);
  annotate(tree);
  const { checks = {}, ...besides } = lent;
  const services = {
    pair: { source: 'de', target: 'en' },
    rulePacks: [],
    signal: new AbortController().signal,
    ...besides,
  };
  const all = [
    { stage: translate as unknown as Stage, options: {} },
    { stage: checkTranslation as unknown as Stage, options: { checks } },
  ];
  for (const { stage, options } of [...all, ...after]) {
    const transform = stage.plugin.call({} as never, stage.options.parse(options), {
      ...services,
      ...(provider ? { provider } : {}),
    });
    await (transform as (tree: Root, file: VFile) => unknown)(tree, file);
  }
  const data = documentData(file);
  const states = data.segments.map(({ id, state, reason }) => [id, state, reason].filter(Boolean).join(' '));
  return { markdown: stringifyMarkdown(tree), file, data, states };
}
