/** Phrases of sport, of the markets and of every day. */
import { CLAUSE_END, ENDING, of, type Phrase } from './bergamot-phrase.ts';
import { formsBy } from './bergamot-verb-forms.ts';

const WIN = { t: 'gewinnt', en: 'gewinnen', te: 'gewann', ten: 'gewannen' };

export const SPORT: readonly Phrase[] = [
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

export const MARKETS: readonly Phrase[] = [
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
export const EVERYDAY: readonly Phrase[] = [
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
