/** Phrases of sport, of the markets and of every day. */
import { CLAUSE_END, ENDING, of, type Phrase, upper } from './bergamot-phrase.ts';
import { formsBy, formsByEnding } from './bergamot-verb-forms.ts';

const WINS = formsByEnding('gewinnen');
const SUFFERS = formsByEnding('erleiden');
const LOSES = formsByEnding('verlieren');
const COME = formsBy('werden', 'kommen');
const LOSE = formsBy('müssen', 'verlieren');

export const SPORT: readonly Phrase[] = [
  // Became *exchanged for*.
  [
    /(?<!\p{L})(wird|werden|wurden?)((?: [^.,;:!?\n ]+| \d+\.){0,10}?) eingewechselt(?=$|[.,;:!?)]| und )/gu,
    (_, form = '', who) => `${of(form, COME)}${who} ins Spiel`,
  ],
  // Became *had to beat*.
  [
    /(?<!\p{L})(muss|müssen|mussten?) sich ((?:(?:dem|der|den) )?\p{Lu}[\p{L}. -]{0,40}?)((?: mit)? \d{1,2}:\d{1,2})? geschlagen geben(?!\p{L})/gu,
    (_, must = '', whom, score = '') => `${of(must, LOSE)} gegen ${whom}${score}`,
  ],
  [
    /(?<=^|[.!?] )(?!(?:Gegen|Beim?|I[nm]|A[nm]|Nach|Vor|Mit|Zum?|Auf|Trotz|Auch|Doch|Dabei|Damit|Dennoch) )(\p{Lu}[\p{L}. ]{0,40}?) unterl(?:iegt|ag) (?:(\p{Lu}\p{L}+) (in (?:zwei|drei|vier|fünf) Sätzen)|(?=(?!in |im |vor )\p{Lu}\p{L}+ (?:im (?:\p{L}*[Ff]inale|Pokal|Derby)|(?:mit )?\d{1,2}:\d)))/gmu,
    (whole, who, whom, sets) =>
      `${who} ${whole.includes('unterliegt') ? 'verliert' : 'verlor'} ${sets ? `${sets.replace('Sätzen', 'Sets')} gegen ${whom}` : 'gegen '}`,
  ],
  [
    /(?<=(?<!\p{L})(?:erstmals|zum (?:\d+\.|\p{Ll}+ten) Mal|vorzeitig|wieder|erneut|fast) )Meister(?=$|[.,;:!?]| geworden| werden)/gu,
    'Champion',
  ],
  [
    /(?<!\p{L})kassier(t|en|te|ten)(?= [^.,;!?\n]{0,60}(?:[Nn]iederlage|Schlappe)(?!\p{L}))/gu,
    (_, form = '') => of(form, SUFFERS),
  ],
  // Became *victorious*, *met twice*.
  [/(?<!\p{L})sieglos(?!\p{L})/gu, 'ohne Sieg'],
  [/(?<!\p{L})traf(en)? doppelt(?=$|[.,;:!?])/gu, (_, many) => `erzielte${many ? 'n' : ''} zwei Tore`],
  [/(?<!\p{L})(lag|lagen|liegt|liegen) (?:mit )?(\d{1,2}:\d{1,2}) zurück(?!\p{L})/gu, '$1 mit $2 hinten'],
  [
    /(?<!\p{L})verspiel(t|en|te|ten) ((?:eine|die|ihre|seine) (?:\d:\d-)?Führung)(?!\p{L})/gu,
    (_, form = '', lead) => `${of(form, LOSES)} ${lead}`,
  ],
  [/(?<=^|[.!?] |gegen )Bayern(?= (?:\p{Ll}[^.!?\n]{0,60}|mit )?\d:\d)/gmu, 'Bayern München'],
  [/(?<=(?<!\p{L})für (?:\p{L}+|\d+) (?:Spiele?|Partien) )gesperrt(?!\p{L})/gu, 'suspendiert'],
  [
    /(?<!\p{L})Ablöse(?:summe)?(?= (?:von|beträgt|betrug|liegt|lag|soll|in Höhe)(?!\p{L}))/gu,
    'Transfergebühr',
  ],
  // Became *expires until*.
  [/(?<=(?<!\p{L})[Vv]ertrag )läuft(?= (?:noch )?bis(?!\p{L}))/gu, 'gilt'],
  // Became *who*.
  [
    /(?<!\p{L})Werder(?= (?:verlor|verliert|gewann|gewinnt|schlug|schlägt|spielte|spielt|unterlag|siegte|besiegte)(?!\p{L})|(?: \p{Ll}+)* (?:mit )?\d:\d)/gu,
    'Werder Bremen',
  ],
  [/(?<!\p{L})enth(?:ä|ie)lt(?:en)? sich(?=$|[.;:!?]|, )/gu, (whole) => `${whole} der Stimme`],
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
    (_, form = '', how) => `${of(form, WINS)}${how}`,
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

