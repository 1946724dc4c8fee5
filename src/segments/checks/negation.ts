import type { Check } from './check.ts';

const GERMAN =
  /(?<!\p{L})(?:nicht|nichts|niemals|nie|niemand(?:e[nms])?|nirgends|nirgendwo|kein(?:e[nmrs]?|erlei|esfalls|eswegs)?|weder)(?![\p{L}-])/iu;
/** Where German says no and English need not: `nicht nur`, `nicht selten`, `wenn nicht`. */
const HARMLESS =
  /(?<!\p{L})(?:nichts? (?:nur|zuletzt|allein|bloß|lediglich|umsonst|anderes|selten|weniger?|ganz|viel|immer|sehr|erst|einmal|gleich|mehr|länger|zu (?:über|ver|unter)\p{L}+)|noch n(?:icht|ie)|(?:wenn|ob|wo|wie|oder|warum|wieso|weshalb|bis|bevor|ehe|als|vergessen sie|vergiss) n(?:icht|ie)|nie (?:zuvor|mehr|wieder)|kein (?:Wunder|geringerer)|keine Seltenheit|sofern \p{L}+ kein\p{L}*)(?!\p{L})/giu;
/** English words that say no, or hold a no. */
const NO =
  'not|no|non\\p{L}+|incorrect\\p{L}*|improper\\p{L}*|inconsisten\\p{L}*|opposed|mismatch\\p{L}*|wrong\\p{L}*|far from|out of|off|must|stuck|brok\\p{L}+|anything but|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|non|rather|instead|unless|absent|absence|difficult|hard|hardly|barely|scarcely|rarely|seldom|few|otherwise|except|false|nil|zero|impossible|impossibly|insufficient\\p{L}*|incapable|inadequate\\p{L}*|invalid|invisible\\p{L}*|inability|incomplete|inexplicabl\\p{L}*|inaccessible|irrelevant|illegal\\p{L}*|indefinite\\p{L}*|ill-\\p{L}+|dis(?:agree|allow|appear|approv|continu|like|miss|regard|advis|courag|honest|satisf|qualif|abl)\\p{L}*|fail\\p{L}*|lack\\p{L}*|refus\\p{L}*|den(?:y|ied|ies|ying|ial)|reject\\p{L}*|avoid\\p{L}*|prevent\\p{L}*|exclu\\p{L}*|stop(?:s|ped|ping)?|miss(?:es|ed|ing)?|ban(?:s|ned|ning)?|neglect\\p{L}*|ignor\\p{L}*|abort\\p{L}*|struggl\\p{L}*|forbid\\p{L}*|resist\\p{L}*|doubt\\p{L}*|beyond|spared?|withh\\p{L}+|abst\\p{L}+|declin\\p{L}*|\\p{L}{3,}less(?:ly|ness)?';
/** `unhurt`, but not `under` and `united`. */
const UN = 'un(?!fortun|der|it|iv|ion|iq|if|ic|til\\b|anim|earth|less\\b)\\p{L}{3,}';
const ENGLISH = new RegExp(`\\b(?:${NO}|${UN})\\b|n['’´\`]t\\b`, 'iu');

/** A text that says no must still say no, in one of the many ways English has. */
export const negation: Check = {
  reason: 'negation',
  description: 'The source says no, and the translation does not.',
  severity: 'fail',
  fails({ source, target }) {
    if (!GERMAN.test(source) || ENGLISH.test(target)) return false;
    // Questions may turn round: `Ist das nicht schön?`
    return !source.includes('?') && GERMAN.test(source.replace(HARMLESS, ''));
  },
};
