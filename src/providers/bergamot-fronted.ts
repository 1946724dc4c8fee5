/**
 * Objects before their verb, `Den Angreifer kennt die Polizei`: a small model takes every other one for the subject, so
 * that *the attacker knows the police*. The article's case tells who does what; the subject is put first where nothing
 * else of the sentence can be one.
 */
import { upper } from './bergamot-phrase.ts';

const NOUN = '\\p{Lu}[\\p{L}\\d-]*';
const AGE = '\\d+-Jährigen?';
/** Of one man or one thing, or of several who are given something: neither is a subject. */
const OBJECT = `(?:Den|Dem|(?:Ein|Kein|Sein|Ihr)e[nm]|Diese[nm]|Jede[nm])(?: \\p{Ll}+en){0,2} (?:${NOUN}|${AGE})(?: (?:des|der) ${NOUN})?`;
const ARTICLE =
  '(?:d(?:er|ie|as)|(?:ein|sein|ihr|unser)e?|diese[rs]?|mehrere|viele|einige|zwei|drei|vier|fünf)';
/** Of whom the name follows: `die Stadt Köln`. */
const TITLE =
  '(?:Stadt|Gemeinde|Firma|Konzern|Hersteller|Anbieter|Verein|Kanzler|Kanzlerin|Minister|Ministerin|Präsident|Präsidentin|Trainer|Trainerin|Landkreis)';
const SUBJECT = `${ARTICLE}(?: \\p{Ll}+(?:e|er|es|en)){0,2} (?:${TITLE} ${NOUN}|${NOUN}|\\d+-Jähriger?)(?: des ${NOUN}s)?(?: aus ${NOUN}(?=[.!?]))?`;
const STRONG =
  'ga(?:b|ben) nahm fand schlug biss rief schrieb las sah ließ bekam gewann verlor schoss fiel traf zog trug griff stahl warf fing brach bot hob schob schloss erlitt besaß trieb fuhr half kam wies stieß zwang sprach riss trat will soll kann darf muss mag wird war ging lag stand blieb habe werde könne müsse solle wolle dürfe';
/** Ends as finite verbs do, or is one of those that do not; English says of what pleases or threatens somebody that he likes or faces it. */
const VERB = `(?!(?:mit|seit|samt|mitsamt|statt|anstatt|nicht|erst|zuerst|zuletzt|fast|selbst|jetzt|dort|laut|heute|bitte|unten|hinten|oben|morgen|gegen|wegen|zwischen|neben|zugunsten|zulasten|entgegen|nennt|nennen|nannten?|(?:ge|miss)f(?:all|äll|iel)\\p{L}*|(?:droh|fehl|gehör|schmeck|gelang|pass)\\p{L}*)(?!\\p{L}))(?:\\p{Ll}+(?:t|te|en)|\\p{Ll}*(?:${STRONG.replaceAll(' ', '|')})(?:en)?)`;
/** Of these nobody is told whether they belong to the subject. */
const OF_EITHER = '(?:aus|von|vom|für(?! \\d)|gegen|über|zu|zur|zwischen|und|oder|sowie|bis|wie|als)';
const PREPOSITION =
  '(?:am|an|auf|aus|bei|beim|bis|durch|für|gegen|gegenüber|im|in|ins|mit|nach|seit|trotz|über|um|unter|vom|von|vor|vorm|wegen|während|zu|zum|zur)';
/** Of another object, and never of a subject. */
const OTHER_CASE = '(?:de[nm]|(?:k?ein|sein|ihr)e[nm]|diese[nm]|mehr|weniger)';
/** What might be the subject after all. */
const NOMINATIVE =
  '(?:d(?:er|ie|as|en|em|es)|(?:k?ein|sein|ihr|unser)(?:e[mnrs]?)?|diese[mnrs]?|er|sie|es|man|wir|ich|niemand|jemand|wer|was|alle|viele|beide)';
