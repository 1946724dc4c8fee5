/**
 * Verbs that a small model takes for others, by ones that it knows: `baut Stellen ab` became *is building jobs*, `stellt
 * den Dienst ein` *employs the service*, `raten davon ab` *advise to*. Only where the clause tells which of its meanings
 * a verb has.
 */

interface Verb {
  /** Present of one and of many, past of one and of many. */
  forms: string;
  /** Its separable part, at the clause's end; without one, the forms stand alone there. */
  part?: string;
  /** What the clause must have behind the verb. */
  said: RegExp;
  /** What its sentence must not have. */
  never?: RegExp;
  /** In the same forms. */
  by: string;
  byPart?: string;
}

/** Words that end in one of these stems and, perhaps, an ending. */
const nouns = (stems: string): RegExp =>
  new RegExp(`(?<!\\p{L})[\\p{L}-]*(?:${stems.replaceAll(' ', '|')})(?:e|en|n|s|es)?(?!\\p{L})`, 'iu');

const AT_WORK = nouns(
  'dienst betrieb produktion fertigung entwicklung verkauf vertrieb support suche unterstützung ermittlung verfahren untersuchung zahlung lieferung projekt kämpfe',
);
const PAUSED = nouns('produktion zahlung handel verkauf gesetz');
const JOBS = nouns('stelle arbeitspl[aä]tz jobs');
const BANS = nouns('verbot sanktion beschränkung pflicht sperre embargo');
const JUDGMENTS = nouns('urteil beschl[uü]ss entscheidung bescheid haftbefehl');
const GOODS = nouns('autos fahrzeug wagen gerät modell produkt akkus netzteil');
const OFFERS = nouns('angebot einladung offerte');
const CONTRACTS = nouns('vertrag verträg abos? abonnement mitgliedschaft');
const DISPUTES = nouns('streit streitigkeit konflikt');
const MOTIONS = nouns('klage berufung antrag anträg beschwerde einspruch revision');
const STAFF = nouns('mitarbeiter beschäftigte angestellte');
/** By how much, and not when: `um 3 Uhr`. */
const BY_PART = /(?<!\p{L})um (?!\d+(?:[.:]\d+)? Uhr).*(?:Prozent|%|tel|Hälfte|Punkte|ill(?:ion|iard)en)/u;

const VERBS: readonly Verb[] = [
  {
    forms: 'stellt, stellen, stellte, stellten',
    part: 'ein',
    said: AT_WORK,
    by: 'stoppt, stoppen, stoppte, stoppten',
  },
  {
    forms: 'setzt, setzen, setzte, setzten',
    part: 'aus',
    said: PAUSED,
    by: 'stoppt, stoppen, stoppte, stoppten',
  },
  {
    forms: 'baut, bauen, baute, bauten',
    part: 'ab',
    said: JOBS,
    by: 'beseitigt, beseitigen, beseitigte, beseitigten',
  },
  {
    forms: 'streicht, streichen, strich, strichen',
    said: JOBS,
    by: 'beseitigt, beseitigen, beseitigte, beseitigten',
  },
  {
    forms: 'hebt, heben, hob, hoben',
    part: 'auf',
    said: BANS,
    by: 'beendet, beenden, beendete, beendeten',
  },
  {
    forms: 'hebt, heben, hob, hoben',
    part: 'auf',
    said: JUDGMENTS,
    by: 'annulliert, annullieren, annullierte, annullierten',
  },
  {
    forms: 'ruft, rufen, rief, riefen',
    part: 'zurück',
    said: GOODS,
    // Its past the model knows.
    by: 'zieht, ziehen, rief, riefen',
    byPart: 'zurück',
  },
  {
    forms: 'schlägt, schlagen, schlug, schlugen',
    part: 'aus',
    said: OFFERS,
    by: 'lehnt, lehnen, lehnte, lehnten',
    byPart: 'ab',
  },
  {
    forms: 'bricht, brechen, brach, brachen',
    part: 'ein',
    said: BY_PART,
    by: 'sinkt, sinken, sank, sanken',
  },
  {
    forms: 'büßt, büßen, büßte, büßten',
    part: 'ein',
    said: /./u,
    by: 'verliert, verlieren, verlor, verloren',
  },
  {
    forms: 'löst, lösen, löste, lösten',
    part: 'ab',
    said: /(?<!\p{L})\p{Lu}/u,
    never: /(?<!\p{L})sich(?!\p{L})|[Ff]olie|[Ee]tikett|[Aa]ufkleber/u,
    by: 'ersetzt, ersetzen, ersetzte, ersetzten',
  },
  {
    forms: 'legt, legen, legte, legten',
    part: 'bei',
    said: DISPUTES,
    by: 'beendet, beenden, beendete, beendeten',
  },
  {
    forms: 'weist, weisen, wies, wiesen',
    part: 'zurück',
    said: MOTIONS,
    by: 'lehnt, lehnen, lehnte, lehnten',
    byPart: 'ab',
  },
  {
    forms: 'gibt, geben, gab, gaben',
    part: 'statt',
    said: MOTIONS,
    by: 'stimmt, stimmen, stimmte, stimmten',
    byPart: 'zu',
  },
  {
    forms: 'fällt, fallen, fiel, fielen',
    part: 'aus',
    said: /(?:höher|größer|niedriger|geringer|kleiner|besser|schlechter|schwächer|stärker|negativ|positiv)$/u,
    by: 'ist, sind, war, waren',
  },
  {
    forms: 'bleibt, bleiben, blieb, blieben',
    part: 'aus',
    said: /^/u,
    never:
      /(?<!\p{L})(?:nicht|kein\p{Ll}*|vo[nm])(?!\p{L})|[Ll]icht|LED|[Gg]erät|[Bb]ildschirm|[Dd]isplay|[Mm]onitor|[Kk]amera|[Rr]echner/u,
    by: 'kommt, kommen, kam, kamen',
    byPart: 'nicht',
  },
  {
    forms: 'hält, halten, hielt, hielten',
    part: 'an',
    said: /^(?: (?:weiter|weiterhin|noch|auch|derzeit|immer|unvermindert))*$/u,
    // Who says no more may have stopped.
    never:
      /^(?!.*(?:störung|ausfälle?|streiks?|trend|protest|kritik|problem|kämpfe|krise|debatte|nachfrage))/isu,
    by: 'setzt sich, setzen sich, setzte sich, setzten sich',
    byPart: 'fort',
  },
  {
    forms: 'wendet, wenden, wendete, wendeten',
    part: 'ab',
    said: nouns('insolvenz pleite konkurs'),
    by: 'verhindert, verhindern, verhinderte, verhinderten',
  },
  {
    forms: 'erlässt, erlassen, erließ, erließen',
    said: nouns('verbot'),
    by: 'verhängt, verhängen, verhängte, verhängten',
  },
  {
    forms: 'erlässt, erlassen, erließ, erließen',
    said: nouns('warnung verordnung haftbefehl richtlinie'),
    by: 'veröffentlicht, veröffentlichen, veröffentlichte, veröffentlichten',
  },
  {
    forms: 'kündigt, kündigen, kündigte, kündigten',
    said: CONTRACTS,
    by: 'beendet, beenden, beendete, beendeten',
  },
  {
    forms: 'entlässt, entlassen, entließ, entließen',
    said: STAFF,
    by: 'feuert, feuern, feuerte, feuerten',
  },
];

