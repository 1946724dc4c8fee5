/** Verbs and words that a small model takes for others are asked for by ones that it knows, and only those. */
import { expect, test } from 'vitest';
import { spellOut } from '../src/providers/bergamot-spell-out.ts';

test.each([
  ['Google stellt den Dienst Stadia ein.', 'Google stoppt den Dienst Stadia.'],
  [
    'Sie will die Produktion einstellen und plant, den Dienst einzustellen.',
    'Sie will die Produktion stoppen und plant, den Dienst zu stoppen.',
  ],
  [
    'Er baut bis zum 1. Juni 2.500 Stellen ab und geht.',
    'Er beseitigt bis zum 1. Juni 2.500 Stellen und geht.',
  ],
  ['Intel streicht 15.000 Stellen.', 'Intel beseitigt 15.000 Stellen.'],
  ['Es wurden 300 Arbeitsplätze abgebaut.', 'Es wurden 300 Arbeitsplätze gekürzt.'],
  ['Experten raten dringend davon ab, ihn zu öffnen.', 'Experten warnen dringend davor, ihn zu öffnen.'],
  ['Das BSI riet vom Kauf von Geräten ab.', 'Das BSI warnte vor dem Kauf von Geräten.'],
  ['Die EU hob das Verbot auf.', 'Die EU beendete das Verbot.'],
  ['Das Gericht hob das Urteil auf.', 'Das Gericht annullierte das Urteil.'],
  ['Er gab der Klage statt und wies den Antrag zurück.', 'Er stimmte der Klage zu und lehnte den Antrag ab.'],
  ['Die Aktie bricht um 15 Prozent ein.', 'Die Aktie sinkt um 15 Prozent.'],
  ['Der Kurs ist um ein Drittel eingebrochen.', 'Der Kurs ist um ein Drittel gesunken.'],
  ['Sie büßte 4 Prozent ein.', 'Sie verlor 4 Prozent.'],
  ['Windows 11 löst Windows 10 ab.', 'Windows 11 ersetzt Windows 10.'],
  ['Der Gewinn fiel höher aus als erwartet.', 'Der Gewinn war höher als erwartet.'],
  ['Der Erfolg blieb aus.', 'Der Erfolg kam nicht.'],
  ['Die Proteste hielten weiter an.', 'Die Proteste setzten sich weiter fort.'],
  ['Sie erließ ein Verbot.', 'Sie verhängte ein Verbot.'],
  ['Er erließ einen Haftbefehl.', 'Er veröffentlichte einen Haftbefehl.'],
  ['Die Firma wendete die Pleite ab.', 'Die Firma verhinderte die Pleite.'],
  [
    'Sie unterlag dem HSV 0:1, sie unterlagen zu Hause 1:2.',
    'Sie verlor gegen dem HSV 0:1, sie verloren zu Hause 1:2.',
  ],
])('verbs that a small model takes for others: %s', (source, spelled) => {
  expect(spellOut(source)).toBe(spelled);
});

test.each([
  'Die App stellt das Datum automatisch ein.',
  'Die Firma stellt Leute ein.',
  'Google stellt den Dienst vor und führt ein System ein.',
  'Er baut Häuser ab.',
  'Sie streicht die Wand.',
  'Die Diebe brachen um 3 Uhr ein.',
  'Er hob das Papier auf.',
  'Die Folie löst das Blatt ab, sie löst sich leicht ab.',
  'Der Bildschirm bleibt aus.',
  'Der Erfolg blieb nicht aus.',
  'Der Zug hielt an.',
  'Sie hält an der Prognose fest.',
  'Er erließ ihm die Schulden.',
  'Er kündigt einen Vertrag an.',
  'Er rät ihm zu, von dort zu gehen.',
  'Die Unterlagen kamen 12:30 Uhr.',
])('other meanings of those stay: %s', (source) => {
  expect(spellOut(source)).toBe(source);
});

test.each([
  ['Gut 300 Gäste, gut zwei Jahre.', 'Über 300 Gäste, über zwei Jahre.'],
  ['Das lief gut 2019, sehr gut 3 davon.', 'Das lief gut 2019, sehr gut 3 davon.'],
  ['Allenfalls 20 Prozent, allenfalls morgen.', 'Höchstens 20 Prozent, allenfalls morgen.'],
  ['Längstens bis übermorgen. Eventuell nicht.', 'Höchstens bis in zwei Tagen. Möglicherweise nicht.'],
  ['Ein Fehlbetrag von minus fünf Euro.', 'Ein Defizit von minus 5 Euro.'],
  [
    'Bis einschließlich 15. März, vom 3. bis einschließlich 5. Mai.',
    'Bis einschließlich zum 15. März, vom 3. bis einschließlich 5. Mai.',
  ],
  ['Um zehn vor eins, um fünf nach drei Jahren.', 'Um 12:50 Uhr, um fünf nach drei Jahren.'],
  ['§ 823 Abs. 1 BGB und Art. 6 Abs. 1 DSGVO', '§ 823 (1) BGB und Art. 6 (1) DSGVO'],
  [
    'Er hat sich vervierfacht, verdreifacht und verzehnfachte sich.',
    'Er hat sich um den Faktor vier erhöht, verdreifacht und erhöhte sich um den Faktor zehn.',
  ],
  ['Sie will ihn vervierfachen.', 'Sie will ihn um den Faktor vier erhöhen.'],
  [
    'Alle Modelle bis auf das SE, alles stieg bis auf 5.',
    'Alle Modelle außer das SE, alles stieg bis auf 5.',
  ],
  ['Das Werk baut Autos für den Konzern.', 'Das Produktionswerk baut Autos für den Konzern.'],
  ['VW drosselt die Produktion in drei Werken.', 'VW drosselt die Produktion in drei Fabriken.'],
  ['Das Werk des Autors über Mitarbeiter.', 'Das Werk des Autors über Mitarbeiter.'],
  ['Diebe waren am Werk, Mitarbeiter sahen sie.', 'Diebe waren am Werk, Mitarbeiter sahen sie.'],
  ['Preis ab Werk, ab Werk deaktiviert.', 'Preis ab Werk, standardmäßig deaktiviert.'],
  ['1,2 v. H. von 2 Bio. Dollar', '1,2 Prozent von 2 Billionen Dollar'],
])('words of time and quantity that a small model misreads: %s', (source, spelled) => {
  expect(spellOut(source)).toBe(spelled);
});