const NUMBER = `\\d+(?:[.,:]\\d+)*(?:(?: ${NOUN}){1,2}|[ \\u00a0]?[%€])?`;
const REST = ` (?:(?:${PREPOSITION}|${OTHER_CASE}) (?:\\p{Ll}+ ){0,3}(?:${NOUN}|${NUMBER})|${NUMBER}|(?!${NOMINATIVE}(?![\\p{L}.!?]))\\p{Ll}+)(?![\\p{L}\\d-])`;
/** Where nothing more of the clause can follow, nor anything be said of the subject. */
const END =
  '(?=[.!?;](?!\\d)|[“"«]|$|, (?:sagte|sagt|teilte|hieß|heißt|so|weil|um|obwohl|nachdem|aber|denn|berichtet|erklärte|schreibt|meldet|während|da|wenn|falls|bevor|sondern) )';
/** How long or when, and the towns. */
const NO_OBJECT =
  /^\S+(?: \p{Ll}+)* (?:\p{L}*(?:tag|abend|morgen|monat|sommer|winter|herbst|frühling)|moment|augenblick|haag|helder)(?!\p{L})/iu;

const START = '(?<=^\\s*|\\n|[.!?:] |[„"»])';
const AND_REST = `(?! ${OF_EITHER}(?![\\p{L}.!?,]))((?:${REST})*)${END}`;

const FRONTED = new RegExp(
  `${START}(${OBJECT}) (${VERB}) (${SUBJECT}|${NOUN}(?= \\p{Ll}|[.!?]))${AND_REST}`,
  'gu',
);

/** One thing, by its article or its ending, so that a verb of many is of somebody else: `Das Land verlassen viele`. */
const ONE_THING = `(?:(?:Das|Dieses|Ein|Kein)(?: \\p{Ll}+es?){0,2} (?!(?:Drittel|Viertel|Fünftel|Dutzend|Prozent|Ehepaar|Paar|Duo|Trio|Quartett|Teil|Großteil)(?!\\p{L}))${NOUN}|(?:Die|Diese|Eine|Keine)(?: \\p{Ll}+e){0,2} (?!(?:Million|Mehrheit|Minderheit)(?!\\p{L}))(?=\\p{Lu})[\\p{L}-]*(?:ung|heit|keit|schaft|ion|tät|Firma|Stadt|Partei|Polizei|Band|Bank|Bahn|Tat|App|Tür))`;
const VERB_OF_MANY = `(?!(?:sind|waren|bleiben|blieben|werden|wurden|heißen|hießen|seien|wären|diesen|jenen|allen|mittleren)(?!\\p{L}))(?=\\p{Ll}+en(?!\\p{L}))${VERB}`;
const MANY = `(?:(?:die|diese|seine|ihre|unsere|mehrere|viele|einige|beide|alle|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|\\d+(?:\\.\\d{3})*)(?: \\p{Ll}+(?:e|en)){0,2} ${NOUN}|(?:Sie|\\p{Lu}[\\p{L}-]*(?:er|en|e|n))(?= \\p{Ll}|[.!?]))(?: (?:aus|von) ${NOUN}(?=[.!?]))?`;
/** What things do not do, but have done to them, whatever their article. */
const DONE: readonly (readonly [things: string, verbs: string])[] = [
  [
    'Kosten|Mehrkosten|Verantwortung|Schuld|Hauptlast',
    'tr(?:ägt|agen|ug|ugen)|übern(?:immt|ehmen|ahm|ahmen)|(?:be)?zahl(?:t|en|te|ten)',
  ],
  ['Rechnung|Strafe|Gebühr|Summe', '(?:be)?zahl(?:t|en|te|ten)|übern(?:immt|ehmen|ahm|ahmen)'],
  [
    '\\p{L}*[Ww]ahl|Rennen|Turnier|Derby|Duell|(?:Halb|Viertel)?[Ff]inale|\\p{L}+medaille',
    'gew(?:innt|innen|ann|annen)',
  ],
  // A game may win prizes.
  ['(?:Hin|Rück|Heim)?[Ss]piel|Partie', 'gew(?:innt|innen|ann|annen)(?=[^.!?\\n]{1,60}\\d:\\d)'],
  ['Ermittlungen|Untersuchung|Expedition|Sitzung', 'leite(?:t|n|te|ten)'],
  ['Ermittlungen|Nachfolge|Moderation', 'übern(?:immt|ehmen|ahm|ahmen)'],
  ['(?:Sicherheits)?[Ll]ücken?|Schwachstellen?', 'entdeck(?:t|en|te|ten)|meldete|meldeten|schlossen'],
  ['Leichen?', 'entdeck(?:t|en|te|ten)|fand|fanden'],
  ['Feuer', 'entdeck(?:te|ten)|bemerk(?:te|ten)|meldete|meldeten|lösch(?:t|en|te|ten)'],
  ['Bombe', 'entdeck(?:te|ten)|entschärf(?:te|ten)'],
  [
    'Auto|Fahrzeug|Flugzeug',
    '(?:steuerte|lenkte)(?= (?:eine?|der|die) (?:\\d+-Jähriger?|Mann|Frau|Fahrer|Pilot))',
  ],
  ['Geld', 'bek(?:ommt|ommen|am|amen)|erh(?:ält|ielt)(?= der )'],
  ['Drehbuch|Buch|Musik', 'schrieb|schrieben|verfass(?:te|ten)|komponier(?:te|ten)'],
  ['Grundstück|Gebäude|Gemälde|Villa|Schloss', 'kauf(?:t|en|te|ten)|ersteiger(?:t|te|ten)|erwarb|erwarben'],
  ['Videos?|Fotos?|Bilder|Dokumente|Zahlen', 'veröffentlich(?:t|en|te|ten)'],
];
/** `Das Spiel gewann Tempo` is no team's victory. */
const SOMEBODY = `(?:${SUBJECT}|(?!(?:Tempo|Fahrt|Bedeutung|Gewicht|Zuspruch|Geschichte|Form|Konturen|Brisanz|Aufmerksamkeit|Unterstützung|Beifall|Applaus|Lob|Ärger)(?!\\p{L}))${NOUN}(?: ${NOUN})?(?= \\p{Ll}|[.!?]))(?: (?:aus|von) ${NOUN}(?=[.!?]))?`;

