/** A file that may be packed, as a stream of lines. */
import { damagedFrom, findMember, GzipMembers, isDamage, isPacked } from './gzip-members.ts';
import { readBytes } from './read-bytes.ts';

/**
 * Unpacked when the name ends in `.gz`. Behind what is damaged goes on what can be read, on a line of its own, and the
 * damage is thrown when all is read. Rejects with INPUT_UNREADABLE and INPUT_UNSUPPORTED.
 */
export async function* readFile(file: string): AsyncGenerator<Uint8Array> {
  if (!isPacked(file)) return yield* readBytes(file);
  let damage: Error | undefined;
  for (let start: number | undefined = 0; start !== undefined; ) {
    const members: GzipMembers = new GzipMembers(file, start);
    try {
      yield* members;
      break;
    } catch (error) {
      if (!isDamage(error)) throw error;
      if (members.cutEnd) yield members.cutEnd;
      start = await findMember(file, members.at + 1);
      damage ??= damagedFrom(members.at, start, error);
      if (start !== undefined) yield Buffer.from('\n');
    }
  }
  if (damage) throw damage;
}