const BECOMES = formsByEnding('werden');
const FIRES = formsByEnding('entlassen');

export const MARKETS: readonly Phrase[] = [
  // Became *the shares agreed*.
  [
    /(?<!\p{L})verbillig(t|en|te|ten) sich((?: [^.,;:!?\n ]+|[.,]\d){0,12}?)(?=$|[.;:!?](?!\d)|,(?!\d)| und )/gu,
    (_, form = '', how) => `${of(form, BECOMES)}${how} billiger`,
  ],
  [/(?<!\p{L})die Marke von (?=\d|einer |zwei |drei |vier |fünf |zehn )/gu, 'die Schwelle von '],
  [/(?<!\p{L})([Bb])etriebsbedingte(n?) Kündigung/gu, '$1etriebsbedingte$2 Entlassung'],
  [
    /(?<!\p{L})trenn(t|en|te|ten) sich von ((?:\d[\d.]*|rund \d[\d.]*|mehreren|vielen|hundert|tausend) )(?:Mitarbeitern|Beschäftigten|Angestellten)(?!\p{L})/gu,
    (_, form = '', many) => `${of(form, FIRES)} ${many}Mitarbeiter`,
  ],
  // Became *has attracted*.
  [
    /(?<!\p{L})((?:[Ii]nflation|[Pp]reise?|[Nn]achfrage|[Kk]onjunktur|[Tt]euerung|[Zz]insen) (?:hat|haben|hatten?)(?: (?:wieder|zuletzt|erneut|deutlich|leicht|spürbar))*) angezogen(?!\p{L})/gu,
    '$1 zugelegt',
  ],
  // Became *the escort*.
  [
    /(?<=(?<!\p{L})(?:vor der|droh(?:t|te) die|in die|Rande der|drohenden?) )Pleite(?!\p{L}| (?:gegen|bei|in))|(?<=(?<!\p{L})[Dd]ie )Pleite(?= droh)/gu,
    'Insolvenz',
  ],
  // Became *cells*, *inches*.
  [/(?<![\p{L}-]|\p{Ll}er )Zöllen?(?!\p{L})/gu, (tariffs) => `Import${tariffs.toLowerCase()}`],
  [/(?<!\p{L})ein Zoll(?= (?:von|in Höhe von) \d)/gu, 'eine Einfuhrsteuer'],
  // Became *happened to the Council*.
  [
    /(?<!\p{L})passiert(e?)((?: (?:am|im|nun|auch|heute|gestern|erst|\p{L}+tag|\p{Lu}\p{L}+)){0,4}) den (Bundesrat|Bundestag|Senat|Kongress|Landtag|Vermittlungsausschuss)(?!\p{L})/gu,
    (_, past, when, house) => `${past ? 'wurde' : 'wird'}${when} vom ${house} angenommen`,
  ],
  [/(?<=\d[ \u00a0\u202f]?)Mt(?:(?=[.,;:]?(?:\s|$))|(?= CO2?))/gu, 'Megatonnen'],
  [
    /(?<!\p{L})((?:haben|hat|hatten?) sich(?: \p{Ll}+)?) gedrittelt(?!\p{L})/gu,
    '$1 auf ein Drittel verringert',
  ],
  [/(?<!\p{L})dritteln(?=$|[.,;:!?])/gu, 'auf ein Drittel senken'],
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

const AVOID = formsBy('kommen', 'vermeiden');
const EXCEPT: Readonly<Record<string, string>> = {
  einen: 'einem',
  eine: 'einer',
  ein: 'einem',
  die: 'der',
  den: 'dem',
  das: 'dem',
  wenige: 'wenigen',
};
const MASCULINE: Readonly<Record<string, string>> = {
  die: 'der',
  Die: 'Der',
  der: 'dem',
  Der: 'Dem',
  eine: 'einen',
  Eine: 'Ein',
  einer: 'einem',
  Einer: 'Einem',
};
const BE = formsBy('sprechen', 'sein');
const SAY = formsBy('geben', 'sagen');
export const EVERYDAY: readonly Phrase[] = [
  // Became *went wrong until a mistake*.
  [
    /^Bis auf (eine?n?|die|den|das|wenige|zwei|drei) (?!(?:letzte[nrs]?|Grundmauern|Knochen|Haut|Unterhose|Stelle) ?)(?=\p{L}+(?:(?: [^.,;:!?\n ]+){0,3}) (?:\p{Ll}+t|\p{Ll}+en|war|sind|ist|lief|blieb|kam|ging)(?!\p{L}))/gmu,
    (_, article = '') => `Mit Ausnahme von ${EXCEPT[article] ?? article} `,
  ],
  // Became *turn off the computer and again*.
  [
    /(?<=(?<!\p{L})[Ss]chalte[nt]? [^.,;:!?\n]{1,60} aus und )wieder (?:ein|an)(?=$|[.,;:!?])/gu,
    'dann wieder ein',
  ],
  // Became *the store takes*.
  [
    /(?<!\p{L})([Dd]as) Laden(?= (?:dauert|per|über|des Akkus|der Akkus|eines Akkus|unterwegs|zu Hause|funktioniert|klappt))/gu,
    '$1 Aufladen',
  ],
  [/(?<!\p{L})die Funktion ab Werk(?!\p{L})/gu, 'die Funktion standardmäßig'],
  [
    /(?<!\p{L})ab Werk(?= (?:nicht )?(?:aktiviert|deaktiviert|eingeschaltet|ausgeschaltet|aktiv|installiert|eingestellt|abgeschaltet)(?!\p{L}))/gu,
    'standardmäßig',
  ],
  [
    /(?<!\p{L})im Klartext(?= (?:vor(?:liegen)?|gespeichert|übertragen|abgelegt|verschickt|gesendet|auf|in|zu)(?!\p{L}))/gu,
    'unverschlüsselt',
  ],
  [
    /(?<!\p{L})([Dd]ie|[Dd]er|[Ee]iner?) Leistungsaufnahme(?!\p{L})/gu,
    (_, article = '') => `${MASCULINE[article]} Stromverbrauch`,
  ],
  [/(?<!\p{L})verdonner(t|n|te|ten)(?!\p{L})/gu, (_, form = '') => `verurteil${form === 'n' ? 'en' : form}`],
  [
    /(?<!\p{L})(kommt|kommen|kam|kamen)( nicht)? um ((?:eine|einen|die|den) (?:\p{Ll}+ )?\p{Lu}\p{L}+) herum(?!\p{L})/gu,
    (_, form = '', not = '', what) => `${of(form, AVOID)} ${what}${not}`,
  ],
  [
    /(?<!\p{L})(?:([Dd]ie|[Dd]er) )?Zerschlagung(?= (?:von|des|der) (?:Google|Meta|Amazon|Apple|Microsoft|Konzerns|Konzern|Unternehmens|Bank)(?!\p{L}))/gu,
    '$1 Aufspaltung',
  ],
  [/(?<!\p{L})Datenpanne(n?)(?!\p{L})/gu, 'Datenverletzung$1'],
  [
    /(?<=(?<!\p{L})(?:[Dd]ie|[Bb]ei der|dieser|diese|[Nn]ach der) )Panne(?=$|[.,;:!?]| (?:wurde|war|ist|sei|sind|hat|hatte|im Rechenzentrum|betraf))/gu,
    'Störung',
  ],
  [
    /(?<!\p{L})([Dd])as Porto(?=( für)| (?:steigt|sinkt|kostet|beträgt|wird|soll|von|eines|um|auf|bleibt))/gu,
    (_, d, forWhat) => `${d}ie Porto${forWhat ? 'kosten' : 'gebühr'}`,
  ],
  [/(?<!\p{L})Porto (?=für (?:\p{L}+ )*(?:Brief|Paket|Postkart|Päckchen))/gu, 'Portokosten '],
  // Became *soberly*.
  [/(?<!\p{L})nüchternen Magen(?!\p{L})/gu, 'leeren Magen'],
  [/(?<!\p{L})nüchtern(?= (?:einnehmen|einzunehmen|eingenommen)(?!\p{L}))/gu, 'auf leeren Magen'],
  // Became *open on Mondays … on Friday*.
  [
    /(?<!\p{L})(?:[Vv]on )?([Mm]on|[Dd]iens|[Dd]onners|[Ff]rei|[Ss]ams|[Ss]onn)tags bis (diens|donners|frei|sams|sonn)tags(?!\p{L})/gu,
    (whole, first = '', last = '') =>
      `${/^\p{Lu}/u.test(whole) ? 'Von' : 'von'} ${upper(first)}tag bis ${upper(last)}tag`,
  ],
  // Became *was happy*, *was glowing*.
  [
    /(?<!\p{L})([Ll]andung|[Ss]tart|[Vv]ersuch|[Ff]lucht|[Cc]oup|[Mm]anöver) glückte(?!\p{L})/gu,
    '$1 war erfolgreich',
  ],
  [/(?<!\p{L})verglüh(te|ten|t)(?=$|[.,;:!?])/gu, 'verbrann$1'],
  // Left as it is.
  [/^Studie(?=: \p{Lu})/gmu, 'Die Studie'],
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
