/** Pages that are no article, or not all of one: flagged, never passed off as the text itself. */
import type { Metadata } from '../../types.ts';
import type { Verdict } from './select.ts';

export interface PageWarning {
  ruleId: string;
  reason: string;
}

/** Longer texts are articles, whatever they talk about. In characters. */
const SHORT = 1_500;
const VERY_SHORT = 600;

const ERROR_TITLE =
  /^\W*(?:(?:fehler|error|http)\W*)?(?:40[0134]|410|429|50[0234])\b|(?:page|seite|artikel|inhalt|dokument) (?:wurde )?(?:nicht gefunden|not found|existiert nicht|ist nicht (?:mehr )?verfügbar)|^not found|access denied|zugriff verweigert|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|service unavailable|sind sie ein mensch|bot[- ]?(?:check|verification)/i;
const PAYWALL =
  /(?:weiterlesen|lesen sie (?:weiter|den (?:ganzen|vollständigen))|(?:ganzen|vollständigen|kompletten) (?:artikel|text|beitrag)).{0,60}(?:abo|plus|premium|registrier|anmeld|kostenlos)|(?:jetzt|hier) (?:abonnieren|abo (?:abschließen|testen))|nur für (?:abonnent|mitglied)|exklusiv für (?:abonnent|plus)|mit (?:[\p{L}+]+ )?(?:plus|premium|digitalabo|abo) weiterlesen|bereits abonnent|sie haben (?:bereits|schon) ein abo|jederzeit kündbar|subscribe (?:now )?to (?:read|continue)|to continue reading|subscribers only|already a subscriber|create a free account to/iu;
const CONSENT =
  /cookie|einwilligung|zustimm|datenschutz|tracking|consent|privatsphäre|partner.{0,40}(?:daten|data)|personalisiert|werbefrei/i;

/** `free`: what the page itself says of its text by schema.org, if it does. */
export function judgePage(
  verdicts: readonly Verdict[],
  metadata: Metadata,
  free: boolean | undefined,
): PageWarning[] {
  const length = lengthOf(verdicts.filter(({ kept }) => kept));
  const warnings: PageWarning[] = [];
  if (length < VERY_SHORT && ERROR_TITLE.test(headingOf(verdicts, metadata))) warnings.push(ERROR_PAGE);
  const consent = lengthOf(verdicts.filter(({ block }) => CONSENT.test(block.text)));
  if (length < VERY_SHORT && consent > 200 && consent * 2 > lengthOf(verdicts)) warnings.push(CONSENT_PAGE);
  const asks = verdicts.some(({ block }) => block.text.length < 600 && PAYWALL.test(block.text));
  if (free === false && length < SHORT * 2 ? true : asks && length < SHORT) warnings.push(PAYWALLED);
  return warnings;
}

function headingOf(verdicts: readonly Verdict[], metadata: Metadata): string {
  return metadata.title ?? verdicts.find(({ block }) => /^h[12]$/.test(block.name))?.block.text ?? '';
}

function lengthOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { block }) => sum + block.text.length, 0);
}

const ERROR_PAGE = { ruleId: 'html-error-page', reason: 'the page reports an error; it is no article' };
const CONSENT_PAGE = {
  ruleId: 'html-consent-page',
  reason: 'the page asks for consent; it holds no article',
};
const PAYWALLED = {
  ruleId: 'html-paywalled',
  reason: 'the text ends at a paywall; it is not the whole article',
};
