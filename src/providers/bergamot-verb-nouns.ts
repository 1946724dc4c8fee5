/** What a clause must say for a verb to have the meaning that a small model misses: of jobs, of judgments, of goods. */

/** Words that end in one of these stems and, perhaps, an ending. */
export const nouns = (stems: string): RegExp =>
  new RegExp(`(?<!\\p{L})[\\p{L}-]*(?:${stems.replaceAll(' ', '|')})(?:e|en|n|s|es)?(?!\\p{L})`, 'iu');

export const AT_WORK = nouns(
  'dienst betrieb produktion fertigung entwicklung verkauf vertrieb support suche unterstützung ermittlung verfahren untersuchung zahlung lieferung projekt kämpfe',
);
export const PAUSED = nouns('produktion zahlung handel verkauf gesetz');
export const SUSPENDED = nouns('abkommen vertrag strafe zölle streik');
export const JOBS = nouns('stelle arbeitspl[aä]tz jobs');
export const MONEY = nouns(
  'dividende zuschlag zuschlägen? zuschuss zuschüss prämie bonus subvention zulage gebühr förderung steuervorteil',
);
export const TRIPS = nouns('(?<!aus)flug flüge fernzüge regionalzüge verbindung fahrten');
export const EVENTS = nouns(
  'spiel konzert unterricht training veranstaltung sitzung vorstellung rennen festival flug flüge zug züge messe vorlesung partie begegnung auftritt premiere gottesdienst',
);
export const BANS = nouns('verbot sanktion beschränkung pflicht sperre embargo');
export const JUDGMENTS = nouns('urteil beschl[uü]ss entscheidung bescheid haftbefehl');
export const LAWS = nouns('gesetz regelung urteil verbot verordnung klausel beschl[uü]ss vorschrift maut');
export const GOODS = nouns('autos fahrzeug wagen gerät modell produkt akkus netzteil');
export const OFFERS = nouns('angebot einladung offerte');
export const CONTRACTS = nouns('vertrag verträg abos? abonnement mitgliedschaft');
export const ENDING = nouns(
  'vertrag verträg support unterstützung frist mandat produktion patent patentschutz lizenz abkommen programm förderung regelung amtszeit garantie',
);
export const LIQUIDS = /öl|wasser|tank|benzin|schiff|diesel|kraftstoff|flüssig|gift|hafen/iu;
export const DISPUTES = nouns('streit streitigkeit konflikt');
export const MOTIONS = nouns('klage berufung antrag anträg beschwerde einspruch revision');
export const REPROACHES = nouns('kritik forderung anschuldigung');
export const STAFF = nouns('mitarbeiter beschäftigte angestellte');
export const CRIMES = nouns(
  'verbrechen anschlag fremdverschulden brandstiftung straftat sabotage suizid terroranschlag defekt unfall rücktritt gefahr',
);
export const CRIMINALS = nouns(
  'täter dieb räuber einbrecher verdächtige flüchtige angreifer brandstifter betrüger',
);
export const PENALTY = nouns('elfmeter strafstoß strafstöß');
export const PLAYERS = nouns('spieler stürmer verteidiger torwart kapitän profi angreifer keeper');
export const MATCH = nouns('spiel partie begegnung');
export const PRICES = nouns('kurs preis aktie dax index euro dollar rendite notierung papier');
export const ECONOMY = nouns(
  'preise konjunktur nachfrage inflation teuerung wirtschaft kurse interesse wachstum dynamik exporte',
);
export const EVIDENCE = nouns(
  'führerschein droge kokain heroin cannabis marihuana waffe pistole messer handy beweismittel bargeld diebesgut munition',
);
export const STAKES = nouns('belegschaft anteil beteiligung personal mittel budget kapital prognose');
export const UNITS_OF_FIRMS = nouns(
  'sparte tochter tochterfirma anteil beteiligung geschäft werk aktien aktie',
);
export const COMPUTERS = nouns('rechner computer pc notebook laptop server system windows');
export const WEATHER = nouns('sturm wind regen gewitter unwetter schmerz');
export const SHOPS = nouns(
  'laden läden geschäft museum museen bad restaurant markt filiale praxis bibliothek amt',
);
export const OPEN_WHEN =
  /^(?: (?:d(?:er|ie|as) (?:Laden|Geschäft|Museum|Bad|Markt|Filiale|Praxis|Bibliothek)|\p{L}+tags|heute|morgen|noch|auch|wieder|derzeit|vorerst|am \p{L}+))*$/u;
export const PREMISES = nouns('filiale werk laden läden geschäft standort fabrik grenze');
export const PEOPLE = nouns('menschen migrant asylbewerber flüchtling straftäter ausländer personen afghane');
export const PROMISED =
  /(?<!\p{L})(?:\p{L}*(?:[Hh]ilfen?|[Uu]nterstützung|[Gg]eld(?:er)?|[Mm]ittel)|Euro|Dollar)$/u;
/** By how much, and not when: `um 3 Uhr`. */
export const BY_PART =
  /(?<!\p{L})um (?!\d+(?:[.:]\d+)? Uhr).*(?:Prozent|%|tel|Hälfte|Punkte|ill(?:ion|iard)en)/u;
/** Nothing but how. */
export const ADVERBS =
  '(?: (?:nicht|noch|auch|bereits|erneut|leicht|deutlich|etwas|spürbar|weiter|kräftig|wieder))*';
export const JUST_HOW = new RegExp(`^${ADVERBS}$`, 'u');
export const FORECASTS = nouns('prognose dividende ausgaben budget etat gehälter');
export const WORKS = nouns('app serie sendung projekt produkt feature elektroauto programm plan pläne');
export const FIRMS = nouns(
  'konkurrent konkurrenten rivale rivalin firma unternehmen start-up startup hersteller anbieter wettbewerber fluggesellschaft bank',
);
/** Of these somebody takes the lead, and buys none. */
export const POSTS =
  /[Ff]ührung|[Ll]eitung|Kosten|Verantwortung|[Cc]hef|Vorsitz|Posten|(?<!\p{L})Amt|Aufgabe|Schulden|Haftung|Risik|Kontrolle/u;
export const AIRCRAFT = nouns('drohne rakete flugzeug jet kampfjet hubschrauber marschflugkörper');
export const CARS = nouns('pkw auto wagen lkw laster lastwagen fahrzeug transporter sattelzug traktor bus');
export const FRAUDS = nouns('betrug schwindel angriff täuschung fälschung skandal');
export const DODGED = nouns(
  'frage kollision zusammenstoß reh wildschwein hund fußgänger radfahrer fuchs tier katze hindernis auto',
);
export const SALES = nouns(
  'export umsatz absatz nachfrage gewinn kurs aktie verkauf exporte verkäufe ausfuhren produktion',
);
export const UPDATES = nouns('update patch patches firmware aktualisierung hotfix');
export const OF_CRIMES =
  / wegen .*(?:[Bb]etrug|[Dd]iebstahl|[Kk]örperverletzung|[Bb]eleidigung|[Vv]erleumdung|[Nn]ötigung|[Uu]ntreue|[Hh]ausfriedensbruch|[Ss]achbeschädigung|[Vv]ergewaltigung|[Bb]edrohung|[Rr]uhestörung|[Vv]olksverhetzung)/u;
