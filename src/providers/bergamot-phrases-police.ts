/** Phrases of the police and the courts. */
import { CLAUSE_END, ENDING, of, type Phrase } from './bergamot-phrase.ts';
import { formsBy } from './bergamot-verb-forms.ts';

const LEAVE = formsBy('treten', 'verlassen');
const FILE = { gestellt: 'beantragt', stellen: 'beantragen', 'zu stellen': 'zu beantragen' };
const FINDINGS =
  'gesehen|gehört|bemerkt|gewusst|beobachtet|erkannt|entdeckt|gefunden|erfahren|nachgewiesen|bewiesen|gemeldet|gewarnt|informiert';
const DIE = formsBy('erliegen', 'sterben');
const SUFFER = formsBy('ziehen', 'erleiden');
const INJURY = '(?:\\p{L}*[Vv]erletzung(?:en)?|\\p{L}{3,}bruch|\\p{L}{3,}riss)';
const RESIGN = formsBy('nehmen', 'treten');
const URGENT: Readonly<Record<string, string>> = { der: 'dringende', ein: 'dringender' };
const VEHICLE =
  '(?:Pkw|Auto|Wagen|Lkw|Laster|Lastwagen|Zug|Bus|Linienbus|Traktor|Transporter|Straßenbahn|S-Bahn|U-Bahn|Tram|Regionalbahn|Güterzug|Taxi|Motorrad)';
const WHO: Readonly<Record<string, string>> = { Ihm: 'Er', Ihr: 'Sie' };
const GAINED: Readonly<Record<string, string>> = { der: 'den', ein: 'einen' };
/** `Der Firma` is `Die Firma`. */
const losing = (who: string): string =>
  WHO[who] ?? (who.startsWith('Der ') ? `Die ${who.slice(4)}` : `Der ${strong(who.slice(4))}`);
const said = (_: string, first = '', when = ''): string => `${first === 'W' ? 'L' : 'l'}aut Polizei ${when}`;
/** `Dem 34-Jährigen` is `Der 34-Jährige`. */
const strong = (who: string): string =>
  who
    .replace(/^(\p{Ll}+e)n /u, '$1 ')
    .replace(/(-Jährige|Angeklagte|Verdächtige|Beschuldigte|Beamte)n$/u, '$1');

