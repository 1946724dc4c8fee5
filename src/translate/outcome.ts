/** Collects the answers of several requests into the one response that the caller asked for. */
import { KlartextError } from '../errors.ts';
import type { Segment, TranslatedSegment, TranslateResponse } from '../types.ts';

/** A segment and its place in the request that it came in. */
export interface Placed {
  index: number;
  segment: Segment;
}

export class Outcome {
  readonly #targets: (TranslatedSegment | undefined)[];
  readonly #failures = new Map<number, { code: string; message: string }>();
  readonly #warnings = new Set<string>();
  #characters = 0;
  #billed: number | undefined;
  #firstError: KlartextError | undefined;

  constructor(size: number) {
    this.#targets = new Array(size).fill(undefined);
  }

  /** Files a response under the places of what was asked. Throws PROVIDER_BAD_RESPONSE on a wrong count. */
  add(asked: readonly Placed[], response: TranslateResponse): void {
    this.#characters += response.usage.characters;
    const billed = response.usage.billedCharacters;
    if (billed !== undefined) this.#billed = (this.#billed ?? 0) + billed;
    for (const warning of response.warnings ?? []) this.#warnings.add(warning);
    if (response.targets.length !== asked.length) {
      const message = `Expected ${asked.length} translations, got ${response.targets.length}.`;
      throw new KlartextError('PROVIDER_BAD_RESPONSE', message);
    }
    for (const [position, { index }] of asked.entries()) {
      const target = response.targets[position];
      const failure = response.failures?.get(position);
      this.#targets[index] = target;
      if (target === undefined && failure) this.#failures.set(index, failure);
      else this.#failures.delete(index);
    }
  }

  /** Notes why what was asked has no answer. */
  fail(asked: readonly Placed[], error: KlartextError): void {
    this.#firstError ??= error;
    for (const { index } of asked) this.#failures.set(index, { code: error.code, message: error.message });
  }

  /** What of `asked` has no answer yet. */
  missing(asked: readonly Placed[]): Placed[] {
    return asked.filter(({ index }) => this.#targets[index] === undefined);
  }

  /** Whether nothing at all was answered yet. */
  get isEmpty(): boolean {
    return this.#targets.every((target) => target === undefined);
  }

  /** The response; throws the first error when there is no answer at all, as nothing is lost by it. */
  response(): TranslateResponse {
    if (this.isEmpty && this.#firstError) throw this.#firstError;
    return {
      targets: this.#targets,
      usage: {
        characters: this.#characters,
        ...(this.#billed === undefined ? {} : { billedCharacters: this.#billed }),
      },
      ...(this.#warnings.size > 0 ? { warnings: [...this.#warnings] } : {}),
      ...(this.#failures.size > 0 ? { failures: this.#failures } : {}),
    };
  }
}

export function placed(segments: readonly Segment[]): Placed[] {
  return segments.map((segment, index) => ({ index, segment }));
}

/** Whether an error gives up what was asked and no more; all others must stop the caller too. */
export function isLocal(error: unknown): error is KlartextError {
  return error instanceof KlartextError && error.reach !== 'run';
}
