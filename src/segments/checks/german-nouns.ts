/** German nouns that say what language a heading, a cell or a label is in, which has no small words. */

/**
 * Common in articles, and neither English words nor names: no `Wolf`, no `Gift`, no `Software`. Also as the last part
 * of a compound: `Verkaufspreis`.
 */
const NOUNS = new Set(
  `abbau abend abkommen abschluss abschnitt absender abstand adresse akku aktie aktien aktion alter amt anbieter anfang
  anfrage angabe angaben angebot angebote angriff angriffe anlage anlass anleger anliegen anmeldung ansatz anschluss
  ansicht antrag antwort antworten anwalt anwender anzahl anzeige apfel arbeit arbeiter armut arzt ärzte aufbau
  aufgabe aufgaben auflage aufnahme aufstieg auftrag aufwand ausbau ausblick ausfall ausgabe ausgaben auskunft ausland
  auswahl ausweis autor autoren bau bedarf befehl befehle beginn begriff begriffe behörde behörden beispiel beispiele
  beitrag beiträge benutzer beobachter bereich bereiche bericht berichte beruf bescheid beschluss besitzer besuch
  besucher betrag betreff betreiber betrieb betrug beweis bewohner bezug bibliothek bilder bildschirm boden branche
  breite brief briefe browserverlauf buch bücher bundestag bündnis bürger büro dank datei dateien daten datenträger
  dauer deutschland dezember dienst dienstag dienste donnerstag druck drucker durchschnitt ebene ebenen eigenschaft
  einfluss eingabe einkauf einsatz einstieg eintrag einträge einwohner eltern energie erdbeben erde ereignis
  ereignisse erfolg ergebnis ergebnisse ersatz ertrag europa fahrer fahrrad fahrt fahrzeug fahrzeuge faktoren fälle
  familie farbe farben februar fehler fernsehen festplatte feuerwehr firma fläche flug flüge flughafen flugzeug folgen
  forscher fortschritt foto fotos frage fragen frankreich frau frauen freiheit freitag freunde frist fußball gäste
  gebäude gebiet gebrauch gebühr gebühren geburtstag gedanken gefahr gefahren gefühl gegenwart gegner gehalt gehäuse
  gehirn geld gemeinde gemeinden gerät geräte gericht gerichte geschäft geschäfte geschichte gesetz gesetze gespräch
  gespräche gewalt gewicht gewinn gewinne gewinner glück grafik grafikkarte grenze grenzen größe größen grund gründe
  gruppe gruppen güter hälfte handbuch handel händler hauptstadt häuser haushalt heimat herbst herkunft hersteller
  himmel hintergrund hinweis hinweise höhe idee ideen impressum industrie inhaber inhalt inhalte innenstadt inseln
  italien jahr jahre jahren jahreszeit jahrhundert januar journalisten jugend juli juni kaffee kamera kameras kanzler
  kapitel karte karten kategorie kauf käufer kenntnisse kennwort kinder klage klasse kommune kommunen kontakt kontakte
  konto kontrolle kontrollen konzert kopfhörer körper kosten kredit krieg kritik kuchen kultur kunde kunden künstler
  kurs kürze ladegerät länder länge laufwerk laufzeit leben lebenslauf lehrer leistungen leiter leser leute licht lied
  lieferant liste listen lizenz lösegeld lösung lösungen lücke luft männer mannschaft markt märkte märz maßnahme
  maßnahmen medien mehrheit meinung meldungen menge menschen merkmal merkmale methode methoden miete minuten
  mitarbeiter mitglied mitglieder mittel mittwoch modell modelle monat monate montag müll musik mutter nachfolger
  nachfrage nachmittag nachricht nachrichten nächte nachteil nachteile netz netze netzwerk netzwerke nummer nummern
  nutzer oberfläche objekt objekte öffentlichkeit oktober ordner österreich partei parteien passwort passwörter
  pflicht pläne plätze politik politiker polizei präsident preis preise presse probleme produkt produkte programm
  programme projekt projekte prozent prozess prozesse prozessor prozessoren publikum quelle quellen quelltext rahmen
  rechner rechte rechten rechtsstreit regel regeln regierung reichweite reise reparatur rettung richtlinie richtlinien
  richtung risiken risiko rückblick rückgang rückkehr rücktritt rückzug runde russland sache sachen samstag sänger
  sanktionen satz sätze schäden schaden schalter schauspieler schiffe schluss schlüssel schnee schnittstelle schrift
  schritt schritte schule schulen schüler schutz schwachstelle schwachstellen schweiz seite seiten sekunden
  sicherheitslücke sieg sieger skript sonne sorge spalte spalten spanien speicher speicherplatz spiel spiele spieler
  sprache sprachen sprecher staat staaten standort standorte startseite stecker stelle stellen steuer steuern
  stichwort stichwörter stimmen strafe strecke streit strom stück stücke studie studien stufe stunde stunden suche
  szenen tabelle tabellen tagen tagesordnung tastatur taste tasten täter tatsache tatsachen technik teil teile
  teilnehmer telefon termin termine texte thema themen theorie tiere titel tochter türkei überblick übersicht uhr
  uhrzeit umfang umfrage umgang umsatz umsätze umstände umwelt unfall unterlagen unternehmen unterschied unterschiede
  untertitel urheber urlaub ursache ursachen urteil vater verbände verbot verbrauch verbraucher verfahren verfasser
  verfügbarkeit vergangenheit vergleich verhalten verhältnis verhältnisse verkauf verkehr verlag verlauf verlierer
  verlust verluste vermögen versand verstoß versuch vertrag verträge vertrieb verwalter verzeichnis verzeichnisse volk
  voraussetzungen vorfall vorgang vorgänger vormittag vorschau vorschlag vorschläge vorteil vorteile vorwort wachstum
  wahl wahlen währung wasser wechsel werbung werk werke werkzeug werkzeuge wert werte wesen wettbewerb wetter
  widerstand wiedergabe wirtschaft wissen woche wochen wochenende wohnort wort wörter wörterbuch zahl zahlen zeichen
  zeile zeilen zeit zeiten zeitpunkt zeitraum zeitung zentrum ziel ziele ziffer zimmer zinsen zitat zubehör zug zugang
  züge zugriff zukunft zusammenhang zuschauer zustand zutaten zuwachs zweck zweifel`.split(/\s+/),
);
/** Names of places and papers end in these too, and other words by chance. */
const ALONE = new Set(
  `angst art arten augen bahnhof bild brücke dinge ehe ende haus insel kirche mitte ort orte platz recht rolle sitz
  stadt städte straße straßen tage tod tür verband verein weg`.split(/\s+/),
);
/** Endings of nouns and adjectives that no English word has and hardly a name: not `Samsung`. */
const ENDING = new RegExp(
  [
    '(?:[^s]|[aehiosö]s)ung(?:en)?$|(?:heit|keit|schaft|tät)(?:en)?$|ktion$|kation$|tionen$|(?:log|graf)ie$',
    '(?:lich|isch|iert|ös|bar|haft)e[nmrs]?$|[äöü]\\p{L}*ige[nmrs]?$',
    '(?:ungs|heits|keits|schafts|täts)\\p{L}{3,}',
  ].join('|'),
  'u',
);
const MIN_ENDING = 6;
/** Shorter ones end in too many names by chance. */
const MIN_HEAD = 4;
const MIN_MODIFIER = 3;
/** No word; every beginning of it would be looked at. */
const MAX_WORD = 60;

/** Whether a word with a capital is a German noun or adjective for sure; of names and words that English has too, none. */
export function isGermanNoun(word: string): boolean {
  if (word.length > MAX_WORD) return false;
  const lower = word.toLowerCase();
  if (NOUNS.has(lower) || ALONE.has(lower)) return true;
  if (lower.length >= MIN_ENDING && ENDING.test(lower)) return true;
  for (let at = MIN_MODIFIER; at <= lower.length - MIN_HEAD; at++)
    if (NOUNS.has(lower.slice(at))) return true;
  return false;
}