export const COURTS: readonly Phrase[] = [
  [
    new RegExp(
      `(?<=(?<!\\p{L})(?:ist|sind|war|waren|wird|werden|wurden?)(?: (?:noch|nicht|nun|damit|bereits|inzwischen))*) rechtskräftig${CLAUSE_END}`,
      'gu',
    ),
    ' endgültig',
  ],
  [/(?<!\p{L})auf freien Fuß (?:gesetzt|gelassen)(?!\p{L})/gu, 'freigelassen'],
  [/(?<!\p{L})auf freiem Fuß(?!\p{L})/gu, 'frei'],
  [
    /(?<!\p{L})(?:einen )?Insolvenzantrag (gestellt|stellen|zu stellen)(?!\p{L})/gu,
    (_, form = '') => `Insolvenz ${of(form, FILE)}`,
  ],
  [
    new RegExp(`(?<!\\p{L})stell${ENDING} (?:einen )?Insolvenzantrag(?!\\p{L})`, 'gu'),
    'beantrag$1 Insolvenz',
  ],
  [
    new RegExp(`(?<!\\p{L})klag${ENDING}((?: \\p{Ll}+)??) gegen(?!\\p{L})`, 'gu'),
    'führ$1$2 eine Klage gegen',
  ],
  [
    /(?<!\p{L})(tritt|treten|trat|traten)((?: \p{Ll}+)*?) aus der (Partei|Kirche|NATO|Nato|EU|AfD|CDU|CSU|SPD|FDP|Fraktion|Gewerkschaft|Koalition|Union)((?: [^.,;:!?\n ]+){0,20}?) aus(?=$|[.,;:!?)]| und )/gu,
    (_, form = '', how, what, rest) => `${of(form, LEAVE)}${how} die ${what}${rest}`,
  ],
  [
    /(?<!\p{L})(der|dem|den|eine?[mn]?) Eilantrag(?!\p{L})/giu,
    (_, article = '') => `${article} ${URGENT[article.toLowerCase()] ?? 'dringenden'} Antrag`,
  ],
  [/(?<!\p{L})(wird|wurde) Haftbefehl erlassen(?!\p{L})/gu, '$1 ein Haftbefehl ausgestellt'],
  [/(?<!\p{L})Rechtsmittel(?= (?:an|ein(?:legen|gelegt|zulegen)?|möglich|zulässig)(?!\p{L}))/gu, 'Berufung'],
  [/(?<=(?<!\p{L})(?:geht|gehen|ging|gingen|gegangen) )in Revision(?!\p{L})/gu, 'in Berufung'],
  [
    /(?<=^(?:Der|Die) \p{Lu}[\p{L}-]+ )unterlag(en)?(?=[.;!?]|$| vor | in (?:erster|zweiter|letzter|allen|beiden) )/gmu,
    'verlor$1',
  ],
  [
    /(?<!\p{L})(nimmt|nehmen|nahm|nahmen) (?:seinen|ihren) Hut(?=$|[.,;:!?])/gu,
    (_, form = '') => `${of(form, RESIGN)} zurück`,
  ],
  [/(?<!\p{L})bestritt(?= nicht, )/gu, 'leugnete'],
  [/(?<!\p{L})bestreitet(?= nicht, )/gu, 'leugnet'],
  // Became *was injured by the police*.
  [/(?<!\p{L})([Ww])ie die Polizei ([^.,;:!?\n]{0,30}?)(?:mitteilte|berichtete|sagte), (?=wurden? )/gu, said],
  [/(?<!\p{L})schuldunfähig(?!\p{L})/gu, 'nicht verantwortlich'],
  [/(?<!\p{L})vermindert schuldfähig(?!\p{L})/gu, 'nur teilweise verantwortlich'],
  // Became *preoccupied*.
  [/(?<=(?<!\p{L})(?:ist|war) )nicht vorbestraft(?!\p{L})/gu, 'ohne Strafregister'],
  [
    /(?<!\p{L})(ist|war)((?: bereits| schon)?) (?:mehrfach |einschlägig )?vorbestraft(?=$|[.,;:!?)])/gu,
    (_, form = '', already) => `${form === 'ist' ? 'hat' : 'hatte'}${already} ein Strafregister`,
  ],
  [
    /(?<!\p{L})(hat|hatte)((?: vor [^.,;:!?\n]{1,40})?) keinen Bestand(?=$|[.,;:!?)])/gu,
    (_, form = '', before) => `${form === 'hat' ? 'bleibt' : 'blieb'}${before} nicht gültig`,
  ],
  // Became *you have been*.
  [/^Ihr (?=(?:wurde|wird) (?:fristlos )?gekündigt)/gmu, 'Sie '],
  // Became *murder is accused of the man*.
  [
    new RegExp(
      `^Dem ((?:\\p{Ll}+en )?(?:\\p{Lu}[\\p{L}-]+|\\d+-Jährigen)) (wird|wurde) ((?:(?:versuchter|schwerer|gewerbsmäßiger|sexueller) )?\\p{Lu}[\\p{L}-]+) (?:vorgeworfen|zur Last gelegt)${CLAUSE_END}`,
      'gmu',
    ),
    (_, who = '', form, crime) => `Der ${strong(who)} ${form} wegen ${crime} beschuldigt`,
  ],
  [
    /^(Ihm|Ihr) gelang (der|die|das|eine?) (?=\p{Lu})/gmu,
    (_, who = '', article = '') => `${WHO[who]} schaffte ${GAINED[article] ?? article} `,
  ],
  [
    /^(Ihm|Ihr|(?:Dem|Der) (?:\p{Lu}\p{L}+|\d+-Jährigen)) wurde (der|die|das) (Führerschein|Lizenz|Zulassung|Erlaubnis|Genehmigung|Medaille|Goldmedaille|Titel|Staatsbürgerschaft|Mandat) (?:entzogen|abgenommen|aberkannt)(?=$|[.,;:!?])/gmu,
    (_, who = '', article, what) => `${losing(who)} verlor ${article === 'der' ? 'den' : article} ${what}`,
  ],
  // Who plans says by when.
  [
    new RegExp(
      `^((?:Er|Sie|(?:Der|Die|Das|Ein|Eine|Zwei|Drei|Mehrere) (?:\\p{Ll}+ )?\\p{Lu}[\\p{L}-]+|Nachbarn|Zeugen|Anwohner|Forscher)) (will|wollen) ((?!(?:.* )?(?:bis|bald|künftig|sich) )[^.,;:!?]*?(?:${FINDINGS})) haben${CLAUSE_END}`,
      'gmu',
    ),
    (_, who, form, what) => `${who} behaupte${form === 'will' ? 't' : 'n'}, ${what} zu haben`,
  ],
  [
    /(?<!\p{L})Unbekannte(?= (?:haben|hatten|stahlen|stehlen|brachen|warfen|drangen|überfielen|schlugen|rissen|schossen|\p{Ll}{3,}ten)(?!\p{L}))/gu,
    'Unbekannte Täter',
  ],
];

