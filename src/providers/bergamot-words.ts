/** Words of time and quantity that a small model misreads, by ones that it knows. */
import { HOURS, NEAR_HOUR, nearHour } from '../segments/numbers/german-hours.ts';
import { putKnownNumerals } from './bergamot-numerals.ts';
import { upper } from './bergamot-phrase.ts';

/** In either case at their beginning, as at a sentence's. */
const WORDS: Readonly<Record<string, string>> = {
  längstens: 'höchstens',
  vierzehntäglich: 'alle zwei Wochen',
  zweimonatlich: 'alle zwei Monate',
  übermorgen: 'in zwei Tagen',
  Einlass: 'Zutritt',
  Fehlbetrag: 'Defizit',
  Fehlbetrages: 'Defizits',
  Fehlbetrags: 'Defizits',
  Fehlbeträge: 'Defizite',
  Eventuell: 'Möglicherweise',
  Vorquartal: 'vorigen Quartal',
  Vorquartals: 'vorigen Quartals',
};
const WORD = new RegExp(
  `(?<!\\p{L})(?:${Object.keys(WORDS)
    .flatMap((word) => [word, upper(word)])
    .join('|')})(?!\\p{L})`,
  'gu',
);
const NUMBER = `(?:${HOURS.slice(1).join('|')}|zwanzig|dreißig|hundert|tausend|anderthalb)(?!\\p{L})`;
/** `gut 300 Gäste`, which are no good ones; not what went well, in a year or so often. */
const WELL_OVER = new RegExp(
  `(?<!(?:sehr|so|ganz|zu|wie|nicht|recht|besonders|und|:) )(?<![\\p{L}-])(g|G)ut (?=(?!(?:19|20)\\d\\d(?!\\d))\\d|${NUMBER})`,
  'gu',
);
/** `allenfalls 20 Prozent` became at least as many; without a number it is a perhaps in Switzerland. */
const AT_MOST = new RegExp(`(?<!\\p{L})(a|A)llenfalls (?=\\d|ein |${NUMBER})`, 'gu');
/** `zwischen minus fünf und plus drei Grad` */
const SIGNED = new RegExp(
  `(?<=(?<!\\p{L})(?:[Mm]inus|[Pp]lus) )(${HOURS.slice(1).join('|')})(?!\\p{L})`,
  'gu',
);
/** `bis einschließlich 15. März` became *by including March 15*. */
const UNTIL_AND = /(?<=(?<!\p{L}|\d\. )[Bb]is einschließlich )(?=\d{1,2}\. \p{Lu})/gu;
/** `um zehn vor drei` became *at ten in three*. */
const AT_NEAR_HOUR = new RegExp(
  `(?<=(?<!\\p{L})[Uu]m )(${NEAR_HOUR}|Viertel (?:vor|nach) (?:${HOURS.join('|')}))(?: Uhr)?(?!\\p{L}| \\p{Lu})`,
  'gu',
);
/** `§ 823 Abs. 1 BGB` became *Section 823(1 BGB)*. */
const PARAGRAPH =
  /(?<=(?:§|Art\.|Artikel)[ \u00a0\u202f]?\d+[a-z]?[ \u00a0\u202f])Abs(?:atz|\.)[ \u00a0\u202f]?(\d+[a-z]?)(?![\p{L}\d.])/gu;
/** `alle bis auf drei` became *all up to three*. */
const ALL_BUT =
  /(?<=(?<!\p{L})(?:[Aa]lle[nmrs]?|[Ss]ämtliche[nmrs]?) (?:\p{L}+ )?)bis auf (?=d(?:en|ie|as) |eine?n? |\p{Lu}|zwei |drei |vier |fünf )/gu;
/** `vervierfacht` became *multiplied*. */
const TIMES_OVER =
  /(?<!\p{L})(zu )?ver(drei|vier|fünf|sechs|sieben|acht|neun|zehn)fach(t|te|ten|en)( sich)?(?!\p{L})/gu;
const NINE_MONTHS = /(?<!\p{L})(?:(e|E)in(em)? )Dreivierteljahr(?!\p{L})/gu;
/** `Frühestens Ende März kommt es` became *at the beginning of March*. */
const NOT_BEFORE =
  /^(„?)Frühestens (?=(?:Anfang|Mitte|Ende) |20\d\d(?!\d)|(\d{1,2}\. (?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)))/gmu;
/** `Um ein Haar wäre` became *around a hair*. */
const ALMOST = /(?<!\p{L})(U|u)m ein Haar(?= (?:wäre|hätte)|$|[.,;!?])/gu;
const WITHIN_A_YEAR = /(?<!\p{L})(B|b)innen Jahresfrist(?!\p{L})/gu;
/** Became *not unauthorized*. */
const NOT_WITHOUT: Readonly<Record<string, string>> = {
  unumstritten: 'ohne Kritik',
  unberechtigt: 'ohne Grund',
};
const NOT_UN = /(?<=(?<!\p{L})nicht )(unumstritten|unberechtigt)(?=$|[.,;:!?)]| (?:und|aber)(?!\p{L}))/gu;
/** Became *escaped*, *complete*. */
const DERAILED = /(?<!\p{L})entgleiste(n?)(?!\p{L}| \p{Lu})/gu;
const HAS_DERAILED = /(?<!\p{L})entgleist(?=$|[.,;:!?)]| (?:und|sind|ist|war|waren)(?!\p{L}))/gu;
/** `die Gebühr entfällt` became *is missing*; a share falls to somebody. */
const CEASES = /(?<!\p{L}|\bauf [^.,;:!?]*)(entfällt|entfallen|entfiel)(?=$|[.;:!?)])/gu;
const CEASE: Readonly<Record<string, string>> = { entfällt: 'endet', entfallen: 'enden', entfiel: 'endete' };
/** Became *distracts*. */
const DOES_WITHOUT =
  /(?<=(?:[Gg]erät|[Hh]andy|[Ss]martphone|[Nn]otebook|[Ll]aptop|[Kk]amera|[Aa]pp|[Mm]odell|[Tt]ablet|[Uu]hr)(?: [\p{L}\d]+)? )verzichte(t|n)((?: \p{Ll}+)*?) auf(?= )/gu;
