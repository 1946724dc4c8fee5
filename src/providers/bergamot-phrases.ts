/** Phrases of the police, the courts, the stock exchange and sport that a small model takes word by word, in plain words. */
import { suspendSentences } from './bergamot-probation.ts';
import { formsBy } from './bergamot-verb-forms.ts';

const CLAUSE_END = '(?=$|[.,;:!?)“"]| und )';
/** `stellt`, `stellen`, `stellte`, `stellten`: a regular verb's endings, which go to that put for it. */
const ENDING = '(t|en|te|ten)';
const of = (form: string, forms: Readonly<Record<string, string>>): string => forms[form] ?? form;
const WIN = { t: 'gewinnt', en: 'gewinnen', te: 'gewann', ten: 'gewannen' };
const LEAVE = formsBy('treten', 'verlassen');
const FILE = { gestellt: 'beantragt', stellen: 'beantragen', 'zu stellen': 'zu beantragen' };
const FINDINGS =
  'gesehen|gehört|bemerkt|gewusst|beobachtet|erkannt|entdeckt|gefunden|erfahren|nachgewiesen|bewiesen';

const DIE = formsBy('erliegen', 'sterben');
const SUFFER = formsBy('ziehen', 'erleiden');
const INJURY = '(?:\\p{L}*[Vv]erletzung(?:en)?|\\p{L}{3,}bruch|\\p{L}{3,}riss)';
const RESIGN = formsBy('nehmen', 'treten');
const URGENT: Readonly<Record<string, string>> = { der: 'dringende', ein: 'dringender' };

type Phrase = readonly [pattern: RegExp, by: string | ((...found: string[]) => string)];

