/** Which verbs a small model takes for others, by what else their clause says, and those that it knows. */
import type { FORMS } from './bergamot-verb-forms.ts';

export interface Verb {
  verb: keyof typeof FORMS;
  /** Its separable part, at the clause's end; without one, the forms stand alone there. */
  part?: string;
  /** What the clause must have behind the verb. */
  said: RegExp;
  /** What its sentence must have, or must not. */
  has?: RegExp;
  never?: RegExp;
  /** In the same forms. */
  by: keyof typeof FORMS;
  byPart?: string;
}

/** Words that end in one of these stems and, perhaps, an ending. */
const nouns = (stems: string): RegExp =>
  new RegExp(`(?<!\\p{L})[\\p{L}-]*(?:${stems.replaceAll(' ', '|')})(?:e|en|n|s|es)?(?!\\p{L})`, 'iu');

const AT_WORK = nouns(
  'dienst betrieb produktion fertigung entwicklung verkauf vertrieb support suche unterstützung ermittlung verfahren untersuchung zahlung lieferung projekt kämpfe',
);
const PAUSED = nouns('produktion zahlung handel verkauf gesetz');
const SUSPENDED = nouns('abkommen vertrag strafe zölle');
const JOBS = nouns('stelle arbeitspl[aä]tz jobs');
const MONEY = nouns(
  'dividende zuschlag zuschlägen? zuschuss zuschüss prämie bonus subvention zulage gebühr förderung steuervorteil',
);
const TRIPS = nouns('(?<!aus)flug flüge fernzüge regionalzüge verbindung fahrten');
const EVENTS = nouns(
  'spiel konzert unterricht training veranstaltung sitzung vorstellung rennen festival flug flüge zug züge messe vorlesung partie begegnung auftritt premiere gottesdienst',
);
const BANS = nouns('verbot sanktion beschränkung pflicht sperre embargo');
const JUDGMENTS = nouns('urteil beschl[uü]ss entscheidung bescheid haftbefehl');
const LAWS = nouns('gesetz regelung urteil verbot verordnung klausel beschl[uü]ss vorschrift maut');
const GOODS = nouns('autos fahrzeug wagen gerät modell produkt akkus netzteil');
const OFFERS = nouns('angebot einladung offerte');
const CONTRACTS = nouns('vertrag verträg abos? abonnement mitgliedschaft');
const ENDING = nouns(
  'vertrag verträg support unterstützung frist mandat produktion patent patentschutz lizenz abkommen programm förderung regelung amtszeit garantie',
);
const LIQUIDS = /öl|wasser|tank|benzin|schiff|diesel|kraftstoff|flüssig|gift|hafen/iu;
const DISPUTES = nouns('streit streitigkeit konflikt');
const MOTIONS = nouns('klage berufung antrag anträg beschwerde einspruch revision');
const REPROACHES = nouns('kritik forderung anschuldigung');
const STAFF = nouns('mitarbeiter beschäftigte angestellte');
const CRIMES = nouns(
  'verbrechen anschlag fremdverschulden brandstiftung straftat sabotage suizid terroranschlag defekt',
);
const CRIMINALS = nouns('täter dieb räuber einbrecher verdächtige flüchtige angreifer brandstifter betrüger');
const PENALTY = nouns('elfmeter strafstoß strafstöß');
const PLAYERS = nouns('spieler stürmer verteidiger torwart kapitän profi angreifer keeper');
const MATCH = nouns('spiel partie begegnung');
const PRICES = nouns('kurs preis aktie dax index euro dollar rendite notierung papier');
const ECONOMY = nouns(
  'preise konjunktur nachfrage inflation teuerung wirtschaft kurse interesse wachstum dynamik exporte',
);
const EVIDENCE = nouns(
  'führerschein droge kokain heroin cannabis marihuana waffe pistole messer handy beweismittel bargeld diebesgut munition',
);
const STAKES = nouns('belegschaft anteil beteiligung personal mittel budget kapital');
const UNITS_OF_FIRMS = nouns('sparte tochter tochterfirma anteil beteiligung geschäft werk aktien aktie');
const COMPUTERS = nouns('rechner computer pc notebook laptop server system windows');
const WEATHER = nouns('sturm wind regen gewitter unwetter schmerz');
const SHOPS = nouns('laden läden geschäft museum museen bad restaurant markt filiale praxis bibliothek amt');
const OPEN_WHEN =
  /^(?: (?:d(?:er|ie|as) (?:Laden|Geschäft|Museum|Bad|Markt|Filiale|Praxis|Bibliothek)|\p{L}+tags|heute|morgen|noch|auch|wieder|derzeit|vorerst|am \p{L}+))*$/u;
