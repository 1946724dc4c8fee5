/** Items that are not done and cannot be tried in a run: their source did not offer them, or they are another pipeline's. */

import path from 'node:path';
import { DAY_MS } from '../../day.ts';
import { KlartextError } from '../../errors.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { NightEvent } from './night.ts';

export class LeftOver {
  /** How many, by source and by pipeline. */
  readonly #unoffered = new Map<string, number>();
  readonly #ofOthers = new Map<string, number>();

  notOffered(source: string): void {
    this.#unoffered.set(source, (this.#unoffered.get(source) ?? 0) + 1);
  }

  ofPipeline(owner: string): void {
    this.#ofOthers.set(owner, (this.#ofOthers.get(owner) ?? 0) + 1);
  }

  /** To a night they are something to know of; a retry was asked for just them. */
  events(isRetry: boolean): NightEvent[] {
    const unoffered = [...this.#unoffered].map(([where, count]) => ({ where, message: waiting(count) }));
    if (!isRetry)
      return unoffered.map(({ where, message }) => ({ type: 'notice', message: `${where}: ${message}` }));
    return [
      ...unoffered.map(({ where, message }) => trouble(where, message)),
      ...[...this.#ofOthers].map(([owner, count]) => leftTo(owner, count)),
    ];
  }
}

/** What sources let go of is told when they do, and not each night from then on. */
export function isNews({ last_seen }: Pick<JournalItem, 'last_seen'>, day: string): boolean {
  return Date.parse(day) - Date.parse(last_seen) <= DAY_MS;
}

function waiting(count: number): string {
  return count === 1
    ? 'an item that is not done was not offered, and waits until it is.'
    : `${count} items that are not done were not offered, and wait until they are.`;
}

function leftTo(owner: string, count: number): NightEvent {
  const message =
    count === 1
      ? 'an item that is not done is of this pipeline, and was left to it.'
      : `${count} items that are not done are of this pipeline, and were left to it.`;
  return trouble(
    path.basename(owner),
    message,
    `Run \`klartext nightly ${owner}\`; all attempts are theirs again.`,
  );
}

function trouble(where: string, message: string, hint?: string): NightEvent {
  const error = new KlartextError('SOURCE_UNAVAILABLE', message, hint ? { hint } : {});
  return { type: 'trouble', where, error };
}
