/** What people made of segments that no service is asked about: numbers alone, English, other languages. */
import type { Unit } from '../../segments/units.ts';
import type { TranslatedSegment } from '../../types.ts';
import type { StageServices } from '../stage.ts';

/**
 * What a person's text for this unit is kept under. Text is the same wherever it stands; a number alone means something
 * else in every place, so its key has the document's name and the units beside it.
 */
export function correctionKey(unit: Unit, units: readonly Unit[], document: string): string {
  const { source } = unit.segment;
  if (unit.hasText) return source;
  const at = units.indexOf(unit);
  return JSON.stringify([document, units[at - 1]?.segment.source, source, units[at + 1]?.segment.source]);
}

/** For those of the kept units that a person has written anew. */
export function findCorrections(
  kept: readonly Unit[],
  units: readonly Unit[],
  document: string,
  { corrections }: StageServices,
): ReadonlyMap<Unit, TranslatedSegment> {
  if (kept.length === 0 || !corrections) return new Map();
  const found = corrections(kept.map((unit) => correctionKey(unit, units, document)));
  return new Map(kept.flatMap((unit, index) => (found[index] ? [[unit, found[index]]] : [])));
}
