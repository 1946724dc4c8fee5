/** The labelled blocks of ../shared, and variants of each document that a cleaner must stand. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fnv1a } from '../../../src/hash.ts';
import type { TextBlock } from '../../../src/stages/boilerplate/text-model/features.ts';
import { matchesBlock } from '../../../src/stages/rules/match.ts';
import { parseRulePack } from '../../../src/stages/rules.ts';

export const FOLDER = new URL('../../../../shared/data/cleaning/blocks/', import.meta.url);
const RULES = new URL('../../../pipelines/rules/', import.meta.url);

export interface Labelled extends TextBlock {
  label: 'content' | 'boilerplate' | 'title' | 'mixed';
}

export interface LabelledDocument {
  set: string;
  site: string;
  blocks: Labelled[];
}

export const hasData = existsSync(FOLDER);

/** One set (`gold-de`), its blocks with the rules' verdicts. */
export function readSet(set: string): LabelledDocument[] {
  const text = execFileSync('xz', ['-dc', new URL(`${set}.jsonl.xz`, FOLDER).pathname], {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const { site, blocks } = JSON.parse(line) as LabelledDocument;
      return {
        set,
        site,
        blocks: blocks.map(({ text: own, label }) => ({ text: own, label, ruleHit: isRuled(own) })),
      };
    });
}

const rules = readdirSync(RULES)
  .flatMap((name) => parseRulePack(readFileSync(new URL(name, RULES), 'utf8'), name).rules)
  .filter((rule) => rule.position !== 'in-sentence');
const ruled = new Map<string, boolean>();

function isRuled(text: string): boolean {
  let verdict = ruled.get(text);
  if (verdict === undefined) {
    const lowerCase = text.toLowerCase();
    verdict = rules.some((rule) => {
      const patterns = rule.patterns.filter(
        ({ hints }) => hints?.some((hint) => lowerCase.includes(hint)) ?? true,
      );
      return patterns.length > 0 && matchesBlock({ ...rule, patterns }, text);
    });
    ruled.set(text, verdict);
  }
  return verdict;
}

/** The article alone, as most text inputs are. */
export function cleanOf({ blocks, ...document }: LabelledDocument): LabelledDocument {
  return { ...document, blocks: blocks.filter(({ label }) => label === 'content' || label === 'title') };
}

/** The article with some of the noise next to it, as scrapers leave it. */
export function scrapedOf({ blocks, ...document }: LabelledDocument): LabelledDocument {
  const first = blocks.findIndex(({ label }) => label === 'content');
  const last = blocks.findLastIndex(({ label }) => label === 'content');
  return { ...document, blocks: blocks.slice(Math.max(0, first - 4), last + 8) };
}

/** All documents of a site are in one fold. */
export function foldOf({ site }: LabelledDocument, folds: number): number {
  return fnv1a(site) % folds;
}
