/** Sentences on probation, which a small model takes for an accreditation or leaves out, as suspended ones. */
import { HOURS } from '../segments/numbers/german-hours.ts';

const COUNT = `(?:\\d+|eine[mn]?|ein|${HOURS.slice(1).join('|')}|anderthalb|eineinhalb)`;
const SPAN = `${COUNT} (?:Jahr|Monat)(?:en?)?(?: und ${COUNT} Monate?n?)?`;
const ON_PROBATION = '(?: auf Bewährung|, ausgesetzt zur Bewährung,?)(?!\\p{L})';
/** `zu zwei Jahren Haft auf Bewährung`, `bekam ein Jahr auf Bewährung` */
const YEARS = new RegExp(
  `(?<![\\p{L}\\d])(zu |von )?(${SPAN})(?: (?:Haft|Gefängnis|Freiheitsstrafe))?${ON_PROBATION}`,
  'gu',
);
/** `eine Haftstrafe von zwei Jahren auf Bewährung` */
const SENTENCE_OF_YEARS = new RegExp(
  `(?<!\\p{L})(\\p{L}+ )(?:Haft|Freiheits|Gefängnis)strafe (von ${SPAN})${ON_PROBATION}`,
  'gu',
);
const SENTENCE = /(?<!\p{L})(\p{L}+ )?Bewährungsstrafe(n?)(?!\p{L})/gu;
const FREE = /(?<!\p{L})auf Bewährung (frei|entlassen)/gu;
/** `setzte die Strafe zur Bewährung aus` */
const SUSPENDS =
  /(?<!\p{L})setz(t|en|te|ten)((?: \p{Ll}+){1,3} \p{L}*(?:[Ss]trafe|[Hh]aft)) zur Bewährung aus(?!\p{L})/gu;
const SUSPENDED = /(?<!\p{L})zur Bewährung ausgesetzt(?!\p{L})/gu;

export function suspendSentences(text: string): string {
  if (!text.includes('ewährung')) return text;
  return text
    .replace(SENTENCE_OF_YEARS, (_, before: string, span: string) => `${suspended(before)} ${span}`)
    .replace(YEARS, (_, of: string | undefined, span: string) => {
      const years = span.replace(/^ein(?= )/u, 'einem').replace(/(Jahre|Monate)(?!\p{L})/gu, '$1n');
      return `${suspended(of ? `${of}einer ` : 'eine ')} von ${years}`;
    })
    .replace(SENTENCE, (_, before: string | undefined, many: string) => suspended(before ?? '', many))
    .replace(FREE, (_, word: string) => `auf Parole ${word === 'frei' ? word : 'freigelassen'}`)
    .replace(SUSPENDS, 'suspendier$1$2')
    .replace(SUSPENDED, 'suspendiert');
}

/** `eine suspendierte Haftstrafe`, `zu einer suspendierten Haftstrafe`. */
function suspended(before: string, many = ''): string {
  return `${before}suspendiert${many || /(?:er|en|zur) $/u.test(before) ? 'en' : 'e'} Haftstrafe${many}`;
}
