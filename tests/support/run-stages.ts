/** Runs the translating stages over Markdown as the pipeline would. */
import type { Root } from 'mdast';
import { VFile } from 'vfile';
import { stage as checkTranslation } from '../../src/stages/check-translation.ts';
import type { Stage } from '../../src/stages/stage.ts';
import { stage as translate } from '../../src/stages/translate.ts';
import { type DocumentData, documentData, type TranslationProvider } from '../../src/types.ts';
import { parse, stringify } from './markdown.ts';

export interface Result {
  markdown: string;
  file: VFile;
  data: DocumentData;
  /** `id state reason` per segment. */
  states: string[];
}

/** `annotate` plays the language stage; `after` are stages to run in place of the checks. */
export async function runStages(
  markdown: string,
  provider: TranslationProvider | undefined,
  given: Partial<DocumentData> = {},
  annotate: (tree: Root) => void = () => {},
  after: readonly { stage: Stage; options: Record<string, unknown> }[] = [
    { stage: checkTranslation as unknown as Stage, options: {} },
  ],
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
  const services = {
    pair: { source: 'de', target: 'en' },
    rulePacks: [],
    signal: new AbortController().signal,
  };
  const first = { stage: translate as unknown as Stage, options: {} };
  for (const { stage, options } of [first, ...after]) {
    const transform = stage.plugin.call({} as never, stage.options.parse(options), {
      ...services,
      ...(provider ? { provider } : {}),
    });
    await (transform as (tree: Root, file: VFile) => unknown)(tree, file);
  }
  const data = documentData(file);
  const states = data.segments.map(({ id, state, reason }) => [id, state, reason].filter(Boolean).join(' '));
  return { markdown: stringify(tree), file, data, states };
}
