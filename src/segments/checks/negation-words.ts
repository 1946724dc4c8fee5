/** How German and English say no. */

const word = (alternatives: string): RegExp => new RegExp(`(?<!\\p{L})(?:${alternatives})(?!\\p{L})`, 'giu');

export const GERMAN_NO =
  /(?<!\p{L})(?:nicht|nichts|niemals|nie|niemand(?:e[nms])?|nirgends|nirgendwo|kein(?:e[nmrs]?|erlei|esfalls|eswegs)?|weder)(?![\p{L}-])/giu;

/** English words that say no by themselves. */
const NO =
  'not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|non|nil|zero|unable|unless|unlikely|fail(?:s|ed|ing|ure)? to|impossibl[ey]|ignor\\p{L}+|inexplicab\\p{L}+|anything but|in vain';
export const ENGLISH_NO = new RegExp(`\\b(?:${NO})(?!\\p{L})|n['’´\`]t\\b`, 'giu');

/** `unhurt`, but not `under` and `united`. */
const UN =
  'un(?!fortun|der|it|iv|ion|iq|if|ic|til\\b|anim|earth|less\\b|like\\b|employ|cover|certain)\\p{L}{3,}';
/** Words that hold a no; they say one only where the German says it, as most texts have some of them. */
const IMPLIED = [
  // Adverbs and prepositions.
  'rather|instead|hardly|barely|scarcely|rarely|seldom|little|except|beyond|outside|out of',
  'far from|anything less|as (?:low|little|few) as possible|new to',
  // What is not there, or not easy.
  'absent|absence|difficult|hard|false|opposed|spared?|inability|incapable|incomplete',
  'inaccessible|irrelevant|invalid|wrong\\p{L}*|mismatch\\p{L}*',
  // Prefixes and endings.
  'non\\p{L}+|incorrect\\p{L}*|improper\\p{L}*|inconsisten\\p{L}*|insufficient\\p{L}*',
  'inadequate\\p{L}*',
  'in(?:compatib|activ|accura|appropriat|effectiv|efficien|secur|dependen)\\p{L}*',
  'desynchron\\p{L}*|invisible\\p{L}*|illegal\\p{L}*|indefinite\\p{L}*|irrevers\\p{L}*',
  'indispens\\p{L}*|indelib\\p{L}*|ill-\\p{L}+',
  'dis(?:agree|allow|appear|approv|continu|like|miss|regard|advis|courag|honest|satisf|qualif|abl)\\p{L}*',
  '\\p{L}+-free|(?!regard|nonethe|neverthe|count|price)\\p{L}{3,}less(?:ly|ness)?',
  // Verbs of refusing, failing and lacking, and their nouns.
  'fail\\p{L}*|lack\\p{L}*|refus\\p{L}*|den(?:y|ied|ies|ying|ial)|reject\\p{L}*|avoid\\p{L}*',
  'prevent\\p{L}*|exclud\\p{L}*|rul(?:e[sd]?|ing) out|stop(?:s|ped|ping)?|miss(?:es|ed|ing)?',
  'ban(?:s|ned|ning)?|neglect\\p{L}*|abort\\p{L}*|omit\\p{L}*|evad\\p{L}*|overlook\\p{L}*',
  'struggl\\p{L}*|forbid\\p{L}*|prohibit\\p{L}*|resist(?:s|ed|ing)?|doubt\\p{L}*|withh\\p{L}+',
  'abst\\p{L}+|declin\\p{L}*',
].join('|');
export const ENGLISH_IMPLIED = new RegExp(`\\b(?:${IMPLIED}|${UN})(?!\\p{L})`, 'giu');

interface Idiom {
  german: RegExp;
  /** With one of these English need not say no. */
  english: RegExp;
  /** What is left of the English idiom where its no was lost. */
  rest?: RegExp;
}

const NO_BEFORE = '(?<!\\p{L})(?:nicht|kein\\p{L}*|nie)\\s';
const OR = '(?<!\\p{L})oder(?!\\p{L})';

