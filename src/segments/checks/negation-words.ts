/** How German and English say no. */

const word = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'giu');

export const GERMAN_NO =
  /(?<!\p{L})(?:nicht|nichts|niemals|nie|niemand(?:e[nms])?|nirgends|nirgendwo|kein(?:e[nmrs]?|erlei|esfalls|eswegs)?|weder)(?![\p{L}-])/giu;

/** `unhurt`, but not `under` and `united`. */
const UN = 'un(?!fortun|der|it|iv|ion|iq|if|ic|til\\b|anim|earth|less\\b)\\p{L}{3,}';
/** English words that say no, or hold a no. */
const NO =
  'not|no|non\\p{L}+|incorrect\\p{L}*|improper\\p{L}*|inconsisten\\p{L}*|opposed|mismatch\\p{L}*|wrong\\p{L}*|far from|out of|outside|off|must|stuck|brok\\p{L}+|anything but|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|non|rather|instead|unless|absent|absence|difficult|hard|hardly|barely|scarcely|rarely|seldom|few|otherwise|except|false|nil|zero|impossible|impossibly|insufficient\\p{L}*|incapable|inadequate\\p{L}*|invalid|in(?:compatib|activ|accura|appropriat|effectiv|efficien|secur|dependen)\\p{L}*|desynchron\\p{L}*|invisible\\p{L}*|inability|incomplete|inexplicabl\\p{L}*|inaccessible|irrelevant|illegal\\p{L}*|indefinite\\p{L}*|ill-\\p{L}+|dis(?:agree|allow|appear|approv|continu|like|miss|regard|advis|courag|honest|satisf|qualif|abl)\\p{L}*|fail\\p{L}*|lack\\p{L}*|refus\\p{L}*|den(?:y|ied|ies|ying|ial)|reject\\p{L}*|avoid\\p{L}*|prevent\\p{L}*|exclu\\p{L}*|stop(?:s|ped|ping)?|miss(?:es|ed|ing)?|ban(?:s|ned|ning)?|neglect\\p{L}*|ignor\\p{L}*|abort\\p{L}*|struggl\\p{L}*|forbid\\p{L}*|prohibit\\p{L}*|resist\\p{L}*|doubt\\p{L}*|beyond|spared?|withh\\p{L}+|abst\\p{L}+|declin\\p{L}*|\\p{L}{3,}less(?:ly|ness)?';
export const ENGLISH_NO = new RegExp(`\\b(?:${NO}|${UN})\\b|n['’´\`]t\\b`, 'giu');

/** Where German says no and English need not, if it has one of the words behind it. */
export const IDIOMS: readonly (readonly [german: RegExp, english: RegExp])[] = [
  [
    word('nichts? (?:nur|allein|bloß|lediglich)'),
    /\b(?:also|as well|both|even|too|more than|beyond|besides|aside|apart|addition|along|among|while|rather|in itself|alone)\b/iu,
  ],
  [
    word('(?:noch|bisher|bislang|bis heute|bis jetzt) (?:aber )?(?:auch )?n(?:icht|ie)(?: mehr)?'),
    /\byet to\b|\bstill\b|\bremain|\b(?:first|ever|before|pending|new|open)\b/iu,
  ],
  [
    word('n(?:icht|ie|ichts) (?:mehr|länger|wieder|zuvor)|kein\\p{L}* \\p{L}+ mehr'),
    /\b(?:again|anymore|before|beyond|ceas|discontinu|drop|end|ever|finish|first|former|gone|last|left|lose|lost|more|only|over|past|quit|since|too|until)/iu,
  ],
  [
    word(
      'nicht (?:immer|sehr|ganz|viel|weniger|gleich|erst|selten|einmal|mal|so|unbedingt|gerade|zu)|nichts weniger',
    ),
    /\b(?:ago|almost|before|common|even|far|frequent|from|hardly|less|little|many|more|nearly|often|only|over|partly|quite|rather|recent|slight|some|sometimes|too|until)/iu,
  ],
  [
    word(
      '(?:wenn|ob|wo|wie|oder|warum|wieso|weshalb|bis|bevor|ehe|als|sofern|solange) (?:\\p{L}+ )?(?:gar |doch |auch )?(?:nicht|nie|kein\\p{L}*)',
    ),
    /\b(?:unless|otherwise|if|whether|or|why|how|before|until|when|than|as|so|least)\b/iu,
  ],
  [
    word('nicht (?:zu )?(?:über|unter)(?:schr|steig)\\p{L}+'),
    /\b(?:max|min|limit|most|least|up to|within|exceed)/iu,
  ],
  [word('(?:vergessen sie|vergiss|vergesst) nicht'), /\b(?:remember|mind|sure|certain|bear)\b/iu],
  [
    word(
      'nicht (?:zuletzt|umsonst|anders|umhin|von ungefähr|wenige?r?|alles|verborgen|entgehen|zu (?:über|ver|unter)\\p{L}+)|nichts (?:anderes|als|wie)|sich (?:\\p{L}+ )?nicht nehmen|kein (?:Wunder|geringerer|Geheimnis)|keine Seltenheit|kein\\p{L}* ander\\p{L}*',
    ),
    /./u,
  ],
];

