import { KlartextError } from '../errors.ts';
import type { TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';
import { byOrigin } from './origins.ts';
import type { MemoryOptions } from './with-memory.ts';

/**
 * Keeps every answer in the memory the moment it arrives, before anything above can fail or be killed: what was
 * paid for is never asked twice. Also answers that a check will refuse are kept; they are refused again when they
 * are found, by the checks of that day, and are not paid for again. When the memory cannot be written the answer
 * goes up all the same.
 */
export function withRecording(provider: TranslationProvider, options: MemoryOptions): TranslationProvider {
  const { memory, settings, onProblem } = options;
  return derive(provider, {
    async translate(request) {
      const response = await provider.translate(request);
      // A response of the wrong length cannot be told apart; the retry loop refuses it.
      if (response.targets.length !== request.segments.length) return response;
      try {
        for (const [origin, group] of byOrigin(provider, request.pair, settings, request.segments)) {
          const answers = group.flatMap(({ index, segment: { source } }) => {
            const answer = response.targets[index];
            return answer && answer.target.trim() !== '' ? [{ ...answer, source }] : [];
          });
          memory.save(origin, answers);
        }
      } catch (error) {
        if (!(error instanceof KlartextError)) throw error;
        onProblem?.(error);
      }
      return response;
    },
  });
}
