/**
 * Verbs that a small model takes for others, by ones that it knows: `baut Stellen ab` became *is building jobs*, `stellt
 * den Dienst ein` *employs the service*, `raten davon ab` *advise to*. Only where the clause tells which of its meanings
 * a verb has.
 */
import { FORMS, formsBy } from './bergamot-verb-forms.ts';
import { VERBS } from './bergamot-verb-list.ts';
import { WHOLE } from './bergamot-verb-wholes.ts';

/** Up to where a clause ends; points within and behind numbers do not end it. */
const CLAUSE = '(?:[^.,;:!?()\\n]|[.,](?=\\d)|(?<= \\d{1,2})\\.(?= ))';
const END = '(?=$|[.,](?!\\d)|[;:!?)\\n]| (?:und|oder|aber|sowie|als) )';
/** Where another verb begins that the first one's part may be of. */
const NEXT_VERB =
  /(?<!\p{L})(?:und|oder|aber|sondern) (?!d(?:er|ie|as|en|em|es)(?!\p{L})|(?:sein|ihr|all)e)\p{Ll}/u;
const PARTS = / (?:ab|an|auf|aus|ein|nach|vor|zu|zurück)$/u;

const FINITE = VERBS.map(({ verb, by, part, ...rest }) => ({
  ...rest,
  part,
  forms: FORMS[verb].split(', '),
  by: FORMS[by].split(', '),
  pattern: new RegExp(
    `(?<!\\p{L})(${FORMS[verb].replaceAll(', ', '|')})(${part ? `(?: ${CLAUSE}{1,160}?)? ${part}` : ` ${CLAUSE}{1,160}?`})${END}`,
    'gu',
  ),
}));

const WHOLE_WORD = new RegExp(`(?<!\\p{L})(?:${Object.keys(WHOLE).join('|')})(?!\\p{L})`, 'gu');
const CLAUSE_BEFORE = new RegExp(`${CLAUSE}{1,60}$`, 'u');

const WARNS = formsBy('raten', 'warnen');
const OF_WHAT: Readonly<Record<string, string>> = { vom: 'vor dem', von: 'vor', davon: 'davor' };
const ADVISES_AGAINST = new RegExp(
  `(?<!\\p{L})(rät|raten|riet|rieten)((?: ${CLAUSE}{1,60}?)?? )(vom|von|davon)((?: ${CLAUSE}{1,120}?)?) ab${END}`,
  'gu',
);
/** `unterlag Bremen 0:3` */
const LOST_TO = new RegExp(
  `(?<!\\p{L})unterlag(en)?(?= ${CLAUSE}{1,80}\\d:\\d)( (?=\\p{Lu}|de[mrn] ))?`,
  'gu',
);

/** Any of them, so that most sentences cost one search. */
const HINT = new RegExp(
  `(?<!\\p{L})(?:${[...FINITE.flatMap(({ forms }) => forms), ...Object.keys({ ...WHOLE, ...WARNS }), 'unterlag(?:en)?'].join('|')})(?!\\p{L})`,
  'u',
);

/** The German with verbs that the model knows. */
export function putKnownVerbs(text: string): string {
  if (!HINT.test(text)) return text;
  const finite = FINITE.reduce(
    (known, { pattern, forms, part, said, has, never, by, byPart }) =>
      known.replace(pattern, (whole, form: string, clause: string) => {
        const rest = part ? clause.slice(0, -part.length - 1) : clause;
        const isOther = part ? NEXT_VERB.test(rest) : PARTS.test(rest);
        if (isOther || !said.test(rest) || has?.test(text) === false || never?.test(text)) return whole;
        return `${by[forms.indexOf(form)]}${rest}${byPart ? ` ${byPart}` : ''}`;
      }),
    text,
  );
  return finite
    .replace(WHOLE_WORD, (word, offset: number) => {
      const before = CLAUSE_BEFORE.exec(finite.slice(Math.max(0, offset - 60), offset))?.[0];
      return (before && WHOLE[word]?.find(([said]) => said.test(before))?.[1]) || word;
    })
    .replace(
      ADVISES_AGAINST,
      (_, verb: string, to: string, of: string, what: string) => WARNS[verb] + to + OF_WHAT[of] + what,
    )
    .replace(LOST_TO, (_, many, whom) => `verlor${many ?? ''}${whom ? ' gegen ' : ''}`);
}