/** English words that hold a no, and the German ones that they translate. */
const COUNTERPART_WORDS: readonly (readonly [german: string, english: string])[] = [
  ['ohne', 'without'],
  ['kaum|wenig\\p{L}*|selten\\p{L}*', 'hardly|barely|scarcely|few|rarely|seldom'],
  ['sondern|statt|stattdessen|anstatt|anstelle', 'rather|instead'],
  ['müss\\p{L}*|muss|musst\\p{L}*', 'must'],
  ['ab|aus|außer\\p{L}*|raus|hinaus', 'out of|off|outside|except'],
  ['\\p{L}*scheiter\\p{L}*|versag\\p{L}*', 'fail\\p{L}*'],
  ['\\p{L}*verm(?:ei|ie)d\\p{L}*|\\p{L}*hinder\\p{L}*', 'avoid\\p{L}*|prevent\\p{L}*'],
  [
    '\\p{L}*verbot\\p{L}*|verbiet\\p{L}*|untersag\\p{L}*|gesperrt|sperr\\p{L}*',
    'ban(?:s|ned|ning)?|forbid\\p{L}*|prohibit\\p{L}*',
  ],
  ['(?:er)?schwer\\p{L}*|schwierig\\p{L}*|hart\\p{L}*', 'hard|difficult'],
  [
    'fehl\\p{L}*|\\p{L}*mangel\\p{L}*|vermiss\\p{L}*|verpass\\p{L}*',
    'lack\\p{L}*|miss(?:es|ed|ing)?|absen\\p{L}*',
  ],
  [
    '\\p{L}*lehn\\p{L}*|\\p{L}*weiger\\p{L}*|\\p{L}*gewiesen|wies\\p{L}*',
    'reject\\p{L}*|refus\\p{L}*|declin\\p{L}*',
  ],
  ['sonst|andernfalls|ansonsten', 'otherwise'],
  ['falsch\\p{L}*', 'wrong\\p{L}*|false|incorrect\\p{L}*'],
  ['\\p{L}*zweif\\p{L}*', 'doubt\\p{L}*'],
  ['\\p{L}*leugn\\p{L}*|bestreit\\p{L}*|bestritt\\p{L}*|dementier\\p{L}*', 'den(?:y|ied|ies|ying|ial)'],
  ['\\p{L}+los(?:e[nmrs]?)?', '\\p{L}{3,}less(?:ly|ness)?'],
  ['\\p{L}*stopp\\p{L}*|\\p{L}*halt\\p{L}*|\\p{L}*beend\\p{L}*', 'stop(?:s|ped|ping)?'],
  ['\\p{L}*br[eioa]ch\\p{L}*|kaputt\\p{L}*', 'brok\\p{L}+'],
  ['jenseits|\\p{L}*über\\p{L}*|hinaus', 'beyond'],
  ['null', 'zero|nil'],
  ['ringen|rang|kämpf\\p{L}*|hader\\p{L}*', 'struggl\\p{L}*'],
];
/** Adjectives only: an `Unfall` is nothing that is not. */
const GERMAN_UN = /(?<!\p{L})un(?!d|s|ter|ge(?:fähr|achtet))\p{Ll}{4,}/gu;
const english = (words: string): RegExp => new RegExp(`\\b(?:${words})\\b`, 'giu');
/** These say nothing about a `nicht` where German has their counterpart. */
export const COUNTERPARTS: readonly (readonly [german: RegExp, english: RegExp])[] = [
  ...COUNTERPART_WORDS.map(([german, words]) => [word(german), english(words)] as const),
  [GERMAN_UN, english(UN)],
];
/** Any of them, so that most texts cost one search. */
export const ANY_COUNTERPART = english([...COUNTERPART_WORDS.map(([, words]) => words), UN].join('|'));