/** Where German says no and English need not. */
export const IDIOMS: readonly Idiom[] = [
  {
    german: word('nichts? (?:nur|allein|bloß|lediglich)'),
    english:
      /\b(?:also|as well|both|even|too|more than|beyond|besides|aside|apart|addition|along|among|while|rather|in itself|other than)\b/iu,
    rest: /(?<!than )\b(?:only|just|merely|solely|simply|alone|exclusively)\b/iu,
  },
  {
    german: word('(?:noch|bisher|bislang|bis heute|bis jetzt) (?:aber )?(?:auch )?n(?:icht|ie)(?: mehr)?'),
    english:
      /\b(?:ha(?:s|ve|d|ving)|is|are) (?:\p{L}+ )?(?:yet|still) to\b|\bstill (?:to|un\p{L}+|need\p{L}*|has|have|had|elu\p{L}+|open|pending)\b|\b(?:remain\p{L}*|before|pending|open|premature)\b/iu,
    rest: /\bbefore\b.{0,3}$/iu,
  },
  {
    german: word('n(?:icht|ie|ichts) (?:mehr|länger|wieder|zuvor)|kein\\p{L}* \\p{L}+ mehr'),
    english:
      /\b(?:ceas|discontinu|drop|end(?:s|ed|ing)?\b|finish|former|gone|last|left|lose|lost|over\b|past\b|quit|too\b|waned|free\b|leave)/iu,
    rest: /\blonger\b/iu,
  },
  {
    german: word(
      'nicht (?:immer|sehr|ganz|viel|weniger|gleich|erst|selten|einmal|mal|so|unbedingt|gerade|zu)|nichts weniger',
    ),
    english:
      /\b(?:ago|almost|hardly|less|fewer|little|nearly|partly|under|below|sometimes|often|as recently|slight|common|before)/iu,
    rest: /\b(?:quite|even|too|necessarily|always|exactly|as (?!well|soon|long|far|much)\p{L}+ as)\b/iu,
  },
  {
    german: word('wie (?:noch )?nie(?: zuvor)?'),
    english: /\b(?:than ever|record)\b/iu,
  },
  {
    // One no for both: `no fence or hedge`. Where German has an `or` of its own, the English one proves nothing.
    german: new RegExp(
      `(?<=${NO_BEFORE}[^.;:]{1,80}(?:(?<!\\p{L})und|,) (?:auch )?)(?<!${OR}[^]{0,200})(?:nicht|kein\\p{L}*|weder)(?!\\p{L})(?![^]{0,200}${OR})`,
      'giu',
    ),
    english: /(?:\b(?:not|no|never|cannot|without)\b|n['’]t\b)[^.;:]{1,100}\bor\b(?! (?:not|no|never)\b)/iu,
  },
  {
    german: word('seit [^.,;:]{1,40} nicht mehr'),
    english: /\b(?:since|ever|first|years)\b/iu,
  },
  {
    german: word('(?:nicht|kein\\p{L}*) un(?!ter|bedingt|d|s)\\p{Ll}{4,}'),
    english: /./u,
    rest: /\b(?:un|insign|irr)\p{Ll}{4,}/iu,
  },
  {
    german: word('(?:oder|entweder) (?:\\p{L}+ )?nicht'),
    english: /\b(?:whether|if)\b/iu,
    rest: /\bwhether or\b|\bor[.,;]/iu,
  },
  {
    german: word('(?:bis|bevor|ehe|solange) (?:\\p{L}+ )?(?:gar |doch |auch )?(?:nicht|nie|kein\\p{L}*)'),
    english: /\b(?:before|until|otherwise|while|as long)\b/iu,
  },
  {
    german: word('ob (?:\\p{L}+ )?(?:gar |doch |auch )?(?:nicht|nie|kein\\p{L}*)|wie kein\\p{L}*'),
    english: /\b(?:whether|if|like|than any)\b/iu,
    rest: /\bwhether or\b/iu,
  },
  {
    german: word('nicht (?:zu )?(?:über|unter)(?:schr|steig)\\p{L}+'),
    english: /\b(?:max|min|limit|most|least|up to|within|exceed)/iu,
  },
  {
    german: word('(?:vergessen sie|vergiss|vergesst) nicht'),
    english: /\b(?:remember|mind|sure|certain|bear)\b/iu,
  },
  {
    german: word('nicht (?:zuletzt|umsonst|von ungefähr)'),
    english: /./u,
    rest: /(?<!at )\bleast\b/iu,
  },
  {
    german: word(
      'nicht (?:anders|umhin|wenige?r?|alles|verborgen|entgehen|zu (?:über|ver|unter)\\p{L}+)|nichts (?:anderes|als|wie)|sich (?:\\p{L}+ )?nicht nehmen|kein (?:Wunder|geringerer|Geheimnis)|keine Seltenheit|kein\\p{L}* ander\\p{L}*',
    ),
    english: /./u,
    rest: /\b(?:secret|surprise|wonder|different|choice)\b|(?<!\b(?:any|each|the|some|many|of) )\bother\b/iu,
  },
];
/** Two letters and these follow a `do` that is a verb by itself. */
const OBJECTS =
  'the|this|that|these|those|his|her|its|our|their|your|all|any|some|much|more|most|what|well|they|you|she|with|for|business|something|things|not';
/** `does seem`: English puts it so to say no or to ask, and for hardly anything else. */
export const LONE_AUXILIARY = new RegExp(
  `(?<!\\b(?:what|how|who|when|where|why|so|as|than|only|can|will|to|would|should|could|may|might|must|nor|neither|never|not)\\s)(?<!\\b(?:but|though|although|yet) \\p{L}+\\s)(?<=\\p{L}\\s)(?:do|does|did)(?= (?:\\p{L}+ly )?(?!(?:${OBJECTS})\\b)\\p{Ll}{3,})`,
  'iu',
);

/** English words that hold a no, and the German ones that they translate. */
const COUNTERPART_WORDS: readonly (readonly [german: string, english: string])[] = [
  ['kaum|wenig\\p{L}*|selten\\p{L}*', 'hardly|barely|scarcely|few|little|rarely|seldom'],
  ['sondern|statt|stattdessen|anstatt|anstelle', 'rather|instead'],
  ['müss\\p{L}*|muss|musst\\p{L}*', 'must'],
  ['aus|außer\\p{L}*|raus|hinaus', 'out of|outside|except'],
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
  ['ohne', 'absen\\p{L}*|without|lack\\p{L}*|miss\\p{L}*'],
  ['illegal\\p{L}*|rechtswidrig\\p{L}*|verboten\\p{L}*', 'illegal\\p{L}*'],
  ['sonst|andernfalls|ansonsten', 'otherwise'],
  ['falsch\\p{L}*|fehl\\p{L}*', 'wrong\\p{L}*|false|incorrect\\p{L}*'],
  ['\\p{L}*zweif\\p{L}*', 'doubt\\p{L}*'],
  ['\\p{L}*leugn\\p{L}*|bestreit\\p{L}*|bestritt\\p{L}*|dementier\\p{L}*', 'den(?:y|ied|ies|ying|ial)'],
  ['\\p{L}+los(?:e[nmrs]?)?', '\\p{L}{3,}less(?:ly|ness)?'],
  ['\\p{L}*stopp\\p{L}*|\\p{L}*halt\\p{L}*|\\p{L}*beend\\p{L}*', 'stop(?:s|ped|ping)?'],
  ['\\p{L}*br[eioa]ch\\p{L}*|kaputt\\p{L}*', 'brok\\p{L}+'],
  ['jenseits|\\p{L}*über\\p{L}*|hinaus', 'beyond'],
  ['ringen|rang|kämpf\\p{L}*|hader\\p{L}*', 'struggl\\p{L}*'],
];
/** Adjectives only: an `Unfall` is nothing that is not. */
const GERMAN_UN = /(?<!\p{L})un(?!d|s|ter|ge(?:fähr|achtet))\p{Ll}{4,}/u;
const once = (words: string): RegExp => new RegExp(`(?<!\\p{L})(?:${words})(?!\\p{L})`, 'iu');
const onlyWord = (words: string): RegExp => new RegExp(`^(?:${words})$`, 'iu');
/** These say nothing about a `nicht` where German has their counterpart. */
export const COUNTERPARTS: readonly (readonly [german: RegExp, english: RegExp])[] = [
  ...COUNTERPART_WORDS.map(([german, words]) => [once(german), onlyWord(words)] as const),
  [GERMAN_UN, onlyWord(`${UN}|in\\p{L}+|irr\\p{L}+|dis\\p{L}+`)],
];
/** What `without` and `zero` translate. */
export const WITHOUT = word('ohne|null|without|zero|nil');
