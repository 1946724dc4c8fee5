/** Objects before their verb, which a small model takes for subjects, go behind it; where that is not sure, nothing moves. */
import { expect, test } from 'vitest';
import { spellOut } from '../src/providers/bergamot-spell-out.ts';

test.each([
  ['Den Angreifer kennt die Polizei.', 'Die Polizei kennt den Angreifer.'],
  ['Den Mann kennt Müller nicht.', 'Müller kennt den Mann nicht.'],
  ['Einen Polizisten biss ein Hund.', 'Ein Hund biss einen Polizisten.'],
  ['Einen 30-Jährigen nahm die Polizei fest.', 'Die Polizei nahm einen 30-Jährigen fest.'],
  ['Diesen Fehler hat der Hersteller bereits behoben.', 'Der Hersteller hat diesen Fehler bereits behoben.'],
  ['Den Preis gewann eine junge Forscherin aus Jena.', 'Eine junge Forscherin aus Jena gewann den Preis.'],
  [
    'Den Chef des Konzerns entließ der Aufsichtsrat am Dienstag.',
    'Der Aufsichtsrat entließ den Chef des Konzerns am Dienstag.',
  ],
  [
    'Den Umsatz beziffert der Konzern auf 3 Mrd. Euro.',
    'Der Konzern beziffert den Umsatz auf 3 Milliarden Euro.',
  ],
  ['Dem Antrag stimmte der Rat zu.', 'Der Rat stimmte dem Antrag zu.'],
  ['Dem Fahrer nahm die Polizei den Führerschein ab.', 'Die Polizei nahm dem Fahrer den Führerschein ab.'],
  ['Den Kunden verspricht die Bank mehr Zinsen.', 'Die Bank verspricht den Kunden mehr Zinsen.'],
  ['Gut. „Den Täter kennt die Polizei“, sagte er.', 'Gut. „Die Polizei kennt den Täter“, sagte er.'],
  ['Den Dienst stellt der Anbieter ein.', 'Der Anbieter stoppt den Dienst.'],
  // One thing, and a verb of many.
  ['Das Feuer löschten 50 Feuerwehrleute.', '50 Feuerwehrleute löschten das Feuer.'],
  ['Die neue Regelung lehnen die Länder ab.', 'Die Länder lehnen die neue Regelung ab.'],
  ['Die Aktion organisierten Schüler aus Jena.', 'Schüler aus Jena organisierten die Aktion.'],
  ['Ein Beispiel finden Sie im Handbuch.', 'Sie finden ein Beispiel im Handbuch.'],
  // What things do not do.
  ['Die Kosten trägt der Bund.', 'Der Bund trägt die Kosten.'],
  ['Das Spiel gewann Mainz mit 2:1.', 'Mainz gewann das Spiel mit 2:1.'],
  ['Den Bund verklagt die Stadt Köln.', 'Die Stadt Köln verklagt den Bund.'],
  ['Deutschland droht eine Rezession.', 'Eine Rezession droht Deutschland.'],
  ['Der Firma droht die Pleite.', 'Die Insolvenz droht der Firma.'],
  ['Die Lücke entdeckte ein Forscher von Google.', 'Ein Forscher von Google entdeckte die Lücke.'],
  ['Die Ermittlungen leitet die Polizei.', 'Die Polizei leitet die Ermittlungen.'],
  ['Auf Müller folgt Schmidt.', 'Schmidt folgt auf Müller.'],
  ['Auf den Sieg folgte eine Niederlage.', 'Eine Niederlage folgte auf den Sieg.'],
])('the subject goes first: %s', (source, spelled) => {
  expect(spellOut(source)).toBe(spelled);
});

test.each([
  // The subject is further on, or may be.
  'Den Preis übergab der Ministerin ein Sprecher.',
  'Dem Kind gab die Lehrerin ein Buch.',
  'Den Sieg feierten die Fans und die Spieler.',
  'Den Sieg sicherte ein Tor von Müller.',
  'Den Angriff verurteilte die Regierung der Türkei.',
  'Den Fall übernahm die Polizei, die schon länger ermittelte.',
  'Den Kunden verspricht Apple Rabatte.',
  // No object, or none of a verb.
  'Den Angaben zufolge war die Frau tot.',
  'Den ganzen Tag suchte die Polizei nach dem Kind.',
  'Den Streit um die Rente löst das nicht.',
  'Einen Tag später meldete sich der Täter.',
  'Den Haag feiert die Königin.',
  // As English says it.
  'Den Menschen gefällt die Stadt.',
  'Dem Konzern droht eine Strafe.',
  'Den Piloten trifft keine Schuld.',
  'Das Spiel gewann Tempo.',
  'Russland droht die Kontrolle zu verlieren.',
  'Der Mann droht der Frau.',
  'Die App sammelt Daten.',
  'Das Spiel gewann mehrere Preise.',
  'Das Amt übernimmt die Kosten.',
  'Das Verfahren leitet die Wärme.',
  'Das Geld erhält Arbeitsplätze.',
  'Der Mann droht die Scheidung an.',
  'Es droht eine Rezession.',
  'Nun droht eine Strafe.',
  'Er leitet die Firma, es folgt ein Test.',
  'Ein Mann mittleren Alters kam.',
  'Ein Profil diesen Namens existiert.',
  'Ein Drittel lehnen die Pläne ab.',
  'Das Problem sind die Kosten.',
  'Auf Instagram folgen Müller mehr als 65.000 Leute.',
  // One article is that of a subject as well.
  'Die Firma gründete eine Tochter.',
  'Die Entscheidung traf die Firma.',
  'Die Frau kennt die Polizei.',
  'Das Team schlug der Meister.',
  'Der Mann kennt den Nachbarn.',
])('stays as it is: %s', (source) => {
  expect(spellOut(source)).toBe(source);
});