/** Up to where a clause ends; points within and behind numbers do not end it. */
const CLAUSE = '(?:[^.,;:!?()\\n]|[.,](?=\\d)|(?<= \\d{1,2})\\.(?= ))';
const END = '(?=$|[.,](?!\\d)|[;:!?)\\n]| (?:und|oder|aber|sowie|als) )';
/** Where another verb begins that the first one's part may be of. */
const NEXT_VERB =
  /(?<!\p{L})(?:und|oder|aber|sondern) (?!d(?:er|ie|as|en|em|es)(?!\p{L})|(?:sein|ihr|all)e)\p{Ll}/u;
const PARTS = / (?:ab|an|auf|aus|ein|vor|zu|zurück)$/u;

const FINITE = VERBS.map(({ forms, by, part, ...verb }) => ({
  ...verb,
  part,
  forms: forms.split(', '),
  by: by.split(', '),
  pattern: new RegExp(
    `(?<!\\p{L})(${forms.replaceAll(', ', '|')})(${part ? `(?: ${CLAUSE}{1,160}?)? ${part}` : ` ${CLAUSE}{1,160}?`})${END}`,
    'gu',
  ),
}));

/** Infinitives and participles, which are one word, and what stands before them in their clause. */
const WHOLE: Readonly<Record<string, readonly [said: RegExp, by: string]>> = {
  einzustellen: [AT_WORK, 'zu stoppen'],
  einstellen: [AT_WORK, 'stoppen'],
  abzubauen: [JOBS, 'zu kürzen'],
  abbauen: [JOBS, 'kürzen'],
  abgebaut: [JOBS, 'gekürzt'],
  abbaut: [JOBS, 'beseitigt'],
  streichen: [JOBS, 'kürzen'],
  gestrichen: [JOBS, 'gekürzt'],
  streicht: [JOBS, 'beseitigt'],
  eingebrochen: [BY_PART, 'gesunken'],
  einbrechen: [BY_PART, 'sinken'],
  eingebüßt: [/./u, 'verloren'],
  einbüßen: [/./u, 'verlieren'],
};
const WHOLE_WORD = new RegExp(`(?<!\\p{L})(?:${Object.keys(WHOLE).join('|')})(?!\\p{L})`, 'gu');
const CLAUSE_BEFORE = new RegExp(`${CLAUSE}{1,60}$`, 'u');

const WARNS: Readonly<Record<string, string>> = {
  rät: 'warnt',
  raten: 'warnen',
  riet: 'warnte',
  rieten: 'warnten',
};
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
    (known, { pattern, forms, part, said, never, by, byPart }) =>
      known.replace(pattern, (whole, form: string, clause: string) => {
        const rest = part ? clause.slice(0, -part.length - 1) : clause;
        const isOther = part ? NEXT_VERB.test(rest) : PARTS.test(rest);
        if (isOther || !said.test(rest) || never?.test(text)) return whole;
        return `${by[forms.indexOf(form)]}${rest}${byPart ? ` ${byPart}` : ''}`;
      }),
    text,
  );
  return finite
    .replace(WHOLE_WORD, (word, offset: number) => {
      const [said, by] = WHOLE[word] ?? [];
      const before = CLAUSE_BEFORE.exec(finite.slice(Math.max(0, offset - 60), offset))?.[0];
      return before && said?.test(before) ? (by ?? word) : word;
    })
    .replace(
      ADVISES_AGAINST,
      (_, verb: string, to: string, of: string, what: string) => WARNS[verb] + to + OF_WHAT[of] + what,
    )
    .replace(LOST_TO, (_, many, whom) => `verlor${many ?? ''}${whom ? ' gegen ' : ''}`);
}
