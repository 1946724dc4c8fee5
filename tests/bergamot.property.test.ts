import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readModel } from '../src/engine/manifest.ts';
import { createBergamotProvider } from '../src/providers/bergamot.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';

const MODELS = path.join(import.meta.dirname, 'fixtures/models');
const WORDS = [
  'Haus',
  'die',
  'Katze',
  'läuft',
  '&amp;',
  '&lt;b&gt;',
  '3,5',
  'GmbH.',
  'heute',
  'Wir',
  '„gut“',
  'ß-Test',
];

let providers: TranslationProvider[];
beforeAll(async () => {
  const model = await readModel(MODELS, 'toy-de-en');
  if (!model) throw new Error('the fixture model is missing');
  const apart = { ...model, manifest: { ...model.manifest, quotedTerms: 'apart' as const } };
  providers = [model, apart].map((one) => createBergamotProvider({ model: one, workers: 1 }));
});
afterAll(() => Promise.all(providers.map((provider) => provider.dispose?.())));

/** Trees of words and tags as nested arrays; ids are given out in order when written. */
const { tree } = fc.letrec<{ tree: unknown[] }>((tie) => ({
  tree: fc.array(
    fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(...WORDS),
      fc.constantFrom(' ', '. ', ', ', ''),
      fc.constant('<x>'),
      tie('tree'),
    ),
    { minLength: 1, maxLength: 6 },
  ),
}));

function write(parts: unknown[], next: { id: number }): string {
  return parts
    .map((part) => {
      if (Array.isArray(part)) return `<g id="${next.id++}">${write(part, next)}</g>`;
      return part === '<x>' ? `<x id="${next.id++}"/>` : `${part} `;
    })
    .join('');
}

function tagsOf(markup: string): string[] {
  return markup.match(/<[^>]*>/g) ?? [];
}

/** Every tag of the source once, closed in order, and nothing else between `<` and `>`. */
function expectSameTags(target: string, source: string): void {
  const open: string[] = [];
  for (const tag of tagsOf(target)) {
    if (tag.startsWith('<g ')) open.push(tag);
    else if (tag === '</g>') expect(open.pop(), target).toBeDefined();
  }
  expect(open).toEqual([]);
  expect(tagsOf(target).sort()).toEqual(tagsOf(source).sort());
  expect(target.replace(/<[^>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
}

test.each([
  ['with its quotation marks', 0],
  ['with quoted terms apart', 1],
])(
  'every tag comes back once and well nested, or the segment is unanswered, %s',
  async (_way, which) => {
    const provider = providers[which] as TranslationProvider;
    let answered = 0;
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(tree, { minLength: 1, maxLength: 12 }), async (trees) => {
        const segments = trees.map((one, index): Segment => {
          const source = write(one as unknown[], { id: 1 });
          return { id: `s${index}`, source, tags: [], kind: 'paragraph' };
        });
        const pair = { source: 'de', target: 'en' };
        const { targets } = await provider.translate({
          pair,
          segments,
          signal: new AbortController().signal,
        });
        expect(targets).toHaveLength(segments.length);
        targets.forEach((target, index) => {
          asked++;
          if (!target) return;
          answered++;
          expectSameTags(target.target, segments[index]?.source ?? '');
        });
      }),
      { numRuns: 40, seed: 7 },
    );
    // Were all unanswered, the property would hold and say nothing.
    expect(answered / asked).toBeGreaterThan(0.95);
  },
  120_000,
);
