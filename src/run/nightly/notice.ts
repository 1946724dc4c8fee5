/** Pages that were fetched and are notices, or broke off: the article may be there the next night. */
import { CUT_PAGE } from '../../document/html/page-end.ts';
import { CONSENT_PAGE, ERROR_PAGE } from '../../document/html/page-kind.ts';
import type { Problem } from '../../store/journal-types.ts';

/** Code of the problem. */
export const NOTICE_CODE = 'NO_ARTICLE';

/** What stands in an article's place. */
const NOTICES: ReadonlySet<unknown> = new Set([ERROR_PAGE.reason, CONSENT_PAGE.reason]);
/** What ends at a paywall ends there every night, and is no such page. */
const REASONS: ReadonlySet<unknown> = new Set([...NOTICES, CUT_PAGE.reason]);

/** Whether an output that is not done, by the warnings of its front matter, holds a notice and nothing of an article. */
export function isNotice(warnings: unknown): boolean {
  return Array.isArray(warnings) && warnings.some((warning) => NOTICES.has(warning));
}

/** `warnings`: of a document, or as they stand in its front matter. Undefined when it is an article. */
export function noticeIn(warnings: unknown, output: string): Problem | undefined {
  const reason = Array.isArray(warnings) ? warnings.find((warning) => REASONS.has(warning)) : undefined;
  if (reason === undefined) return undefined;
  return {
    code: NOTICE_CODE,
    message: `What came is no${reason === CUT_PAGE.reason ? ' whole' : ''} article: ${reason}. It stands in ${output}.`,
    hint: 'The next nights ask for the page again, until an article comes or it is given up.',
  };
}