const PREMISES = nouns('filiale werk laden läden geschäft standort fabrik grenze');
const PEOPLE = nouns('menschen migrant asylbewerber flüchtling straftäter ausländer personen afghane');
const PROMISED = /(?<!\p{L})(?:\p{L}*(?:[Hh]ilfen?|[Uu]nterstützung|[Gg]eld(?:er)?|[Mm]ittel)|Euro|Dollar)$/u;
/** By how much, and not when: `um 3 Uhr`. */
const BY_PART = /(?<!\p{L})um (?!\d+(?:[.:]\d+)? Uhr).*(?:Prozent|%|tel|Hälfte|Punkte|ill(?:ion|iard)en)/u;
/** Nothing but how. */
const ADVERBS =
  '(?: (?:nicht|noch|auch|bereits|erneut|leicht|deutlich|etwas|spürbar|weiter|kräftig|wieder))*';
const JUST_HOW = new RegExp(`^${ADVERBS}$`, 'u');

export const VERBS: readonly Verb[] = [
  { verb: 'stellen', part: 'ein', said: AT_WORK, by: 'stoppen' },
  { verb: 'setzen', part: 'aus', said: PAUSED, by: 'stoppen' },
  { verb: 'setzen', part: 'aus', said: SUSPENDED, by: 'suspendieren' },
  { verb: 'bauen', part: 'ab', said: JOBS, by: 'beseitigen' },
  { verb: 'streichen', said: JOBS, by: 'beseitigen' },
  { verb: 'streichen', said: MONEY, by: 'schaffen', byPart: 'ab' },
  { verb: 'streichen', said: TRIPS, by: 'sagen', byPart: 'ab' },
  { verb: 'heben', part: 'auf', said: BANS, by: 'beenden' },
  { verb: 'heben', part: 'auf', said: JUDGMENTS, by: 'annullieren' },
  { verb: 'kippen', said: LAWS, by: 'erklären', byPart: 'für ungültig' },
  { verb: 'treten', part: 'außer Kraft', said: /^/u, by: 'laufen', byPart: 'ab' },
  // Its past the model knows.
  { verb: 'rufen', part: 'zurück', said: GOODS, by: 'ziehenRief', byPart: 'zurück' },
  // Its present the model knows.
  { verb: 'ziehen', part: 'zurück', said: MOTIONS, by: 'ziehenNahm', byPart: 'zurück' },
  { verb: 'schlagen', part: 'aus', said: OFFERS, by: 'lehnen', byPart: 'ab' },
  { verb: 'brechen', part: 'ein', said: BY_PART, by: 'sinken' },
  {
    verb: 'geben',
    part: 'nach',
    said: new RegExp(`^${ADVERBS}(?: um .+)?$`, 'u'),
    has: PRICES,
    by: 'sinken',
  },
  { verb: 'ziehen', part: 'an', said: JUST_HOW, has: ECONOMY, by: 'steigen' },
  { verb: 'lassen', part: 'nach', said: JUST_HOW, has: ECONOMY, by: 'sinken' },
  { verb: 'ebben', part: 'ab', said: JUST_HOW, has: ECONOMY, by: 'sinken' },
  { verb: 'lassen', part: 'nach', said: JUST_HOW, has: WEATHER, by: 'werden', byPart: 'schwächer' },
  { verb: 'flauen', part: 'ab', said: JUST_HOW, by: 'werden', byPart: 'schwächer' },
  { verb: 'legen', part: 'zu', said: nouns('umfrage'), by: 'gewinnen' },
  { verb: 'büßen', part: 'ein', said: /./u, by: 'verlieren' },
  {
    verb: 'lösen',
    part: 'ab',
    said: /(?<!\p{L})\p{Lu}/u,
    never: /(?<!\p{L})sich(?!\p{L})|[Ff]olie|[Ee]tikett|[Aa]ufkleber/u,
    by: 'ersetzen',
  },
  { verb: 'legen', part: 'bei', said: DISPUTES, by: 'beenden' },
  { verb: 'legen', part: 'ab', said: nouns('geständnis'), by: 'machen' },
  { verb: 'legen', part: 'lahm', said: /./u, by: 'blockieren' },
  { verb: 'weisen', part: 'zurück', said: MOTIONS, by: 'lehnen', byPart: 'ab' },
  { verb: 'weisen', part: 'zurück', said: REPROACHES, by: 'lehnen', byPart: 'ab' },
  { verb: 'geben', part: 'statt', said: MOTIONS, by: 'stimmen', byPart: 'zu' },
  { verb: 'geben', part: 'recht', said: / (?:de[mrn]|einer|einem) \p{Lu}/u, by: 'stimmen', byPart: 'zu' },
  { verb: 'sagen', part: 'zu', said: PROMISED, by: 'versprechen' },
  {
    verb: 'fallen',
    part: 'aus',
    said: /(?:höher|größer|niedriger|geringer|kleiner|besser|schlechter|schwächer|stärker|negativ|positiv|knapp)$/u,
    by: 'sein',
  },
  {
    verb: 'fallen',
    part: 'aus',
    said: /(?:Wochen?|Monate?|Tage?|Spiele?|riss|bruch|[Vv]erletzung)$/u,
    has: PLAYERS,
    by: 'fehlen',
  },
  {
    verb: 'fallen',
    part: 'aus',
    said: /^(?!.*\p{Ll}(?:er|ig|ich)$)/u,
    has: EVENTS,
    never: /strom|server|netz|system|spieler|motor|heizung|bremse/iu,
    by: 'werden',
    byPart: 'abgesagt',
  },
  { verb: 'laufen', part: 'aus', said: /^/u, has: ENDING, never: LIQUIDS, by: 'enden' },
  {
    verb: 'bleiben',
    part: 'aus',
    said: /^/u,
    never:
      /(?<!\p{L})(?:nicht|kein\p{Ll}*|vo[nm])(?!\p{L})|[Ll]icht|LED|[Gg]erät|[Bb]ildschirm|[Dd]isplay|[Mm]onitor|[Kk]amera|[Rr]echner/u,
    by: 'kommen',
    byPart: 'nicht',
  },
  {
    verb: 'halten',
    part: 'an',
    said: /^(?: (?:weiter|weiterhin|noch|auch|derzeit|immer|unvermindert))*$/u,
    // Who says no more may have stopped.
    has: /störung|ausfälle?|streiks?|trend|protest|kritik|problem|kämpfe|krise|debatte|nachfrage|boom|aufschwung|rally|hitze|trockenheit|regen|dürre|erholung|flaute|hoch|unsicherheit|rückgang|anstieg/iu,
    by: 'fortsetzen',
    byPart: 'fort',
  },
  { verb: 'liegen', part: 'bei', said: JUST_HOW, by: 'sein', byPart: 'enthalten' },
  { verb: 'wenden', part: 'ab', said: nouns('insolvenz pleite konkurs'), by: 'verhindern' },
  { verb: 'erlassen', said: nouns('verbot'), by: 'verhängen' },
  {
    verb: 'erlassen',
    said: nouns('warnung verordnung haftbefehl richtlinie'),
    by: 'veröffentlichen',
  },
  { verb: 'kündigen', said: CONTRACTS, by: 'beenden' },
  { verb: 'entlassen', said: STAFF, by: 'feuern' },
  { verb: 'erbeuten', said: /./u, by: 'stehlen' },
  {
    verb: 'stellen',
    said: CRIMINALS,
    never: /(?<!\p{L})(?:sich|Fragen?|Falle|Antrag|Anzeige|Weg|Rede|frei|Gericht|Wahl)(?!\p{L})/u,
    by: 'fassen',
  },
  {
    verb: 'schließen',
    part: 'aus',
    said: CRIMES,
    never: /(?<!\p{L})(?:nicht|kein\p{Ll}*|kaum|sich|vo[nm])(?!\p{L})/u,
    by: 'halten',
    byPart: 'für ausgeschlossen',
  },
  { verb: 'stellen', part: 'sicher', said: EVIDENCE, by: 'beschlagnahmen' },
  {
    verb: 'greifen',
    part: 'über',
    said: / auf /u,
    has: nouns('brand feuer flammen unruhen proteste krise'),
    by: 'ausbreiten',
    byPart: 'aus',
  },
  { verb: 'fahren', part: 'hoch', said: /^/u, has: COMPUTERS, by: 'starten' },
  {
    verb: 'schneiden',
    part: 'ab',
    said: /(?<!\p{L})(?:am (?:besten|schlechtesten)|gut|besser|schlecht|schlechter|schwächer)$/u,
    by: 'sein',
  },
  { verb: 'haben', part: 'zu', said: OPEN_WHEN, has: SHOPS, by: 'sein', byPart: 'geschlossen' },
  { verb: 'bleiben', part: 'zu', said: OPEN_WHEN, has: SHOPS, by: 'bleiben', byPart: 'geschlossen' },
  { verb: 'haben', part: 'auf', said: OPEN_WHEN, has: SHOPS, by: 'sein', byPart: 'geöffnet' },
  { verb: 'legen', part: 'nieder', said: nouns('arbeit'), by: 'stoppen' },
  { verb: 'legen', part: 'nieder', said: nouns('amt mandat posten'), by: 'geben', byPart: 'auf' },
  { verb: 'laufen', part: 'an', said: /^/u, has: nouns('produktion fertigung verkauf'), by: 'beginnen' },
  { verb: 'stocken', part: 'auf', said: STAKES, by: 'erhöhen' },
  { verb: 'stoßen', part: 'ab', said: UNITS_OF_FIRMS, by: 'verkaufen' },
  { verb: 'schieben', part: 'ab', said: PEOPLE, by: 'deportieren' },
  { verb: 'machen', part: 'dicht', said: PREMISES, by: 'schließen' },
  { verb: 'schütten', part: 'aus', said: /Euro|Dollar|Dividende|Cent|[Gg]ewinn/u, by: 'zahlen' },
  {
    verb: 'spielen',
    part: 'ein',
    said: nouns('update patch patches firmware aktualisierung hotfix'),
    by: 'installieren',
  },
  { verb: 'spielen', part: 'ein', said: /(?:Dollar|Euro)$/u, by: 'bringen', byPart: 'ein' },
  { verb: 'treten', part: 'an', said: / (?:zur|bei der) \p{L}*[Ww]ahl/u, by: 'kandidieren' },
  {
    verb: 'treten',
    part: 'ab',
    said: /^(?!.* (?:die|das|den|seinen?|ihren?|eine?n?|an) )/u,
    has: nouns('chef trainer präsident minister kanzler könig'),
    by: 'treten',
    byPart: 'zurück',
  },
  { verb: 'pfeifen', part: 'ab', said: MATCH, by: 'beenden' },
  { verb: 'verschießen', said: PENALTY, by: 'verpassen' },
  { verb: 'vergeben', said: PENALTY, never: /[Ss]chiedsrichter|[Rr]eferee/u, by: 'verpassen' },
  { verb: 'halten', said: PENALTY, never: /(?<!\p{L})für(?!\p{L})/u, by: 'stoppen' },
  { verb: 'gehen', part: 'aus', said: /\d:\d/u, never: /(?<!\p{L})vo[nm](?!\p{L})/u, by: 'enden' },
];