/** Names, told from `Es`, `Nun` and `Damit`, after which nobody is named. */
const THREATENED =
  '(?:Deutschland|Europa|Russland|China|Frankreich|Italien|Spanien|Großbritannien|Österreich|Polen|Ungarn|Griechenland|Japan|Indien|Israel|Berlin|Hamburg|Apple|Google|Meta|Microsoft|Tesla|Intel|VW|Volkswagen)';

const OTHERS = [
  new RegExp(`${START}(${ONE_THING}) (${VERB_OF_MANY}) (${MANY})${AND_REST}`, 'gu'),
  ...DONE.map(
    ([things, verbs]) =>
      new RegExp(
        `${START}((?:Die|Das|Diese|Dieses) (?:${things})) (${verbs}) (${SOMEBODY})${AND_REST}`,
        'gu',
      ),
  ),
  new RegExp(
    `${START}(Auf (?!(?:Instagram|Twitter|X|Facebook|TikTok|Tiktok|YouTube|Youtube|Mastodon|Bluesky|LinkedIn|Threads|Twitch|Platz|Seite)(?![\\p{L}-]))(?:(?:den|die|das|eine|einen|ein) )?${NOUN}(?: ${NOUN})?) (folgte?) (${SUBJECT}|${NOUN}(?: ${NOUN})?(?= \\p{Ll}|[.!?]))${AND_REST}`,
    'gu',
  ),
  // Became *Germany is threatening a recession*.
  new RegExp(
    `${START}(Der ${NOUN}|Dem Land|${THREATENED}) (droh(?:t|te)) ((?:eine?|die)(?: \\p{Ll}+er?){0,2} ${NOUN})(?!.{0,80} (?:zu |an[.,;:!?]|an$))${AND_REST}`,
    'gu',
  ),
];

/** What is put otherwise: `Dem Mann wird Mord vorgeworfen`. */
const ACCUSED = / (?:vorgeworfen|zur Last gelegt)$/u;

/** The German with the subject before the verb, where that is sure. */
export function putSubjectFirst(text: string): string {
  return [FRONTED, ...OTHERS].reduce((said, pattern) => said.replace(pattern, turnRound), text);
}

function turnRound(whole: string, object: string, verb: string, subject: string, rest: string): string {
  if (NO_OBJECT.test(object) || ACCUSED.test(rest)) return whole;
  const isName = !object.includes(' ');
  return `${upper(subject)} ${verb} ${isName ? object : object[0]?.toLowerCase() + object.slice(1)}${rest}`;
}