const COURTS: readonly Phrase[] = [
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

const ACCIDENTS: readonly Phrase[] = [
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

const SPORT: readonly Phrase[] = [
  [
    new RegExp(
      `(?<!\\p{L})trenn${ENDING} sich((?: \\p{Ll}+)*? (?:mit )?\\d{1,2}:\\d{1,2})( von(?= \\p{Lu}))?`,
      'gu',
    ),
    (_, form, score, from) => `spiel${form}${score}${from ? ' gegen' : ''}`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})setz${ENDING} sich((?: [^.,;!?\\n ]+){0,20}? (?:(?:mit )?\\d{1,2}:\\d{1,2}|gegen \\p{L}+)(?: [^.,;!?\\n ]+){0,20}?) durch${CLAUSE_END}`,
      'gu',
    ),
    (_, form = '', how) => `${of(form, WIN)}${how}`,
  ],
  [
    /(?<=(?<!\p{L})(?:ende(?:t|te|ten)|endeten|ging(?:en)?|trennt?en sich) )(?:unentschieden|[Rr]emis)(?: aus)?(?!\p{L})/gu,
    'mit einem Unentschieden',
  ],
  [/(?<!\p{L})(?:Ausgleichstreffer|Ausgleichstor)(?!\p{L})/gu, 'Equalizer'],
  [
    /(?<=(?<!\p{L})(?:schoss|schießt|erzielte|erzielt|köpfte|markierte) (?:\p{L}+ ){0,3}den )Ausgleich(?!\p{L})/gu,
    'Equalizer',
  ],
];

const MARKETS: readonly Phrase[] = [
  [/(?<=(?:Prozent|%|Punkte) )im Minus(?!\p{L})/gu, 'niedriger'],
  [/(?<=(?:Prozent|%|Punkte) )im Plus(?!\p{L})/gu, 'höher'],
  [/(?<!\p{L})unter(?:m| dem) Strich(?!\p{L})/gu, 'insgesamt'],
  [/(?<!\p{L})Unter(?:m| dem) Strich(?!\p{L})/gu, 'Insgesamt'],
  // Became *the seventh month in subsequent jobs*.
  [
    /(?<!\p{L})(?:den|das|zum|im) (\d{1,2}\.|\p{Ll}+te)n? (Monat|Jahr|Quartal) in Folge (\p{Lu}\p{Ll}+)(?=$|[.;:!?)]| (?:ab|ein|aus)[.,;!?])/gu,
    (_, nth = '', time, what) => `${what} zum ${nth.endsWith('.') ? nth : `${nth}n`} ${time} in Folge`,
  ],
  // Became *was succeeded by*.
  [/(?<!\p{L})wird (?:\p{Ll}+ )?Nachfolger(?:in)? von (?=\p{Lu})/gu, 'ersetzt '],
  [/(?<!\p{L})wurde (?:\p{Ll}+ )?Nachfolger(?:in)? von (?=\p{Lu})/gu, 'ersetzte '],
  [/(?<!\p{L})unterlag(en)?(?= in der Stichwahl)/gu, 'verlor$1'],
  [/(?<!\p{L})Wahlbeteiligung(?!\p{L})/gu, 'Beteiligung an der Wahl'],
  [/(?<!\p{L})Leitzins(?!\p{L})/gu, 'Zinssatz'],
  [/(?<!\p{L})Leitzinses(?!\p{L})/gu, 'Zinssatzes'],
  [/(?<!\p{L})Leitzinsen(?!\p{L})/gu, 'Zinsen'],
];

const BE = formsBy('sprechen', 'sein');
const SAY = formsBy('geben', 'sagen');
const EVERYDAY: readonly Phrase[] = [
  [
    new RegExp(
      `(?<!\\p{L})(spricht|sprechen) sich((?: \\p{Ll}+)*?) (für|gegen)((?: [^.,;:!?\\n ]+)+?) aus${CLAUSE_END}`,
      'gu',
    ),
    (_, form = '', how, side, what) => `${of(form, BE)}${how} ${side}${what}`,
  ],
  // Became *gives a warning*.
  [
    /(?<!\p{L})(gibt|geben|gab|gaben)((?: \p{Ll}+(?: \p{Lu}\p{L}*tag)?)??) Entwarnung(?=$|[.;:!?])/gu,
    (_, form = '', when) => `${of(form, SAY)}${when}, die Gefahr sei vorbei`,
  ],
  [/(?<!\p{L})kommt mit (\d[^.,;:!?]*) aus(?=$|[.,;:!?])/gu, 'braucht nur $1'],
  [/(?<!\p{L})(komm(?:t|en)) ohne ([^.,;:!?]{1,60}) aus(?=$|[.,;:!?])/gu, '$1 ohne $2'],
  [/(?<!\p{L})bis auf [Ww]eiteres(?!\p{L})/gu, 'vorerst'],
  [/(?<!\p{L})Bis auf [Ww]eiteres(?!\p{L})/gu, 'Vorerst'],
  [/(?= vergriffen(?!\p{L}))(?<=(?<!\p{L})(?:ist|sind|war|waren)(?: \p{Ll}+)?) vergriffen/gu, ' ausverkauft'],
  [/(?<=[Pp]reise )verstehen sich zuzüglich(?!\p{L})/gu, 'gelten plus'],
  [/(?<=[Pp]reise )verstehen sich(?!\p{L})/gu, 'gelten'],
  [
    /(?<=(?<!\p{L})[Dd]ie )Auslieferung(?= (?:verzögert|verschiebt|verspätet|startet|beginnt|begann)(?!\p{L}))/gu,
    'Lieferung',
  ],
  [/(?<!\p{L})so gut wie (?=alle|jede|niemand|kein|nichts|nie(?!\p{L})|fertig|unmöglich)/gu, 'fast '],
  [/(?<!\p{L})So gut wie (?=alle|jede|niemand|kein|nichts|nie(?!\p{L}))/gu, 'Fast '],
  // Of strokes or votes they are the fewest.
  [
    /(?<!\p{L})Die wenigsten (?=(?:Menschen|Leute|Nutzer|Anwender|Kunden|Bürger|Deutschen|Befragten|Firmen|Unternehmen) (?:\p{Ll}+en|sind)(?!\p{L}))/gu,
    'Nur wenige ',
  ],
  [/(?<!\p{L})mangels (?=\p{Lu})/gu, 'aus Mangel an '],
  [/(?<!\p{L})Mangels (?=\p{Lu}\p{L}+ \p{Ll})/gu, 'Aus Mangel an '],
  [/(?<!\p{L})bejaht(e|en)? (die|diese) Frage(?=$|[.;:!?])/gu, 'beantwortet$1 $2 Frage mit Ja'],
  // Became *foreign debt*.
  [/(?<!\p{L})Fremdverschulden(?!\p{L})/gu, 'Verbrechen'],
];

const PHRASES = [...COURTS, ...ACCIDENTS, ...SPORT, ...MARKETS, ...EVERYDAY];
const COURT = /[Gg]ericht|Urteil|BGH|Kläger|[Aa]nw[aä]lt|Angeklagte|Richter/u;
const REVISION = /(?<!\p{L})Revision(?! ?\d|\p{L}|-)/gu;

/** The German with those phrases in words that the model knows. */
export function putPlainPhrases(text: string): string {
  const plain = PHRASES.reduce(
    (said, [pattern, by]) => (typeof by === 'string' ? said.replace(pattern, by) : said.replace(pattern, by)),
    suspendSentences(text),
  );
  // To English papers both are appeals; to the model one of them is a revision.
  return COURT.test(plain) && !plain.includes('Berufung') ? plain.replace(REVISION, 'Berufung') : plain;
}
