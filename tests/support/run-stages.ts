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

/** `annotate` plays the language stage. */
export async function runStages(
  markdown: string,
  provider: TranslationProvider | undefined,
  given: Partial<DocumentData> = {},
  annotate: (tree: Root) => void = () => {},
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
  for (const stage of [translate, checkTranslation] as Stage[]) {
    const options = stage.options.parse({});
    const transform = stage.plugin.call({} as never, options, {
      ...services,
      ...(provider ? { provider } : {}),
    });
    await (transform as (tree: Root, file: VFile) => unknown)(tree, file);
  }
  const data = documentData(file);
  const states = data.segments.map(({ id, state, reason }) => [id, state, reason].filter(Boolean).join(' '));
  return { markdown: stringify(tree), file, data, states };
}
