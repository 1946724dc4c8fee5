/** What every stage keeps, whatever it does. Run against each stage of the registry. */
import type { Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { unified } from 'unified';
import { VFile } from 'vfile';
import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { isRemoval } from '../../src/document/messages.ts';
import type { Stage, StageServices } from '../../src/stages/stage.ts';
import type { Metadata } from '../../src/types.ts';

export interface StageRun {
  tree: Root;
  file: VFile;
}

/** Runs one stage, once, on the tree itself. */
export async function runStage(
  stage: Stage,
  tree: Root,
  services: Partial<StageServices> = {},
  options: unknown = {},
  metadata: Metadata = {},
): Promise<StageRun> {
  const file = new VFile();
  file.data.klartext = { format: 'markdown', metadata: { ...metadata }, segments: [] };
  const lent: StageServices = {
    pair: { source: 'de', target: 'en' },
    rulePacks: [],
    signal: new AbortController().signal,
    ...services,
  };
  await unified().use(stage.plugin, stage.options.parse(options), lent).run(tree, file);
  return { tree, file };
}

/** Letters and digits of a text, sorted: what must neither come nor go unsaid. */
function signs(text: string): string {
  return [...text.normalize('NFC')]
    .filter((sign) => /[\p{L}\p{N}]/u.test(sign))
    .sort()
    .join('');
}

export interface StageContract {
  name: string;
  load: () => Promise<Stage>;
  /** Trees that the stage has something to do with. Fresh on every call. */
  fixtures: () => { tree: Root; metadata: Metadata }[];
  services?: Partial<StageServices>;
  /** Whether it only takes text away; `translate` and the like write new text. */
  keepsText: boolean;
}

export function testStage({ name, load, fixtures, services, keepsText }: StageContract): void {
  describe(`stage ${name}`, () => {
    test('is named as it is registered, has a version and a description', async () => {
      const stage = await load();
      expect(stage.name).toBe(name);
      expect(stage.version).toBeGreaterThanOrEqual(1);
      expect(stage.description).toMatch(/\.$/);
    });

    test('options are strict, and every key has a default and a description', async () => {
      const { options } = await load();
      expect(options.safeParse({}).success).toBe(true);
      expect(options.safeParse({ noSuchOption: 1 }).success).toBe(false);
      for (const [key, schema] of Object.entries((options as z.ZodObject).shape)) {
        expect((schema as z.ZodType).description, key).toBeTruthy();
      }
    });

    test('takes an empty tree', async () => {
      const { tree } = await runStage(await load(), { type: 'root', children: [] }, services);
      expect(tree).toEqual({ type: 'root', children: [] });
    });

    test('a second run changes nothing and removes nothing', async () => {
      for (const { tree, metadata } of fixtures()) {
        const first = await runStage(await load(), tree, services, {}, metadata);
        const after = structuredClone(first.tree);
        const known = first.file.data.klartext?.metadata ?? {};
        const second = await runStage(await load(), tree, services, {}, known);
        expect(second.tree).toEqual(after);
        expect(second.file.messages.filter(isRemoval)).toEqual([]);
      }
    });

    test('messages name their source and rule', async () => {
      for (const { tree, metadata } of fixtures()) {
        const { file } = await runStage(await load(), tree, services, {}, metadata);
        for (const message of file.messages) {
          expect(message.source).toBe(name);
          expect(message.ruleId).toBeTruthy();
        }
      }
    });

    test.runIf(keepsText)('text that is gone was reported, letter by letter', async () => {
      for (const { tree, metadata } of fixtures()) {
        const before = plainText(tree) + (metadata.title ?? '');
        const { file } = await runStage(await load(), tree, services, {}, metadata);
        const removed = file.messages.filter(isRemoval).map((message) => String(message.actual));
        const title = file.data.klartext?.metadata.title ?? '';
        expect(signs([plainText(tree), title, ...removed].join(' '))).toBe(signs(before));
      }
    });
  });
}