export const ACCIDENTS: readonly Phrase[] = [
  // Became *hurt alive*, *found alive*.
  [/(?<!\p{L})lebens(?:gefährlich|bedrohlich)(?= verletzt)/gu, 'kritisch'],
  [/(?<!\p{L})leblos(?= (?:auf)?gefunden)/gu, 'ohne Lebenszeichen'],
  [/(?<!\p{L})(?:reglos|regungslos)(?= (?:auf)?gefunden)/gu, 'bewegungslos'],
  // Became *captured*.
  [
    new RegExp(
      `(?<=(?<!\\p{L})von (?:(?:einem|einer|dem|der|seinem|ihrem) )?(?:\\p{Ll}+en )?${VEHICLE}(?: [^.,;:!?\\n]{1,40})?) erfasst(?= und|$|[.,;:!?])`,
      'gu',
    ),
    ' angefahren',
  ],
  [
    new RegExp(`(?<=${VEHICLE} )erfasste(n?)(?= (?:einen|eine|den|die|das|ein|zwei|drei|ihn|sie) )`, 'gu'),
    (_, many) => (many ? 'trafen' : 'traf'),
  ],
  [/(?<!\p{L})(?:Fahrer|Unfall)flucht(?!\p{L})/gu, 'Flucht vom Unfallort'],
  [/(?<!\p{L})alkoholisiert(?!\p{L})/gu, 'betrunken'],
  [/(?<!\p{L})alkoholisierte([nrs]?) (?=\p{Lu})/gu, 'betrunkene$1 '],
  [/(?<!\p{L})war(en)? ohne (Helm|Licht|Führerschein|Gurt) unterwegs(?!\p{L})/gu, 'fuhr$1 ohne $2'],
  [
    /(?<=(?<!\p{L})[Dd]ie )Löscharbeiten(?= (?:dauer|gehen|gingen|laufen|liefen|sind|waren|wurden|werden|zogen))/gu,
    'Arbeiten der Feuerwehr',
  ],
  [/(?<=(?<!\p{L})(?:[Dd]as|[Ee]in(?:em|es)?|[Dd]em|[Mm]it) )Beben(?!\p{L})/gu, 'Erdbeben'],
  [/(?<=(?<!\p{L})bei )Brand(?= in (?:\p{L}+ )?\p{Lu}|$)/gu, 'einem Brand'],
  // Became *has been set*.
  [
    /(?<!\p{L})(Suche(?: nach [^.,;:!?\n]{1,60})? (?:wurde|wird|ist)(?: (?:am \p{L}+|vorerst|vorläufig|inzwischen|wieder))*) eingestellt(?=$|[.,;:!?])/gu,
    '$1 gestoppt',
  ],
  // Became *stops*.
  [
    /(?<!\p{L})((?:Waffenruhe|Waffenstillstand|Feuerpause) (?:\p{Ll}+ )?)h(?:ä|ie)lt(?= (?:noch|weiter|weiterhin|nicht|bislang|bisher)|$|[.,;:!?])/gu,
    '$1besteht',
  ],
  [
    /(?<=(?<!\p{L})(?:[Gg]renze|[Ll]äden|[Ss]chulen) (?:ist|sind|war|waren|bleibt|bleiben) )dicht(?!\p{L})/gu,
    'geschlossen',
  ],
  // Became *deleted*.
  [
    /(?<!\p{L})((?:[Ff]euer|[Bb]rand|[Bb]rände|[Ff]lammen) (?:\p{L}+ ){1,4}?)gelöscht(?!\p{L})/gu,
    '$1ausgelöscht',
  ],
  // A headline without a verb became *dog politician attacked*.
  [
    new RegExp(
      `^(\\p{Lu}\\p{L}+|\\d+-Jährige[rn]?) von (${VEHICLE}|Hund|Hunden|Hai|Bär|Wolf|Kuh|Unbekannten|Demonstranten|Einbrechern?|Polizei|Polizisten) (gebissen|angegriffen|attackiert|verletzt|getötet|erschossen|niedergestochen|bedrängt|bedroht|überfallen|verprügelt|ausgeraubt|angefahren|überfahren)$`,
      'gmu',
    ),
    '$1 wurde von $2 $3',
  ],
  [
    /(?<!\p{L})(erliegt|erlag|erlagen)((?: [^.,;:!?\n ]+){0,4}?) (seinen|ihren|den)((?: \p{Ll}+)? Verletzungen)(?!\p{L})/gu,
    (_, form = '', when, whose, what) => `${of(form, DIE)}${when} an ${whose}${what}`,
  ],
  [/(?<!\p{L})(seinen|ihren|den)((?: \p{Ll}+)? Verletzungen) erlegen(?!\p{L})/gu, 'an $1$2 gestorben'],
  [
    new RegExp(
      `(?<!\\p{L})(zieht|ziehen|zog|zogen) sich((?: [^.,;:!?\\n ]+){0,20}? ${INJURY}(?: [^.,;:!?\\n ]+){0,20}?) zu${CLAUSE_END}`,
      'gu',
    ),
    (_, form = '', what) => `${of(form, SUFFER)}${what}`,
  ],
  [
    new RegExp(
      `(?<!\\p{L})sich((?: [^.,;:!?\\n ]+){0,20}? ${INJURY}(?: [^.,;:!?\\n ]+){0,20}?) zugezogen(?!\\p{L})`,
      'gu',
    ),
    '$1 erlitten',
  ],
  [/(?<=(?<!\p{L})entstand )(?:ein )?Sachschaden(?!\p{L})/gu, 'ein Schaden'],
];
