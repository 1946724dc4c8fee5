/**
 * What memory, ledger, wrappers and checks cost beside an engine of 2,000 words a second: the time of the whole stack
 * above a provider that answers at once, as a share of what that engine would take. `whole` is a cascade with a
 * glossary, judged again as the stages do. Processor time of all threads, as the machine may be busy. Prints one JSON
 * line.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadGlossary, openTermFinder } from '../../src/pipeline/glossaries.ts';
import { reasonToRefuse, verdictOn } from '../../src/segments/judge.ts';
import { markupText } from '../../src/segments/parse-markup.ts';
import { Ledger } from '../../src/store/ledger.ts';
import { Memory } from '../../src/store/memory.ts';
import { withFallback } from '../../src/translate/with-fallback.ts';
import { wrapProvider } from '../../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../../src/types.ts';
import { fakeProvider } from '../support/fake-providers.ts';

const WORDS_PER_SECOND = 2000;
const DOCUMENTS = 100;
const SEGMENTS = 30;

const folder = mkdtempSync(path.join(tmpdir(), 'klartext-bench-'));
const memory = new Memory({ file: path.join(folder, 'memory.db') });
const ledger = new Ledger({ file: path.join(folder, 'spending.db'), run: 'bench' });
const sentence =
  'Der neue Rechner steht seit gestern im Keller und läuft dort ohne jede Pause weiter, sagte sie.';
const segments = (document: number): Segment[] =>
  Array.from({ length: SEGMENTS }, (_, n) => ({
    id: `s${n}`,
    kind: 'paragraph',
    source: `${sentence} <g id="1">Nummer ${document}.${n}</g> war dabei.`,
    tags: [{ id: 1, kind: 'paired', node: 'strong' }],
  }));
const words = DOCUMENTS * SEGMENTS * (sentence.split(' ').length + 4);
const engineMs = (words / WORDS_PER_SECOND) * 1000;
const english =
  'The new computer has stood in the cellar since yesterday and runs there without any pause, she said.';
const answers = (): TranslationProvider =>
  fakeProvider(({ source }) =>
    source.replace(sentence, english).replace('Nummer', 'number').replace('war dabei', 'was there'),
  );

const local = () => wrapProvider(answers(), { memory: { memory, settings: '' } });
const paid = () => ({
  ...wrapProvider(answers(), {
    memory: { memory, settings: 'paid' },
    budget: { ledger, price: 20, caps: { unit: 'money', perMonth: 1e12 } },
  }),
  id: 'paid',
});

const pair = { source: 'de', target: 'en' };
const glossary = await openTermFinder([
  (await loadGlossary('tech-news', { folder, cwd: folder }, '')).glossary,
]);
const standards = glossary ? { glossary } : {};

async function time(provider: TranslationProvider, isJudged = false): Promise<number> {
  const { signal } = new AbortController();
  const start = process.cpuUsage();
  for (let document = 0; document < DOCUMENTS; document++) {
    const asked = segments(document);
    const { targets } = await provider.translate({ pair, segments: asked, signal });
    if (!isJudged) continue;
    for (const [index, { kind, source }] of asked.entries()) {
      const target = markupText(targets[index]?.target ?? '');
      verdictOn({ pair, kind, source: markupText(source), target }, standards);
    }
  }
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

await time(answers()); // Warms up.
const bareMs = await time(answers());
const share = (ms: number): number => Number((((ms - bareMs) / engineMs) * 100).toFixed(2));
const firstMs = await time(local());
const againMs = await time(local());
const cascade = (settings: string, refuse: Parameters<typeof withFallback>[1]['refuse']) =>
  withFallback(
    [{ provider: wrapProvider(answers(), { memory: { memory, settings } }) }, { provider: paid() }],
    { refuse },
  );
const cascadeMs = await time(cascade('first', reasonToRefuse));
const wholeMs = await time(
  cascade('second', (segment, answer, between) => reasonToRefuse(segment, answer, between, standards)),
  true,
);
const budgetMs = await time(paid());
memory.close();
ledger.close();
rmSync(folder, { recursive: true });
console.log(
  JSON.stringify({
    bench: 'memory',
    words,
    percentOfEngine: {
      firstRun: share(firstMs),
      fromMemory: share(againMs),
      cascade: share(cascadeMs),
      whole: share(wholeMs),
      withBudget: share(budgetMs),
    },
  }),
);