/** Infinitives and participles, which are one word, by what stands before them in their clause. */
export const WHOLE: Readonly<Record<string, readonly (readonly [said: RegExp, by: string])[]>> = {
  einzustellen: [[AT_WORK, 'zu stoppen']],
  einstellen: [[AT_WORK, 'stoppen']],
  abzubauen: [[JOBS, 'zu kürzen']],
  abbauen: [[JOBS, 'kürzen']],
  abgebaut: [[JOBS, 'gekürzt']],
  abbaut: [[JOBS, 'beseitigt']],
  streichen: [
    [JOBS, 'kürzen'],
    [MONEY, 'abschaffen'],
    [TRIPS, 'absagen'],
  ],
  gestrichen: [
    [JOBS, 'gekürzt'],
    [MONEY, 'abgeschafft'],
    [TRIPS, 'abgesagt'],
  ],
  streicht: [[JOBS, 'beseitigt']],
  eingebrochen: [[BY_PART, 'gesunken']],
  einbrechen: [[BY_PART, 'sinken']],
  eingebüßt: [[/./u, 'verloren']],
  einbüßen: [[/./u, 'verlieren']],
  erbeutet: [[/(?<!\p{L})(?:hat|haben|hatten?|wurden?|werden)(?!\p{L})/u, 'gestohlen']],
  lahmgelegt: [[/./u, 'blockiert']],
  lahmlegen: [[/./u, 'blockieren']],
  lahmzulegen: [[/./u, 'zu blockieren']],
  auslaufen: [[ENDING, 'enden']],
  ausläuft: [[ENDING, 'endet']],
  stellen: [[new RegExp(`^(?!.*(?:Frage|Antrag|Falle|sich)).*${CRIMINALS.source}`, 'iu'), 'fassen']],
  gestellt: [[CRIMINALS, 'gefasst']],
  gekippt: [[LAWS, 'für ungültig erklärt']],
  geplatzt: [[nouns('deal koalition verkauf übernahme geschäft verhandlung gespräch fusion'), 'gescheitert']],
  abgelegt: [[nouns('geständnis'), 'gemacht']],
  aufgehoben: [[nouns('urteil urteile'), 'annulliert']],
  hochfahren: [[COMPUTERS, 'starten']],
  hochzufahren: [[COMPUTERS, 'zu starten']],
  vorverlegt: [[/./u, 'nach vorn verlegt']],
  vorgezogen: [[nouns('start termin wahl beginn auslieferung veröffentlichung'), 'nach vorn verlegt']],
  zurückgezogen: [[MOTIONS, 'zurückgenommen']],
};
