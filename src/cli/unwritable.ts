/** A file that a user named and that cannot be written. */
import { KlartextError } from '../errors.ts';

export function unwritable(file: string, cause: unknown): KlartextError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new KlartextError('OUTPUT_UNWRITABLE', `${file}: cannot be written (${code ?? message}).`, {
    cause,
  });
}
