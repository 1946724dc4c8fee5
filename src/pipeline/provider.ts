/** Provider settings -> one provider ready to be called, with the wrappers that stand above each and all. */
import * as z from 'zod';
import { errorOf, KlartextError } from '../errors.ts';
import { hashValue } from '../hash.ts';
import type { ProviderContext } from '../providers/provider.ts';
import { loadProvider } from '../providers/registry.ts';
import { reasonToRefuse, type Standards } from '../segments/judge.ts';
import type { BudgetOptions } from '../translate/with-budget.ts';
import { mendNumbers, withEnglishNumbers } from '../translate/with-english-numbers.ts';
import { type FallbackStep, withFallback } from '../translate/with-fallback.ts';
import { type MemoryOptions, recallOnly, withMemory } from '../translate/with-memory.ts';
import { type RequestPlan, withPlan } from '../translate/with-plan.ts';
import { wrapProvider } from '../translate/wrap-provider.ts';
import type { SpendingCaps, SpendingLedger, TranslationMemory, TranslationProvider } from '../types.ts';
import type { PlacedProvider } from './load.ts';
import type { ProviderSettings } from './schema.ts';
import { locate, validate } from './yaml-errors.ts';

/** Reasons for which a run still cleans everything and leaves documents untranslated. */
const NO_ENGINE: ReadonlySet<string> = new Set(['MODEL_MISSING', 'PROVIDER_AUTH']);
/**
 * Options that decide how an answer comes and never what it says; another value finds the same memory. What `names` sends
 * is in the key with a segment's terms.
 */
const WITHOUT_INFLUENCE: ReadonlySet<string> = new Set(
  'workers batchTimeoutMs timeoutMs maxConcurrent keepOpen showErrors keyVariable names'.split(' '),
);

/** What the run lends to its providers. */
export interface ProviderServices {
  context: ProviderContext;
  /** Absent: nothing is remembered. */
  memory?: TranslationMemory;
  /** Needed where a provider has a price or a budget. */
  ledger?: SpendingLedger;
  /** What the stages judge by; the checks' own defaults when absent. */
  standards?: Standards;
  /** Whether remembered answers that fail their checks are asked for again, and paid again. */
  askRefusedAgain?: boolean;
  /** Send nothing: only plan what would be sent, and answer from memory. */
  dryRun?: boolean;
  /** Told what the run should know and goes on without: the memory cannot be read, a provider is off. */
  onNotice?: (message: string) => void;
}

export interface Refused {
  texts: number;
  /** As they would have been billed. */
  characters: number;
}

/** One usable provider with the wrappers that are its own. */
export interface OpenedStep extends FallbackStep {
  settings: ProviderSettings;
  /** Of the options, as it stands in the memory. */
  settingsHash: string;
  /** What it would have been asked for, in a dry run. */
  plan?: RequestPlan;
  /** What was not sent to it as its budget had no room; grows as the run goes on. */
  refused: Refused;
  /** Asks the service what it billed; where the pipeline wants that and the provider can. */
  reportBilled?: (signal: AbortSignal) => Promise<number>;
}

export interface OpenedProviders {
  /** Absent when none is usable. */
  provider?: TranslationProvider;
  steps: OpenedStep[];
  /** What is missing and what to do, one sentence for each provider that cannot be used. */
  problems: string[];
}

/**
 * Rejects with PROVIDER_UNKNOWN, CONFIG_INVALID or MODEL_CORRUPT. A provider that lacks its model or key is no
 * rejection: `problems` says what is missing, and the others go on without it.
 */
export async function openProviders(
  settings: readonly PlacedProvider[],
  services: ProviderServices,
): Promise<OpenedProviders> {
  const steps: OpenedStep[] = [];
  const problems: string[] = [];
  for (const one of settings) {
    const opened = await openStep(one, services);
    if (typeof opened !== 'string') steps.push(opened);
    else if (!problems.includes(opened)) problems.push(opened);
  }
  const [only] = steps;
  if (!only) return { steps, problems };
  const provider = steps.length === 1 ? only.provider : withFallback(steps, fallbackOptions(services));
  return { provider, steps, problems };
}

function fallbackOptions({ onNotice, standards }: ProviderServices): Parameters<typeof withFallback>[1] {
  return {
    refuse: (segment, answer, pair) => reasonToRefuse(segment, answer, pair, standards),
    onOff: ({ id }, error) => onNotice?.(`${id} is off for the rest of the run. ${describe(error)}`),
  };
}

/** The provider's entry, and its options with their defaults. Throws PROVIDER_UNKNOWN or CONFIG_INVALID. */
export async function readProvider({ id, options, place }: PlacedProvider) {
  const entry = await loadProvider(id).catch((error: unknown) => {
    if (!(error instanceof KlartextError) || !place) throw error;
    throw errorOf(locate(place.source, [...place.path, 'id']), error);
  });
  if (place)
    return { entry, options: validate(entry.options, options, place.source, [...place.path, 'options']) };
  const parsed = entry.options.safeParse(options);
  if (parsed.success) return { entry, options: parsed.data };
  throw new KlartextError('CONFIG_INVALID', `provider ${id}: ${z.prettifyError(parsed.error)}`);
}

