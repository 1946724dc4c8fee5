/** Updates that hold less than what is there: better an earlier article than the notice that took its place. */
import { countWords } from '../batch.ts';
import type { ProcessedDocument } from '../document.ts';
import { NO_ARTICLE } from '../survey.ts';
import type { ExistingOutput } from './existing.ts';

/** An article of fewer words may become anything. */
const ARTICLE_WORDS = 150;
/** The least share of its words that an update keeps. */
const KEPT_SHARE = 1 / 3;

/** Better the English of an earlier version than the German of this one. */
export function losesEnglish({ status }: ProcessedDocument, existing: ExistingOutput | undefined): boolean {
  return status === 'untranslated' && existing?.fields.status === 'translated';
}

/**
 * Says how an update has lost the article's text: most of its words are gone, or it is a page of the kind that holds no
 * whole article, and the earlier version was not. Undefined when it has not, and when only the pipeline is another.
 */
export function lossOfText(
  { markdown, file, sourceHash }: ProcessedDocument,
  existing: ExistingOutput | undefined,
): string | undefined {
  if (!existing || existing.sourceHash === sourceHash || existing.fields.status === 'duplicate')
    return undefined;
  const [now, before] = [countWords(markdown), countWords(existing.body)];
  const known = Array.isArray(existing.fields.warnings) ? existing.fields.warnings : [];
  const flaw = file.messages.find(
    ({ ruleId, reason }) => NO_ARTICLE.has(ruleId ?? '') && !known.includes(reason),
  );
  const isShort = before > ARTICLE_WORDS && now < before * KEPT_SHARE;
  if (!flaw && !isShort) return undefined;
  return `The new version has ${now} of ${before} words${flaw ? ` (${flaw.reason})` : ''}, and the earlier one stays.`;
}
