/** Pages that are no article, or not all of one: flagged, never passed off as the text itself. */
import type { Element } from 'hast';
import type { Metadata } from '../../types.ts';
import type { Block } from './blocks.ts';
import type { PageFacts } from './metadata.ts';
import { attribute } from './nodes.ts';
import type { Verdict } from './select.ts';

export interface PageWarning {
  ruleId: string;
  reason: string;
}

/** Longer texts are articles, whatever they talk about. In characters. */
const SHORT = 1_500;
const VERY_SHORT = 600;
/** Longer ones are no titles. */
const MAX_TITLE = 300;

/** A text this short that speaks of an error says nothing else. */
const MERE_NOTICE = 300;
/** A text that the page calls not free, and that is shorter, is a stub even without an offer. */
const STUB = 800;

/** How elements are called that hold what is paid for, not the offer. */
const SOLD = /^(?:is-)?paywalled$|^(?:paywall|premium|paid)(?:-full)?-content$/i;
const LONGEST_TEASER = 400;

const ERROR = anyOf(
  String.raw`^\W*(?:(?:fehler|error|http)\W*)?(?:status )?(?:40[01346]|410|429|50[0234]|10[0-2]\d)\b`,
  String.raw`(?:page|site|seite|artikel|inhalt|dokument|beitrag)\b.{0,30}(?:nicht (?:gefunden|finden|(?:mehr )?(?:verfügbar|vorhanden))|gibt es (?:hier )?nicht|existiert (?:leider )?nicht|(?:gelöscht|entfernt|umgezogen)\b|not found|(?:can.?t|could ?n.t|cannot|could not) be (?:found|reached)|unavailable|no longer (?:exists|available)|does(?:n.t| not) exist)`,
  '^not (?:found|acceptable)|^unauthorized|(?:hier ist nichts|nichts gefunden|nothing found)|access denied|zugriff verweigert|forbidden|request (?:blocked|rejected)|^captcha',
  'just a moment|attention required|checking your browser|(?:are|verify(?:ing)? (?:that )?)you (?:are )?(?:an? )?(?:human|robot)|sind sie ein (?:mensch|roboter)|(?:bot|human|security)[- ]?(?:check|verification)|ddos protection',
  'internal server error|bad gateway|gateway time-?out|too many requests|zu viele anfragen|(?:service|temporarily) unavailable',
  String.raw`(?:dienst|service|server|seite|vorübergehend)\b.{0,25}nicht (?:erreichbar|verfügbar)|wartungs(?:arbeiten|modus|pause)|(?:under|down for) maintenance|gleich (?:wieder da|zurück)|be right back`,
  String.raw`(?:\bdomain\b|\.(?:de|com|net|org|info|eu|at|ch)\b).{0,60}(?:zum (?:ver)?kauf (?:angeboten|steh)|steht zum (?:ver)?kauf|zu verkaufen|(?:is|may be) for sale)|buy this domain`,
  '(?:enable|aktivieren sie).{0,20}(?:javascript|cookies)|javascript (?:is (?:disabled|required)|ist (?:deaktiviert|erforderlich))',
  'browser (?:ist|is|wird)\\b.{0,20}(?:veraltet|nicht (?:mehr )?unterstützt|outdated|(?:not|no longer) supported|unsupported)',
);

/** What a reader would have to do: subscribe, register, pay. */
const PRICE = String.raw`(?:\b(?:digital-?)?abo|plus\b|\p{L}\+|\bpremium|digitalzugang|\bregistr|\banmeld|\bangemeldet|\bmelden sie sich|einlogg|\blog(?:gen)?\b|freischalt|\bmitglied|\bgratis\b|\bkostenlos\b|\btesten\b)`;
const WHOLE =
  '(?:diese[nr]?|(?:de[nrs]|alle) (?:ganze|vollständige|komplette|gesamte)[nrs]?) (?:artikels?|texte?s?|beitr[aä]ge?s?|inhalte?s?)';
