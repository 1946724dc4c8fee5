/** Phrases of the police and the courts. */
import { CLAUSE_END, ENDING, of, type Phrase } from './bergamot-phrase.ts';
import { formsBy } from './bergamot-verb-forms.ts';

const LEAVE = formsBy('treten', 'verlassen');
const FILE = { gestellt: 'beantragt', stellen: 'beantragen', 'zu stellen': 'zu beantragen' };
const FINDINGS =
  'gesehen|gehört|bemerkt|gewusst|beobachtet|erkannt|entdeckt|gefunden|erfahren|nachgewiesen|bewiesen';
const DIE = formsBy('erliegen', 'sterben');
const SUFFER = formsBy('ziehen', 'erleiden');
const INJURY = '(?:\\p{L}*[Vv]erletzung(?:en)?|\\p{L}{3,}bruch|\\p{L}{3,}riss)';
const RESIGN = formsBy('nehmen', 'treten');
const URGENT: Readonly<Record<string, string>> = { der: 'dringende', ein: 'dringender' };

export const COURTS: readonly Phrase[] = [
  [
    new RegExp(
      `(?<=(?<!\\p{L})(?:ist|sind|war|waren|wird|werden|wurden?)(?: (?:noch|nicht|nun|damit|bereits|inzwischen))*) rechtskräftig${CLAUSE_END}`,
      'gu',
    ),
    ' endgültig',
  ],
  [/(?<!\p{L})auf freien Fuß (?:gesetzt|gelassen)(?!\p{L})/gu, 'freigelassen'],
  [/(?<!\p{L})auf freiem Fuß(?!\p{L})/gu, 'frei'],
  [
    /(?<!\p{L})(?:einen )?Insolvenzantrag (gestellt|stellen|zu stellen)(?!\p{L})/gu,
    (_, form = '') => `Insolvenz ${of(form, FILE)}`,
  ],
  [
    new RegExp(`(?<!\\p{L})stell${ENDING} (?:einen )?Insolvenzantrag(?!\\p{L})`, 'gu'),
    'beantrag$1 Insolvenz',
  ],
  [
    new RegExp(`(?<!\\p{L})klag${ENDING}((?: \\p{Ll}+)??) gegen(?!\\p{L})`, 'gu'),
    'führ$1$2 eine Klage gegen',
  ],
  [
    /(?<!\p{L})(tritt|treten|trat|traten)((?: \p{Ll}+)*?) aus der (Partei|Kirche|NATO|Nato|EU|AfD|CDU|CSU|SPD|FDP|Fraktion|Gewerkschaft|Koalition|Union)((?: [^.,;:!?\n ]+){0,20}?) aus(?=$|[.,;:!?)]| und )/gu,
    (_, form = '', how, what, rest) => `${of(form, LEAVE)}${how} die ${what}${rest}`,
  ],
  [
    /(?<!\p{L})(der|dem|den|eine?[mn]?) Eilantrag(?!\p{L})/giu,
    (_, article = '') => `${article} ${URGENT[article.toLowerCase()] ?? 'dringenden'} Antrag`,
  ],
  [/(?<!\p{L})(wird|wurde) Haftbefehl erlassen(?!\p{L})/gu, '$1 ein Haftbefehl ausgestellt'],
  [/(?<!\p{L})Rechtsmittel(?= (?:an|ein(?:legen|gelegt|zulegen)?|möglich|zulässig)(?!\p{L}))/gu, 'Berufung'],
  [/(?<=(?<!\p{L})(?:geht|gehen|ging|gingen|gegangen) )in Revision(?!\p{L})/gu, 'in Berufung'],
  [
    /(?<=^(?:Der|Die) \p{Lu}[\p{L}-]+ )unterlag(en)?(?=[.;!?]|$| vor | in (?:erster|zweiter|letzter|allen|beiden) )/gmu,
    'verlor$1',
  ],
  [
    /(?<!\p{L})(nimmt|nehmen|nahm|nahmen) (?:seinen|ihren) Hut(?=$|[.,;:!?])/gu,
    (_, form = '') => `${of(form, RESIGN)} zurück`,
  ],
  [/(?<!\p{L})bestritt(?= nicht, )/gu, 'leugnete'],
  [/(?<!\p{L})bestreitet(?= nicht, )/gu, 'leugnet'],
  // Who plans says by when.
  [
    new RegExp(
      `^((?:Er|Sie|(?:Der|Die|Ein|Eine|Zwei|Drei|Mehrere) (?:\\p{Ll}+ )?\\p{Lu}[\\p{L}-]+|Nachbarn|Zeugen|Anwohner|Forscher)) (will|wollen) ((?!(?:.* )?(?:bis|bald|künftig|sich) )[^.,;:!?]*?(?:${FINDINGS})) haben${CLAUSE_END}`,
      'gmu',
    ),
    (_, who, form, what) => `${who} behaupte${form === 'will' ? 't' : 'n'}, ${what} zu haben`,
  ],
  [
    /(?<!\p{L})Unbekannte(?= (?:haben|hatten|stahlen|stehlen|brachen|warfen|drangen|überfielen|schlugen|rissen|schossen|\p{Ll}{3,}ten)(?!\p{L}))/gu,
    'Unbekannte Täter',
  ],
];

export const ACCIDENTS: readonly Phrase[] = [
  [
    /(?<!\p{L})(erliegt|erlag|erlagen)((?: [^.,;:!?\n ]+){0,4}?) (seinen|ihren|den)((?: \p{Ll}+)? Verletzungen)(?!\p{L})/gu,
    (_, form = '', when, whose, what) => `${of(form, DIE)}${when} an ${whose}${what}`,
  ],
  [/(?<!\p{L})(seinen|ihren|den)((?: \p{Ll}+)? Verletzungen) erlegen(?!\p{L})/gu, 'an $1$2 gestorben'],
  [
    new RegExp(
      `(?<!\\p{L})(zieht|ziehen|zog|zogen) sich((?: [^.,;:!?\\n ]+){0,20}? ${INJURY}(?: [^.,;:!?\\n ]+){0,20}?) zu${CLAUSE_END}`,
      'gu',
    ),
    (_, form = '', what) => `${of(form, SUFFER)}${what}`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})sich((?: [^.,;:!?\\n ]+){0,20}? ${INJURY}(?: [^.,;:!?\\n ]+){0,20}?) zugezogen(?!\\p{L})`,
      'gu',
    ),
    '$1 erlitten',
  ],
  [/(?<=(?<!\p{L})entstand )(?:ein )?Sachschaden(?!\p{L})/gu, 'ein Schaden'],
];
