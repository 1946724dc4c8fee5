/** Hands units from `translate` to the stages after it, beside the document and never serialised. */
import type { VFile } from 'vfile';
import type { Unit } from './units.ts';

const attached = new WeakMap<VFile, ReadonlyMap<string, Unit>>();

/** Remembers a document's units by segment id, for as long as the document lives; replaces earlier ones. */
export function attachUnits(file: VFile, units: readonly Unit[]): void {
  attached.set(file, new Map(units.map((unit) => [unit.segment.id, unit])));
}

/** The units of a document by segment id; empty when nothing was translated in this process. */
export function attachedUnits(file: VFile): ReadonlyMap<string, Unit> {
  return attached.get(file) ?? new Map();
}
