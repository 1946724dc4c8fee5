/**
 * A night with a service that answers each request after 50 ms, eight at a time: how far it is from the time that the
 * service alone would take. And with one that answers at once: processor time a document. One JSON line each.
 *
 * KLARTEXT_BENCH_ARTICLES (1000) says how many articles; each is one request.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { page, spendNight } from './spend-night.ts';

const ARTICLES = Number(process.env.KLARTEXT_BENCH_ARTICLES ?? 1000);
const AT_ONCE = 8;

/** English words in place of the German ones, tags and figures as they are. */
const SERVICE = `
const WORDS = ['the', 'and', 'with', 'from', 'house', 'water', 'market', 'people', 'morning', 'government', 'information'];
const english = (text) => text.replace(/(<[^>]*>|&[a-z]+;)|\\p{L}+/gu, (part, kept) => kept ?? WORDS[Math.min(part.length, WORDS.length) - 1]);
export const create = () => ({
  id: 'bench', model: 'bench-1',
  limits: { maxSegments: 1000, maxCharacters: 1e6, maxConcurrent: ${AT_ONCE} },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  async translate({ segments }) {
    await new Promise((resolve) => setTimeout(resolve, Number(process.env.LATENCY_MS)));
    return { targets: segments.map(({ source }) => ({ target: english(source) })), usage: { characters: 0 } };
  },
});
`;

const PIPELINE = `version: 1
stages: [repair-text, remove-boilerplate, remove-duplicates, detect-language, translate, check-translation, polish-english]
rules: [syndication, german-news]
duplicates: true
learn: { propose: 3, apply: 5 }
concurrency: ${AT_ONCE}
provider: { id: ./service.mjs }
`;

const folder = mkdtempSync(path.join(tmpdir(), 'klartext-bench-'));
const pages = Array.from({ length: ARTICLES }, (_, n) => page(n, 4));
for (const latencyMs of [50, 0]) {
  const cwd = path.join(folder, String(latencyMs));
  mkdirSync(cwd);
  writeFileSync(path.join(cwd, 'service.mjs'), SERVICE);
  writeFileSync(path.join(cwd, 'bench.yaml'), PIPELINE);
  const { wallMs, cpuMs } = spendNight(cwd, 'bench.yaml', pages, { LATENCY_MS: latencyMs });
  const boundMs = (ARTICLES * latencyMs) / AT_ONCE;
  console.log(
    JSON.stringify({
      ...{ bench: 'night-service', latencyMs, articles: ARTICLES, nightMs: Math.round(wallMs), boundMs },
      ...(boundMs > 0 ? { overBound: Number((wallMs / boundMs - 1).toFixed(3)) } : {}),
      cpuMsPerArticle: Number((cpuMs / ARTICLES).toFixed(1)),
    }),
  );
}
rmSync(folder, { recursive: true });