const PAYWALL = anyOf(
  `(?:weiter(?:zu)?lesen|lesen sie weiter).{0,60}${PRICE}|${PRICE}.{0,60}weiter(?:zu)?lesen`,
  `${WHOLE}.{0,80}${PRICE}|${PRICE}.{0,40}um ${WHOLE}`,
  '(?:artikel|text|beitrag) freischalten|zugang zu allen .{0,20}(?:artikeln|inhalten|beiträgen)|premium-?(?:artikel|inhalt|beitrag)',
  String.raw`(?:mehr|jetzt|weiter) lesen mit \p{L}+ ?(?:plus\b|\+)|\p{L}\+ .{0,25}(?:testen|lesen)|bezahl(?:angebot|inhalt|artikel|schranke)|artikel kaufen|(?:noch|nur) (?:\d+|keine) (?:freien?|kostenlosen?) artikel|(?:limit|anzahl|kontingent) .{0,20}(?:freie|kostenlose|gratis)\w* (?:artikel|beiträge)`,
  '(?:bereits|schon|bin|als) abonnent|(?:wählen sie|auswählen).{0,15}angebot|erfordert ein abo|noch kein(?:en)? abo|(?:haben|benötigen?|brauchen?) (?:sie )?(?:bereits |schon )?ein abo|abonnent(?:innen|en)?.{0,20}(?:vorbehalten|zugänglich)',
  String.raw`(?:nur|exklusiv) für (?:unsere |registrierte |angemeldete )?(?:\p{L}+ )?(?:abonnent|mitglied|plus|premium|nutzer)|(?:lesen|artikel) .{0,25}(?:im|mit) (?:\p{L}+)?(?:abo|\+)`,
  '(?:jetzt|hier) (?:abonnieren|abo (?:abschließen|testen))|(?:jederzeit|monatlich) kündbar',
  'subscri(?:be|ption).{0,20}to (?:read|continue|keep|unlock)|(?:to|and) (?:continue|keep) reading|for (?:\\w+ )?(?:subscribers|members)|(?:subscri|sign up|regist).{0,60}(?:full|whole|entire|rest of (?:this|the)) (?:article|story)|exclusivos? para suscriptores|réservée? aux abonnés|(?:sign up|register|join|member).{0,20} to (?:read|view)|subscribers? only|already a (?:subscriber|member)|create a free account to',
  '(?:sign|log) in to (?:read|continue|keep|view)|unlock (?:this|the|full).{0,20}(?:article|story|access)|(?:reached|used) (?:your|the) .{0,20}(?:limit|free articles)|free articles? (?:left|remaining)|all-access pass',
);
/** Comments want an account on any page. */
const COMMENTING = /kommentier|comment|bewerte|diskutier|discuss/i;
const READING = /lesen|read/i;
export const CONSENT =
  /cookie|einwilligung|zustimm|datenschutz|tracking|consent|privatsphäre|partner.{0,40}(?:daten|data)|personalisiert|personali[sz]ed|werbefrei|mit werbung|pur-?abo/i;

function anyOf(...patterns: string[]): RegExp {
  return new RegExp(patterns.join('|'), 'iu');
}

/** By what the page itself says of its text by schema.org, too, if it does. */
export function judgePage(
  verdicts: readonly Verdict[],
  { metadata, isFree: free, sold }: Pick<PageFacts, 'metadata' | 'isFree' | 'sold'>,
): PageWarning[] {
  const kept = verdicts.filter((verdict) => verdict.kept);
  const length = lengthOf(kept);
  const warnings: PageWarning[] = [];
  if (saysError(verdicts, kept, metadata)) warnings.push(ERROR_PAGE);
  if (isMostlyConsent(verdicts, kept)) warnings.push(CONSENT_PAGE);
  if (holdsSoldPart(verdicts, new Set(sold))) return warnings;
  if (free === false && length < STUB) warnings.push(PAYWALLED);
  else if (length < (free === false ? SHORT * 2 : SHORT) && verdicts.some(asksToPay))
    warnings.push(PAYWALLED);
  return warnings;
}

function saysError(verdicts: readonly Verdict[], kept: readonly Verdict[], metadata: Metadata): boolean {
  const length = lengthOf(kept);
  if (length < MERE_NOTICE && kept.some(({ block }) => ERROR.test(block.text))) return true;
  return length < VERY_SHORT && ERROR.test(headingOf(verdicts, metadata).slice(0, MAX_TITLE));
}

function isMostlyConsent(verdicts: readonly Verdict[], kept: readonly Verdict[]): boolean {
  const aboutConsent = ({ block }: Verdict) => CONSENT.test(block.text);
  if (lengthOf(kept.filter((verdict) => !aboutConsent(verdict))) >= VERY_SHORT) return false;
  const consent = lengthOf(verdicts.filter(aboutConsent));
  return consent > 200 && consent * 2 > lengthOf(verdicts);
}

/** More of it than a teaser fading out, to the end of a sentence, and no offer in its place. */
function holdsSoldPart(verdicts: readonly Verdict[], sold: ReadonlySet<string>): boolean {
  const part = verdicts.filter(({ block }) => block.path.some((element) => isSold(element, sold)));
  const kept = part.filter((verdict) => verdict.kept);
  const end = kept.at(-1)?.block.text ?? '';
  return lengthOf(kept) >= LONGEST_TEASER && /[.!?]["“”»«]?$/.test(end) && !part.some(asksToPay);
}

function isSold(element: Element, sold: ReadonlySet<string>): boolean {
  const classes = attribute(element, 'className').split(/\s+/);
  return classes.some((name) => sold.has(name) || SOLD.test(name));
}

function asksToPay({ block }: Verdict): boolean {
  const { text } = block;
  if (text.length >= 600 || isFurniture(block) || !PAYWALL.test(text)) return false;
  return READING.test(text) || !COMMENTING.test(text);
}

/** A site's menu sells subscriptions whatever page it stands on. */
function isFurniture({ path }: Block): boolean {
  return path.some(({ tagName }) => tagName === 'nav' || tagName === 'footer');
}

function headingOf(verdicts: readonly Verdict[], metadata: Metadata): string {
  return metadata.title ?? verdicts.find(({ block }) => /^h[12]$/.test(block.name))?.block.text ?? '';
}

function lengthOf(verdicts: readonly Verdict[]): number {
  return verdicts.reduce((sum, { block }) => sum + block.text.length, 0);
}

export const ERROR_PAGE = {
  ruleId: 'html-error-page',
  reason: 'the page reports an error; it is no article',
};
export const CONSENT_PAGE = {
  ruleId: 'html-consent-page',
  reason: 'the page asks for consent; it holds no article',
};
export const PAYWALLED = {
  ruleId: 'html-paywalled',
  reason: 'the text ends at a paywall; it is not the whole article',
};
