/**
 * Objects before their verb, `Den Angreifer kennt die Polizei`: a small model takes every other one for the subject, so
 * that *the attacker knows the police*. The article's case tells who does what; the subject is put first where nothing
 * else of the sentence can be one.
 */

const NOUN = '\\p{Lu}[\\p{L}\\d-]*';
const AGE = '\\d+-Jährigen?';
/** Of one man or one thing, or of several who are given something: neither is a subject. */
const OBJECT = `(?:Den|Dem|(?:Ein|Kein|Sein|Ihr)e[nm]|Diese[nm]|Jede[nm])(?: \\p{Ll}+en){0,2} (?:${NOUN}|${AGE})(?: (?:des|der) ${NOUN})?`;
const ARTICLE =
  '(?:d(?:er|ie|as)|(?:ein|sein|ihr|unser)e?|diese[rs]?|mehrere|viele|einige|zwei|drei|vier|fünf)';
const SUBJECT = `${ARTICLE}(?: \\p{Ll}+(?:e|er|es|en)){0,2} (?:${NOUN}|\\d+-Jähriger?)(?: des ${NOUN}s)?(?: aus ${NOUN}(?=[.!?]))?`;
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

const FRONTED = new RegExp(
  `(?<=^\\s*|\\n|[.!?:] |[„"»])(${OBJECT}) (${VERB}) (${SUBJECT}|${NOUN}(?= \\p{Ll}|[.!?]))(?! ${OF_EITHER}(?![\\p{L}.!?,]))((?:${REST})*)${END}`,
  'gu',
);

/** The German with the subject before the verb, where that is sure. */
export function putSubjectFirst(text: string): string {
  return text.replace(FRONTED, (whole, object: string, verb: string, subject: string, rest: string) =>
    NO_OBJECT.test(object)
      ? whole
      : `${upper(subject)} ${verb} ${object[0]?.toLowerCase()}${object.slice(1)}${rest}`,
  );
}

function upper(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}
