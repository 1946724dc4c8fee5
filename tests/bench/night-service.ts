/**
 * Nights with a service that answers each request after 50 ms, eight at a time: how far they are from the time that the
 * service alone would take. One over notes that need little else, and one over articles through all stages, where the
 * processor sets the pace. One JSON line each. Every document must come out translated: one that is a copy, or is asked
 * for again, would be another measure.
 *
 * KLARTEXT_BENCH_ARTICLES (2000) says how many of each; each is one request. What a night takes to start and to end
 * counts as well.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ENGLISH_OF_PARTS } from '../support/articles.ts';
import { page, spendNight } from './spend-night.ts';

const ARTICLES = Number(process.env.KLARTEXT_BENCH_ARTICLES ?? 2000);
const AT_ONCE = 8;
const LATENCY_MS = 50;

/** Says each part of a sentence in English, so that its answers pass all checks. */
const SERVICE = `
const ENGLISH = ${JSON.stringify(ENGLISH_OF_PARTS)};
const PART = new RegExp(Object.keys(ENGLISH).sort((a, b) => b.length - a.length).join('|'), 'g');
const english = (text) => text.replace(PART, (part) => ENGLISH[part]);
export const create = () => ({
  id: 'bench', model: 'bench-1',
  limits: { maxSegments: 1000, maxCharacters: 1e6, maxConcurrent: ${AT_ONCE} },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  async translate({ segments }) {
    await new Promise((resolve) => setTimeout(resolve, ${LATENCY_MS}));
    return { targets: segments.map(({ source }) => ({ target: english(source) })), usage: { characters: 0 } };
  },
});
`;

const ALL =
  'repair-text, remove-boilerplate, remove-duplicates, detect-language, translate, check-translation, polish-english';
const CASES = [
  { name: 'notes', paragraphs: 1, stages: 'detect-language, translate', more: '' },
  {
    name: 'articles',
    paragraphs: 8,
    stages: ALL,
    more: 'duplicates: true\nlearn: { propose: 3, apply: 5 }\nrules: [syndication, german-news]\n',
  },
];

const folder = mkdtempSync(path.join(tmpdir(), 'klartext-bench-'));
for (const { name, paragraphs, stages, more } of CASES) {
  const cwd = path.join(folder, name);
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'service.mjs'), SERVICE);
  writeFileSync(
    path.join(cwd, 'bench.yaml'),
    `version: 1\nstages: [${stages}]\nprovider: { id: ./service.mjs }\n${more}`,
  );
  const pages = Array.from({ length: ARTICLES }, (_, n) => page(n, paragraphs));
  const { wallMs, cpuMs } = spendNight(cwd, 'bench.yaml', pages);
  const { figures } = JSON.parse(readFileSync(path.join(cwd, 'out/report.json'), 'utf8'));
  if (figures.statuses.translated !== ARTICLES)
    throw new Error(`${name}: expected ${ARTICLES} translated, got ${JSON.stringify(figures.statuses)}`);
  const boundMs = (ARTICLES * LATENCY_MS) / AT_ONCE;
  console.log(
    JSON.stringify({
      ...{ bench: 'night-service', name, count: ARTICLES, nightMs: Math.round(wallMs), boundMs },
      overBound: Number((wallMs / boundMs - 1).toFixed(3)),
      cpuMsEach: Number((cpuMs / ARTICLES).toFixed(1)),
    }),
  );
}
rmSync(folder, { recursive: true });
