/** The binding's errors as ours. */
import { KlartextError } from '../errors.ts';

const DAMAGE = /^SQLITE_(?:NOTADB|CORRUPT)/;
const BUSY = /^SQLITE_(?:BUSY|LOCKED)/;

/** What most files of a user have in common. */
export const ELSEWHERE = 'name another place in KLARTEXT_MEMORY';

/** Whether the file's content is broken, as against the disk or a lock. */
export function isDamage(error: unknown): boolean {
  return DAMAGE.test(codeOf(error));
}

/** STORE_BUSY or OUTPUT_UNWRITABLE; what is ours already stays. `elsewhere` says how to name another place. */
export function toKlartextError(cause: unknown, file: string, elsewhere = ELSEWHERE): KlartextError {
  if (cause instanceof KlartextError) return cause;
  const code = codeOf(cause);
  if (BUSY.test(code)) {
    return new KlartextError('STORE_BUSY', `${file}: another process has been writing to it for too long.`, {
      cause,
      hint: 'Run again when the other run is done.',
    });
  }
  if (DAMAGE.test(code)) {
    return new KlartextError('OUTPUT_UNWRITABLE', `${file}: is damaged (${code}).`, {
      cause,
      hint: 'The next run that writes to it sets it aside and goes on with a fresh one.',
    });
  }
  if (CLOSED.has(primaryOf(cause))) {
    return new KlartextError(
      'OUTPUT_UNWRITABLE',
      `${file}: cannot be used: it may not be opened or written.`,
      {
        cause,
        hint: `See that you may write to it and to its folder, and that the disk has room, or ${elsewhere}.`,
      },
    );
  }
  const reason = code || (cause instanceof Error ? cause.message : String(cause));
  return new KlartextError('OUTPUT_UNWRITABLE', `${file}: cannot be used (${reason}).`, {
    cause,
    hint: PLACE.test(code)
      ? `See that its folder is one, leads somewhere where it is a link, and may be written to, or ${elsewhere}.`
      : `Free some disk space, or ${elsewhere}.`,
  });
}

/** What a folder is answered with that is a file, a link to a disk that is not there, or another's. */
const PLACE = /^E(?:ACCES|EXIST|LOOP|NOENT|NOTDIR|PERM|ROFS)$/;

/** SQLITE_READONLY and SQLITE_CANTOPEN. */
const CLOSED: ReadonlySet<number> = new Set([8, 14]);

/** SQLite's own number without what it adds in the higher bits; of a file that cannot be opened only the message has it. */
function primaryOf(cause: unknown): number {
  const { rawCode, message } = (cause ?? {}) as { rawCode?: unknown; message?: unknown };
  const number = typeof rawCode === 'number' ? rawCode : /: (\d+)"\)$/.exec(String(message))?.[1];
  return Number(number ?? 0) & 0xff;
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? '');
}
