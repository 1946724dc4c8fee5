import { mendDates } from '../segments/numbers/german-dates.ts';
import { mendNotation } from '../segments/numbers/mend-notation.ts';
import { mendTimes } from '../segments/numbers/mend-times.ts';
import { PERSON, type TranslateRequest, type TranslateResponse, type TranslationProvider } from '../types.ts';
import { derive } from './derive.ts';

/**
 * Mends numbers that the provider left in German notation, dates of which it broke the signs and times that are none,
 * so that they cost no check and no second provider. Stands
 * above the memory, which keeps answers as they came. What a person wrote is not touched.
 */
export function withEnglishNumbers(provider: TranslationProvider): TranslationProvider {
  return derive(provider, {
    translate: async (request) => mendNumbers(request, await provider.translate(request)),
  });
}

/** The response with its numbers in English notation; as it is for other languages. */
export function mendNumbers(
  { pair, segments }: TranslateRequest,
  response: TranslateResponse,
): TranslateResponse {
  if (pair.source !== 'de' || pair.target.split('-')[0] !== 'en') return response;
  const targets = response.targets.map((answer, index) => {
    if (!answer || answer.provider === PERSON) return answer;
    const source = segments[index]?.source ?? '';
    const mended = mendDates(source, mendNotation(source, answer.target));
    return { ...answer, target: mendTimes(source, mended) };
  });
  return { ...response, targets };
}