/** `löst mit 50 Megapixeln auf` became *dissolves*. */
const RESOLVES =
  /(?<!\p{L})(löst|lösen)((?: \p{Ll}+)*?) mit ((?:[^.,;:!?]|[.,](?=\d))*[Pp]ixeln?) auf(?!\p{L})/gu;
const TAX = /(?<!\p{L})Steuern((?: in [^.,;:!?]{1,60})?) hinterzogen(?!\p{L})/gu;

/** `Das Werk wird geschlossen` became *the work*, where others wrote one. */
const PLANT =
  /(?<![\p{L}-]|[Aa]b |[Aa]m |[Aa]ns |[Ii]ns )Werk(e?s|en?)?(?![\p{L}-])(?! von(?!\p{L})| \p{Lu})/gu;
const OF_INDUSTRY =
  /[Pp]roduktion|[Pp]roduzier|[Ff]ertigt|Autobauer|Mitarbeiter|Beschäftigte|Arbeitsplätze|Stellen(?!\p{L})|Volkswagen|VW|Opel|Intel|Tesla|TSMC|BMW|Mercedes|Bosch|Konzern|arbeiten \d|Werke?n? in \p{Lu}.*(?:ge)?schl[io][eos]/u;
const OF_ART =
  /[Kk]ünstler|[Aa]utor|[Kk]omponist|[Aa]usstell|[Rr]oman|[Mm]use[un]|[Mm]usik|[Tt]heater|[Kk]unst|[Mm]aler|[Ss]chriftsteller|[Ff]ilm|[Bb]uch|[Dd]icht|[Ll]iteratur|[Gg]emälde|[Ee]rschien|[Vv]erfass|[Öö]konom|[Ww]issenschaft|[Pp]hilosoph/u;

/** The German with words that the model knows. */
export function putKnownWords(text: string): string {
  return putPlants(putKnownNumerals(text))
    .replace(WORD, (word) => WORDS[word] ?? upper(WORDS[word[0]?.toLowerCase() + word.slice(1)] ?? word))
    .replace(WELL_OVER, (_, first) => (first === 'G' ? 'Über ' : 'über '))
    .replace(AT_MOST, (_, first) => (first === 'A' ? 'Höchstens ' : 'höchstens '))
    .replace(SIGNED, (word) => String(HOURS.indexOf(word) + 1))
    .replace(UNTIL_AND, 'zum ')
    .replace(AT_NEAR_HOUR, (_, words: string) => {
      const [hour, minutes] = nearHour(words);
      return `${hour}:${String(minutes).padStart(2, '0')} Uhr`;
    })
    .replace(PARAGRAPH, '($1)')
    .replace(ALL_BUT, 'außer ')
    .replace(TIMES_OVER, timesOver)
    .replace(
      NINE_MONTHS,
      (_, e: string, dative) => `${e === 'E' ? 'Neun' : 'neun'} Monate${dative ? 'n' : ''}`,
    )
    .replace(NOT_BEFORE, (_, mark: string, day) => `${mark}Nicht vor ${day ? 'dem ' : ''}`)
    .replace(ALMOST, (_, u: string) => (u === 'U' ? 'Fast' : 'fast'))
    .replace(WITHIN_A_YEAR, (_, b: string) => `${b === 'B' ? 'I' : 'i'}nnerhalb eines Jahres`)
    .replace(NOT_UN, (word) => NOT_WITHOUT[word] ?? word)
    .replace(DERAILED, (_, many: string) => `verließ${many && 'en'} die Schienen`)
    .replace(HAS_DERAILED, 'aus den Schienen gesprungen')
    .replace(CEASES, (word) => CEASE[word] ?? word)
    .replace(
      DOES_WITHOUT,
      (_, ending: string, how: string) => `komm${ending === 't' ? 't' : 'en'}${how} ohne`,
    )
    .replace(
      RESOLVES,
      (_, form: string, how: string, what: string) =>
        `${form === 'löst' ? 'hat' : 'haben'}${how} eine Auflösung von ${what}`,
    )
    .replace(TAX, 'Steuerhinterziehung$1 begangen');
}

function putPlants(text: string): string {
  if (!text.includes('Werk') || !OF_INDUSTRY.test(text) || OF_ART.test(text)) return text;
  return text.replace(PLANT, (_, ending = '') =>
    /^en?$/u.test(ending) ? 'Fabriken' : `Produktionswerk${ending}`,
  );
}

function timesOver(
  whole: string,
  to: string | undefined,
  times: string,
  ending: string,
  itself: string | undefined,
) {
  const by = `um den Faktor ${times}`;
  if (itself) return `erhöh${ending}${itself} ${by}`;
  // Its participle the model knows; `vervierfachte den Umsatz` would have to go to the sentence's end.
  if (ending === 'te' || ending === 'ten' || times === 'drei') return whole;
  return `${by} ${to ?? ''}erhöh${ending}`;
}
