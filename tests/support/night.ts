/** A night in this process: sources that are lists, a provider that counts, everything else as it is. */
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { KlartextError } from '../../src/errors.ts';
import { buildProcessor, halves } from '../../src/pipeline/build.ts';
import { openDesk } from '../../src/run/nightly/desk.ts';
import type { NightEvent } from '../../src/run/nightly/night.ts';
import { type NightlyOptions, type NightlyResult, runNightly } from '../../src/run/nightly/nightly.ts';
import { Shift } from '../../src/run/nightly/shift.ts';
import type { OpenRun } from '../../src/run/open.ts';
import type { Candidate, LoadedDocument, Source, SourceEvent } from '../../src/sources/source.ts';
import { loadStage } from '../../src/stages/registry.ts';
import type { TranslationProvider } from '../../src/types.ts';

export interface NightSettings
  extends Partial<Omit<NightlyOptions, 'sources' | 'pipeline' | 'open' | 'outFolder' | 'desk' | 'shift'>> {
  cwd: string;
  sources: readonly Source[];
  /** Its name. */
  pipeline?: string;
  provider?: TranslationProvider;
  /** By which the pipeline names it. */
  providerId?: string;
  fingerprint?: string;
  /** A pipeline that translates, and nothing to translate with. */
  withoutEngine?: boolean;
  stop?: AbortSignal;
  /** The run ends without a word in the journal, as a killed one. */
  dies?: boolean;
  until?: number;
  /** 2 when it is left out; undefined is a pipeline that says nothing. */
  concurrency?: number | undefined;
}

export interface NightOutcome extends NightlyResult {
  events: NightEvent[];
}

/** One whole night in `<cwd>/out`, ended in the journal as the command does. */
export async function spendNight(settings: NightSettings): Promise<NightOutcome> {
  const { cwd, provider, stop = new AbortController().signal, until, ...rest } = settings;
  const outFolder = path.join(cwd, 'out');
  const now = rest.now ?? Date.now;
  const desk = await openDesk({ outFolder, now });
  if (!desk) throw new Error('another night is at work there');
  const shift = new Shift({ stop, graceMs: 200, now, ...(until === undefined ? {} : { until }) });
  const events: NightEvent[] = [];
  try {
    const open = await fakeRun(settings, shift.working);
    const result = await runNightly({
      ...{
        pipeline: 'fake',
        maxAttempts: 3,
        retryDelayMs: 5,
        redo: false,
        pid: process.pid,
        ...rest,
        open,
        desk,
        shift,
        outFolder,
      },
      tell: (event) => events.push(event),
    });
    if (!settings.dies) desk.journal.endRun(result.run, result.outcome, '{}');
    return { ...result, events };
  } finally {
    shift.close();
    desk.close();
  }
}

async function fakeRun(settings: NightSettings, signal: AbortSignal): Promise<OpenRun> {
  const { provider, providerId = 'fake', withoutEngine, fingerprint = 'one' } = settings;
  const { concurrency } = { concurrency: 2, ...settings };
  const names = provider || withoutEngine ? ['detect-language', 'translate'] : ['detect-language'];
  const stages = await Promise.all(
    names.map(async (name) => ({ stage: await loadStage(name), options: {} })),
  );
  const services = {
    pair: { source: 'de', target: 'en' },
    rulePacks: [],
    signal,
    ...(provider ? { provider } : {}),
  };
  const parsed = stages.map(({ stage }) => ({ stage, options: stage.options.parse({}) }));
  const [cleaning, translation] = halves(parsed);
  return {
    pipeline: { name: 'fake', maxBytes: 1_000_000, concurrency },
    runner: {
      cleaning: buildProcessor(cleaning, services),
      translation: buildProcessor(translation, services),
      translates: provider !== undefined || withoutEngine === true,
    },
    fingerprint,
    steps: [{ settings: { id: providerId } }],
    ...(provider ? { provider } : {}),
  } as unknown as OpenRun;
}

export interface FakeItem {
  key: string;
  version?: string;
  url?: string;
  metadata?: Candidate['metadata'];
  entry?: Candidate['entry'];
  content?: string;
  format?: LoadedDocument['format'];
  error?: KlartextError;
  load?: (signal: AbortSignal) => Promise<LoadedDocument>;
}

/** Offers the items in order; `loads` counts. */
export function listSource(
  items: readonly (FakeItem | SourceEvent)[],
  name = 'list',
): Source & { loads: string[]; taken: number } {
  const source = {
    name,
    loads: [] as string[],
    taken: 0,
    async *read(): AsyncGenerator<SourceEvent> {
      for (const item of items) {
        source.taken += 1;
        yield 'type' in item ? item : { type: 'candidate', candidate: candidateOf(item, source.loads) };
      }
    },
  };
  return source;
}

export function candidateOf(item: FakeItem, loads: string[] = []): Candidate {
  const { key, version, url, metadata = {}, entry, content = '', format = 'markdown', error, load } = item;
  return {
    ...{
      key,
      metadata,
      ...(version ? { version } : {}),
      ...(url ? { url } : {}),
      ...(entry ? { entry } : {}),
    },
    async load(signal) {
      loads.push(key);
      if (error) throw error;
      return load ? load(signal) : { content, format };
    },
  };
}

/** Reads what the journal of a place says, without holding it open. */
export async function withJournal<T>(
  cwd: string,
  ask: (journal: NonNullable<Awaited<ReturnType<typeof openDesk>>>['journal']) => T,
): Promise<T> {
  const desk = await openDesk({ outFolder: path.join(cwd, 'out') });
  if (!desk) throw new Error('somebody has the lock');
  onTestFinished(() => desk.close());
  try {
    return ask(desk.journal);
  } finally {
    desk.close();
  }
}
