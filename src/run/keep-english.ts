/** The English of an earlier run is not given for the German of one that could not translate. */
import type { BatchOptions } from './batch.ts';
import { readExisting } from './nightly/existing.ts';
import { losesEnglish } from './nightly/lost-text.ts';

/** For `BatchOptions.staysBefore`: a key that is missing today must not undo what was translated. */
export function keepEnglish(folder: string): NonNullable<BatchOptions['staysBefore']> {
  return async (output, document) =>
    document.status === 'untranslated' && losesEnglish(document, await readExisting(folder, output));
}
