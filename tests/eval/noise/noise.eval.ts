/** Each family of noise, planted into the gold articles of ../shared: how much goes, and how much else. */
import { readdirSync, readFileSync } from 'node:fs';
import type { Paragraph, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { expect, test } from 'vitest';
import { stage as boilerplate } from '../../../src/stages/remove-boilerplate.ts';
import { stage as duplicates } from '../../../src/stages/remove-duplicates.ts';
import { stage as repair } from '../../../src/stages/repair-text.ts';
import { parseRulePack } from '../../../src/stages/rules.ts';
import { runStage } from '../../contracts/stage.ts';
import { hasData } from '../cleaning/data.ts';
import { articles } from '../copies/articles.ts';
import { createRandom } from '../random.ts';
import { FAMILIES, type Family } from './families.ts';

const RULES = new URL('../../../pipelines/rules/', import.meta.url);
const TITLE = 'Ein Titel, der mit dem Text nichts zu tun hat';
/** Every so many articles are planted into; a family each time. */
const STEP = 6;

const VARIANTS: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replace(/[.,]/gu, ''),
];

interface Planted {
  blocks: string[];
  noise: string[];
}

/** Undefined where the article has no place for it. */
function plant(blocks: readonly string[], family: Family, random: () => number): Planted | undefined {
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const vary = family.varied ? pick(VARIANTS) : (text: string) => text;
  const noise = pick(family.noise).map(vary);
  if (family.place === 'head') return { blocks: [...noise, ...blocks], noise };
  if (family.place === 'tail') return { blocks: [...blocks, ...noise], noise };
  const prose = [...blocks.keys()].filter((at) => /^\p{Lu}.{80,}[.!?]$/su.test(blocks[at] ?? ''));
  if (prose.length < 3) return undefined;
  const at = pick(prose);
  if (family.place === 'middle') return { blocks: blocks.toSpliced(at, 0, ...noise), noise };
  const own = family.place === 'sentence' ? at : family.place === 'sentence-start' ? prose[0] : prose.at(-1);
  const words = (blocks[own as number] ?? '').split(' ');
  if (family.before && !family.before.test(words.join(' '))) return undefined;
  const gaps = {
    'sentence-start': 0,
    sentence: Math.floor(random() * words.length),
    'sentence-end': words.length,
  };
  const dirty = words.toSpliced(gaps[family.place], 0, ...noise).join(' ');
  return { blocks: blocks.with(own as number, dirty), noise };
}

const rulePacks = readdirSync(RULES).map((name) =>
  parseRulePack(readFileSync(new URL(name, RULES), 'utf8'), name),
);

async function clean(blocks: readonly string[]): Promise<string[]> {
  const tree: Root = {
    type: 'root',
    children: blocks.map((value): Paragraph => ({ type: 'paragraph', children: [{ type: 'text', value }] })),
  };
  for (const stage of [repair, boilerplate, duplicates])
    await runStage(stage as never, tree, { rulePacks }, {}, { title: TITLE });
  return tree.children.map((node) => plainText(node));
}

const key = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}®■]+/gu, '');

test.skipIf(!hasData())(
  'planted noise goes, clean blocks stay',
  async () => {
    const random = createRandom(11);
    const texts = articles()
      .filter((_, index) => index % STEP === 0)
      .map(({ paragraphs }) => paragraphs);
    let [planted, left, blocks, touched] = [0, 0, 0, 0];
    const leftOf = new Map<string, string[]>();
    for (const text of texts) {
      const expected = await clean(text);
      for (const family of FAMILIES) {
        const dirty = plant(text, family, random);
        if (!dirty) continue;
        const came = await clean(dirty.blocks);
        const odd = came.filter((block) => !expected.includes(block));
        const lost = expected.filter((block) => !came.includes(block));
        const keys = dirty.noise.map(key);
        // A kicker is set apart and stays; it is the sentence that must be whole again.
        const stays =
          family.place === 'sentence-start'
            ? lost.length > 0
            : odd.some((block) => keys.some((noise) => key(block).includes(noise)));
        planted++;
        blocks += expected.length;
        if (stays) {
          left++;
          leftOf.set(family.name, [...(leftOf.get(family.name) ?? []), dirty.noise.join(' / ')]);
        } else touched += lost.length;
      }
    }
    for (const [name, noise] of leftOf)
      console.log(`left ${noise.length} × ${name}: ${[...new Set(noise)].join(' | ')}`);
    console.log(
      `noise: ${planted} planted in ${texts.length} articles, ${left} left; ${touched} of ${blocks} clean blocks touched`,
    );
    expect(left / planted).toBeLessThanOrEqual(0.01);
    expect(touched / blocks).toBeLessThanOrEqual(0.001);
  },
  900_000,
);