async function openStep(settings: PlacedProvider, services: ProviderServices): Promise<OpenedStep | string> {
  const { entry, options } = await readProvider(settings);
  const readiness = await entry.check(options, services.context);
  if (!readiness.usable) return `${settings.id}: ${readiness.detail}`;
  try {
    const bare = await entry.create(options, services.context);
    return wrapStep(bare, settings, settingsHash(options), services);
  } catch (error) {
    if (!(error instanceof KlartextError) || !NO_ENGINE.has(error.code)) throw error;
    return `${settings.id}: ${describe(error)}`;
  }
}

/** Puts a bare provider's own wrappers above it. Throws CONFIG_INVALID for a budget that nobody can keep. */
export function wrapStep(
  bare: TranslationProvider,
  settings: ProviderSettings,
  hash: string,
  services: ProviderServices,
): OpenedStep {
  const memory = memoryOptions(hash, services);
  const refused: Refused = { texts: 0, characters: 0 };
  const budget = budgetOptions(settings, services, refused);
  const plan = services.dryRun ? { segments: 0, characters: 0 } : undefined;
  const wrappers = { ...(memory ? { memory } : {}), ...(budget ? { budget } : {}) };
  const provider = withEnglishNumbers(plan ? planning(bare, plan, memory) : wrapProvider(bare, wrappers));
  return {
    provider,
    settings,
    settingsHash: hash,
    refused,
    ...(plan ? { plan } : {}),
    ...(settings.reconcile && !plan && bare.reportBilled
      ? { reportBilled: (signal) => bare.reportBilled?.(signal) as Promise<number> }
      : {}),
    ...(settings.minQuality === undefined ? {} : { minQuality: settings.minQuality }),
    ...(memory ? { recall: (request) => mendNumbers(request, recallOnly(provider, memory, request)) } : {}),
  };
}

function planning(
  bare: TranslationProvider,
  plan: RequestPlan,
  memory: MemoryOptions | undefined,
): TranslationProvider {
  const planned = withPlan(bare, plan);
  return memory ? withMemory(planned, memory) : planned;
}

/** Names the options in the memory's key. */
function settingsHash(options: unknown): string {
  const all = Object.entries(options as Record<string, unknown>);
  const decisive = all.filter(([key, value]) => !WITHOUT_INFLUENCE.has(key) && value !== undefined);
  return hashValue([Object.fromEntries(decisive)]).slice(0, 16);
}

function memoryOptions(
  settings: string,
  { memory, askRefusedAgain, onNotice, standards }: ProviderServices,
): MemoryOptions | undefined {
  if (!memory) return undefined;
  return {
    memory,
    settings,
    onProblem: (error) => onNotice?.(describe(error)),
    ...(askRefusedAgain
      ? { accepts: (segment, answer, pair) => reasonToRefuse(segment, answer, pair, standards) === undefined }
      : {}),
  };
}

function budgetOptions(
  settings: ProviderSettings,
  { ledger, onNotice }: ProviderServices,
  refused: Refused,
): BudgetOptions | undefined {
  const { id, budget, price, currency } = settings;
  if (!isBooked(settings)) return undefined;
  if (!ledger) {
    throw new KlartextError('CONFIG_INVALID', `provider ${id}: its budget needs a place to be kept in.`, {
      hint: 'Give `spendingFile`, or leave `budget` and `price` out.',
    });
  }
  const paid = price === undefined ? { price: 0 } : { price, currency };
  return {
    ...{ ledger, caps: capsOf(budget), ...paid },
    onRefused: (segments, characters, error) => {
      refused.texts += segments.length;
      refused.characters += characters;
      onNotice?.(describe(error));
    },
  };
}

/** Whether what a provider bills is booked in the ledger. */
export function isBooked({ budget, price, reconcile }: ProviderSettings): boolean {
  return budget !== undefined || price !== undefined || reconcile;
}

/** Without a budget everything is booked and nothing bounded. Money is counted in millionths. */
export function capsOf(budget: ProviderSettings['budget']): SpendingCaps {
  if (!budget) return { unit: 'characters' };
  const { unit, perRun, perMonth } = budget;
  const factor = unit === 'money' ? 1_000_000 : 1;
  return {
    unit,
    ...(perRun === undefined ? {} : { perRun: Math.floor(perRun * factor) }),
    ...(perMonth === undefined ? {} : { perMonth: Math.floor(perMonth * factor) }),
  };
}

function describe({ message, hint }: KlartextError): string {
  return hint ? `${message} ${hint}` : message;
}
