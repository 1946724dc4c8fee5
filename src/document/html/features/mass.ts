/** Where the page's prose lies: per block, how much of it is around, on every level above. */
import type { Element } from 'hast';
import type { Block } from '../blocks.ts';
import { attribute } from '../nodes.ts';
import type { TextStats } from './text.ts';

interface Mass {
  text: number;
  linked: number;
  prose: number;
  blocks: number;
  /** As Readability weighs candidates: paragraphs' worth, halved for every level up. */
  score: number;
}

export interface PageMass {
  masses: ReadonlyMap<Element, Mass>;
  signatures: ReadonlyMap<string, Mass>;
  total: Mass;
  top: Element | undefined;
  topScore: number;
  /** The path of the page's longest run of prose. */
  longest: readonly Element[];
}

/** Levels above a block whose masses are features of it. */
const LEVELS = 4;

export const MASS_FEATURES: readonly string[] = [
  ...Array.from({ length: LEVELS }, (_, level) => [
    `text${level}`,
    `linkedAt${level}`,
    `prose${level}`,
    `proseOfPage${level}`,
    `blocks${level}`,
    `score${level}`,
  ]).flat(),
  'bestScore',
  'inTop',
  'levelsToTop',
  'levelsToLongest',
  'sameCount',
  'sameProse',
  'sameMean',
  'sameLinked',
  'cousinCount',
  'cousinMean',
];

export function isProse(stats: TextStats): boolean {
  return stats.length >= 80 && stats.sentences > 0 && stats.linkLength < stats.length * 0.4;
}

export function weighPage(blocks: readonly Block[], stats: readonly TextStats[]): PageMass {
  const masses = new Map<Element, Mass>();
  const signatures = new Map<string, Mass>();
  const total = emptyMass();
  let longest: Block | undefined;
  let most = 0;
  for (let index = 0; index < blocks.length; index++) {
    const block = blocks[index] as Block;
    const own = stats[index] as TextStats;
    const worth = own.length < 25 ? 0 : 1 + own.commas + Math.min(own.length / 100, 3);
    addTo(total, own, 0);
    for (const key of [signatureOf(block), cousinsOf(block)]) addTo(massOf(signatures, key), own, 0);
    for (let level = 0; level < block.path.length; level++) {
      const up = block.path.length - 1 - level;
      addTo(
        massOf(masses, block.path[level] as Element),
        own,
        worth / (up === 0 ? 1 : up === 1 ? 2 : up * 3),
      );
    }
    if (isProse(own) && own.length > most) [longest, most] = [block, own.length];
  }
  return { masses, signatures, total, longest: longest?.path ?? [], ...topOf(masses) };
}

function topOf(masses: ReadonlyMap<Element, Mass>): { top: Element | undefined; topScore: number } {
  let top: Element | undefined;
  let topScore = 0;
  for (const [element, mass] of masses) {
    const score = scoreOf(mass);
    if (score > topScore && element.tagName !== 'html' && element.tagName !== 'body')
      [top, topScore] = [element, score];
  }
  return { top, topScore };
}

function scoreOf(mass: Mass): number {
  return mass.score * (1 - mass.linked / (mass.text || 1));
}

export function massFeatures(block: Block, page: PageMass): number[] {
  const { path } = block;
  const features: number[] = [];
  for (let level = 0; level < LEVELS; level++) {
    const element = path[path.length - 1 - level];
    const mass = (element && page.masses.get(element)) ?? page.total;
    features.push(
      Math.log1p(mass.text),
      mass.linked / (mass.text || 1),
      mass.prose / (mass.text || 1),
      mass.prose / (page.total.prose || 1),
      Math.log1p(mass.blocks),
      scoreOf(mass) / (page.topScore || 1),
    );
  }
  const best = Math.max(
    0,
    ...path.slice(2).map((element) => scoreOf(page.masses.get(element) ?? page.total)),
  );
  const topIndex = page.top ? path.indexOf(page.top) : -1;
  features.push(
    best / (page.topScore || 1),
    topIndex === -1 ? 0 : 1,
    topIndex === -1 ? -1 : path.length - 1 - topIndex,
    path.length - shared(path, page.longest),
  );
  const same = page.signatures.get(signatureOf(block)) ?? page.total;
  const cousins = page.signatures.get(cousinsOf(block)) ?? page.total;
  features.push(
    Math.log1p(same.blocks),
    same.prose / (page.total.prose || 1),
    Math.log1p(same.text / (same.blocks || 1)),
    same.linked / (same.text || 1),
    Math.log1p(cousins.blocks),
    Math.log1p(cousins.text / (cousins.blocks || 1)),
  );
  return features;
}

function shared(a: readonly Element[], b: readonly Element[]): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  return index;
}

/** Blocks of one kind: same element and class names, own and parent's. */
export function signatureOf(block: Block): string {
  return `${block.name}<${nameOf(block.path.at(-1))}<${nameOf(block.path.at(-2))}`;
}

/** Blocks under elements of one kind two and three levels up: cards of a list, paragraphs of a section. */
function cousinsOf(block: Block): string {
  return `<<${nameOf(block.path.at(-2))}<${nameOf(block.path.at(-3))}`;
}

/** Every block has its parents' in its key: a class of a megabyte would fill the memory. In characters. */
const MAX_CLASS = 400;
const names = new WeakMap<Element, string>();

function nameOf(element: Element | undefined): string {
  if (!element) return '';
  let name = names.get(element);
  if (name === undefined) {
    name = `${element.tagName}.${attribute(element, 'className').slice(0, MAX_CLASS)}`;
    names.set(element, name);
  }
  return name;
}

function massOf<Key>(masses: Map<Key, Mass>, key: Key): Mass {
  let mass = masses.get(key);
  if (!mass) {
    mass = emptyMass();
    masses.set(key, mass);
  }
  return mass;
}

function emptyMass(): Mass {
  return { text: 0, linked: 0, prose: 0, blocks: 0, score: 0 };
}

function addTo(mass: Mass, stats: TextStats, score: number): void {
  mass.text += stats.length;
  mass.linked += stats.linkLength;
  mass.blocks++;
  mass.score += score;
  if (isProse(stats)) mass.prose += stats.length;
}
