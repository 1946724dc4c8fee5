/** Phrases of the police, the courts, sport and the markets, and verbs with them, in plain words; and what stays. */
import { expect, test } from 'vitest';
import { mendUnits, mendUntil, spellOut } from '../src/providers/bergamot-spell-out.ts';

test.each([
  [
    'Er wurde zu zwei Jahren Haft auf Bewährung verurteilt.',
    'zu einer suspendierten Haftstrafe von zwei Jahren verurteilt',
  ],
  ['Er bekam ein Jahr auf Bewährung.', 'bekam eine suspendierte Haftstrafe von einem Jahr.'],
  ['Sie erhielt eine Bewährungsstrafe von 18 Monaten.', 'eine suspendierte Haftstrafe von 18 Monaten'],
  ['Es blieb bei einer milden Bewährungsstrafe.', 'einer milden suspendierten Haftstrafe'],
  [
    'Sie forderte eine Freiheitsstrafe von 3 Jahren auf Bewährung.',
    'eine suspendierte Haftstrafe von 3 Jahren.',
  ],
  ['Das Gericht setzte die Haftstrafe zur Bewährung aus.', 'Das Gericht suspendierte die Haftstrafe.'],
  [
    'Sie kam auf Bewährung frei, er wurde auf Bewährung entlassen.',
    'kam auf Parole frei, er wurde auf Parole freigelassen.',
  ],
  ['Der Kläger legte Revision ein.', 'Der Kläger legte Berufung ein.'],
  ['Das Urteil ist noch nicht rechtskräftig.', 'ist noch nicht endgültig.'],
  ['Er wurde auf freien Fuß gesetzt.', 'wurde freigelassen.'],
  [
    'Die Firma stellte Insolvenzantrag, sie hat Insolvenzantrag gestellt.',
    'beantragte Insolvenz, sie hat Insolvenz beantragt.',
  ],
  ['Die Stiftung klagt nun gegen Google.', 'führt nun eine Klage gegen Google.'],
  ['Er trat aus der Partei aus.', 'Er verließ die Partei.'],
  ['Der Zeuge will den Täter gesehen haben.', 'Der Zeuge behauptet, den Täter gesehen zu haben.'],
  ['Er bestritt nicht, dort gewesen zu sein.', 'Er leugnete nicht, dort'],
  ['Unbekannte erbeuteten 3 Autos.', 'Unbekannte Täter stahlen 3 Autos.'],
  ['Der Fahrer erlag seinen schweren Verletzungen.', 'starb an seinen schweren Verletzungen.'],
  ['Sie zog sich einen Armbruch zu.', 'Sie erlitt einen Armbruch.'],
  ['Das Gericht gab dem Eilantrag statt.', 'stimmte dem dringenden Antrag zu.'],
  ['Gegen ihn wurde Haftbefehl erlassen.', 'wurde ein Haftbefehl ausgestellt.'],
  [
    'Bremen trennte sich 1:1 von Bochum, sie trennten sich 2:2.',
    'Bremen spielte 1:1 gegen Bochum, sie spielten 2:2.',
  ],
  ['Köln setzte sich mit 3:1 gegen Mainz durch.', 'Köln gewann mit 3:1 gegen Mainz.'],
  ['Die Partie endete unentschieden.', 'endete mit einem Unentschieden.'],
  ['Er schoss spät den Ausgleich.', 'schoss spät den Equalizer.'],
  ['Der Dax schloss 0,3 Prozent im Minus.', 'schloss 0,3 Prozent niedriger.'],
  ['Unterm Strich blieb der Leitzins gleich.', 'Insgesamt blieb der Zinssatz gleich.'],
  ['Sie bauten den siebten Monat in Folge Stellen ab.', 'beseitigten Stellen zum siebten Monat in Folge.'],
  ['Er geht in Revision, der Kläger unterlag.', 'geht in Berufung'],
  ['Der Kläger unterlag in erster Instanz.', 'Kläger verlor in erster'],
  ['Der Minister nahm seinen Hut.', 'Der Minister trat zurück.'],
  ['So gut wie alle kamen, so gut wie nichts fehlte.', 'Fast alle kamen, fast nichts fehlte.'],
  ['Die wenigsten Nutzer wissen das.', 'Nur wenige Nutzer'],
  ['Mangels Beweisen kam er frei.', 'Aus Mangel an Beweisen kam'],
  ['Er bejahte die Frage.', 'Er beantwortete die Frage mit Ja.'],
  ['Das Urteil wurde aufgehoben.', 'wurde annulliert.'],
  ['Das BSI gibt Entwarnung.', 'sagt, die Gefahr sei vorbei.'],
  ['Die Partei spricht sich klar für das Gesetz aus.', 'ist klar für das Gesetz.'],
  ['Die App kommt mit 2 GB aus, sie kommt ohne Werbung aus.', 'braucht nur 2 GB, sie kommt ohne Werbung.'],
  ['Die Preise verstehen sich zuzüglich Versand.', 'gelten plus Versand.'],
  ['Die Auslieferung verzögert sich.', 'Die Lieferung verzögert'],
  ['Hinweise auf Fremdverschulden gibt es nicht.', 'auf Verbrechen'],
  ['Schmidt wird neuer Nachfolger von Müller.', 'Schmidt ersetzt Müller.'],
])('phrases that a small model takes word by word: %s', (source, spelled) => {
  expect(spellOut(source)).toContain(spelled);
});

test.each([
  'Die Bewährung im Alltag steht noch bevor.',
  'Revision 2 der Platine und die interne Revision.',
  'Das Gericht prüfte Revision 3 der Platine.',
  'Er wurde rechtskräftig verurteilt, das rechtskräftige Urteil.',
  'Er klagt über Schmerzen.',
  'Er trat aus der Tür und rutschte aus.',
  'Der Minister will bis Mai alles erfahren haben.',
  'Sie will das Haus verkauft haben.',
  'Er will gesehen werden.',
  'Er bestritt das nicht.',
  'Unbekannte Arten leben dort.',
  'Er erlag dem Charme, sie zog sich zurück.',
  'Das Paar trennte sich nach zehn Jahren.',
  'Er setzte sich und las den Text durch.',
  'Der Ausgleich der Lasten dauert.',
  'Das Konto ist im Minus.',
  'Sie gewann das dritte Jahr in Folge.',
  'Sie sprach sich mit ihm aus, er kommt mit ihr aus.',
  'Die Auslieferung des Mannes verzögert sich.',
  'Die Preise verstehen alle.',
  'Die wenigsten Stimmen bekamen sie, es gewinnt, wer die wenigsten Schläge braucht.',
  'Das Spiel, das der Regel unterlag, und die Revision 2.',
  'Das Essen war so gut wie immer, er nahm seinen Hut vom Haken.',
  'Er bejahte das Leben.',
  'Das Papier wurde aufgehoben.',
  'Alle sprachen sich für das Gesetz aus.',
  'Als Nachfolger von Müller gilt Schmidt.',
])('other meanings of those stay: %s', (source) => {
  expect(spellOut(source)).toBe(source);
});

test.each([
  ['Die Polizei stellte den Täter nach kurzer Flucht.', 'fasste den Täter nach'],
  ['Der Dieb wurde am Bahnhof gestellt.', 'wurde am Bahnhof gefasst.'],
  [
    'Am Freitag fielen 200 Flüge aus, das Konzert fällt aus.',
    'wurden 200 Flüge abgesagt, das Konzert wird abgesagt.',
  ],
  ['Der Stürmer fällt sechs Wochen aus.', 'fehlt sechs Wochen.'],
  ['Der Support für Windows 10 läuft aus.', 'Windows 10 endet.'],
  ['Der Kurs gab um 2 Prozent nach, der Ölpreis gibt nach.', 'sank um 2 Prozent, der Ölpreis sinkt.'],
  ['Die Union legt in Umfragen zu.', 'gewinnt in Umfragen.'],
  ['Die Preise ziehen wieder an, die Inflation lässt nach.', 'steigen wieder, die Inflation sinkt.'],
  ['Die Bank wies die Kritik zurück.', 'lehnte die Kritik ab.'],
  ['Der Bund sagte 2 Milliarden Euro zu.', 'versprach 2 Milliarden Euro.'],
  ['Das Gericht kippte das Gesetz.', 'erklärte das Gesetz für ungültig.'],
  ['Das Gesetz tritt im Mai außer Kraft.', 'läuft im Mai ab.'],
  ['Er legte ein Geständnis und sie das Amt nieder.', 'legte ein Geständnis'],
  ['Er legte ein Geständnis ab.', 'machte ein Geständnis.'],
  ['Sie legten die Arbeit nieder, er legt sein Amt nieder.', 'stoppten die Arbeit, er gibt sein Amt auf.'],
  ['Der Angriff legte die Server lahm.', 'blockierte die Server.'],
  [
    'Die Firma streicht die Dividende, Flüge wurden gestrichen.',
    'schafft die Dividende ab, Flüge wurden abgesagt.',
  ],
  ['Der Konzern schüttet 2 Euro je Aktie aus.', 'zahlt 2 Euro je Aktie.'],
  ['Sie spielen das Update ein.', 'installieren das Update.'],
  ['Der Film spielte 3 Millionen Dollar ein.', 'brachte 3 Millionen Dollar ein.'],
  ['Die Polizei schließt ein Verbrechen aus.', 'hält ein Verbrechen für ausgeschlossen.'],
  ['Der Schiedsrichter pfiff das Spiel ab.', 'beendete das Spiel.'],
  [
    'Sie verschoss einen Elfmeter, er hielt den Elfmeter.',
    'verpasste einen Elfmeter, er stoppte den Elfmeter.',
  ],
  ['Das Feuer griff auf ein Haus über.', 'breitete sich auf ein Haus aus.'],
  ['Das Netzteil liegt nicht bei.', 'ist nicht enthalten.'],
  ['Die Beamten stellten Kokain sicher.', 'beschlagnahmten Kokain.'],
  [
    'Der Konzern stößt die Sparte ab und stockt den Anteil auf.',
    'verkauft die Sparte und erhöht den Anteil.',
  ],
  ['Der PC fährt nicht hoch, sie will den PC hochfahren.', 'startet nicht, sie will den PC starten.'],
  ['Das Modell schnitt im Test am besten ab.', 'war im Test am besten.'],
  ['Der Laden hat montags zu.', 'ist montags geschlossen.'],
  ['Das Museum bleibt bis auf Weiteres zu.', 'bleibt vorerst geschlossen.'],
  ['Der Sturm flaut ab, der Regen lässt nach.', 'wird schwächer, der Regen wird schwächer.'],
])('verbs by what they are said of: %s', (source, spelled) => {
  expect(spellOut(source)).toContain(spelled);
});

test.each([
  'Die Polizei stellte den Täter vor Gericht, er stellte dem Dieb eine Frage.',
  'Der Täter stellte sich der Polizei.',
  'Der Server fällt aus, die Haare fallen aus.',
  'Der Strom fiel während des Spiels aus.',
  'Laut Vertrag läuft kein Öl aus.',
  'Die Regierung gab dem Druck nach.',
  'Sie zieht die Jacke an, er lässt ihr den Preis nach.',
  'Der Vorschlag sagt der Firma zu.',
  'Die Wand wird gestrichen.',
  'Die Polizei schließt ein Verbrechen nicht aus, sie schließt ihn aus.',
  'Er hielt es für einen Elfmeter, der Schiedsrichter vergab einen Elfmeter.',
  'Sie spielt die Hymne ein.',
  'Er legt das Buch nieder, sie legte den Mantel ab.',
  'Sie stellt das Glas sicher ab.',
  'Er schnitt ein Stück vom Kuchen ab.',
  'Der Laden hat viel zu tun, der Mann hat die Augen zu.',
  'Die Rakete fährt hoch.',
])('verbs that are said of something else stay: %s', (source) => {
  expect(spellOut(source)).toBe(source);
});

test.each([
  ['Am vorletzten Spieltag verlor sie.', 'Am Spieltag vor dem letzten verlor sie.'],
  [
    'Die vorletzte Runde, in der vorletzten Runde.',
    'Die Runde vor der letzten, in der Runde vor der letzten.',
  ],
  ['Im vorletzten Jahr, vorletzte Woche.', 'Vor zwei Jahren, vor zwei Wochen.'],
  ['Im vorletzten Jahr des Krieges.', 'Im Jahr vor dem letzten des Krieges.'],
  [
    'Er liegt auf dem vorletzten Platz, er ist Vorletzter.',
    'Er liegt auf dem zweiten Platz von unten, er ist Zweiter von unten.',
  ],
  ['Lt. Polizei, lt. Angaben. Lt. Müller salutierte.', 'Laut Polizei, laut Angaben. Lt. Müller salutierte.'],
  ['Anderthalb Stunden, anderthalbmal so hoch.', '1,5 Stunden, 1,5-mal so hoch.'],
  ['Sie zahlte 5 Mrd. Der Rest: 3 Mio.', 'Sie zahlte 5 Milliarden. Der Rest: 3 Millionen.'],
  ['Rund 5 Mio. Euro und 3 Mio. Kunden.', 'Rund 5 Millionen Euro und 3 Millionen Kunden.'],
  ['Um Viertel nach sieben, um Viertel vor eins.', 'Um 7:15 Uhr, um 12:45 Uhr.'],
  ['Frühestens Ende März kommt es.', 'Nicht vor Ende März kommt es.'],
  [
    'Frühestens zwei Tage später kam er, frühestens 2027.',
    'Frühestens zwei Tage später kam er, frühestens 2027.',
  ],
  ['Um ein Haar wäre der Zug entgleist.', 'Fast wäre der Zug aus den Schienen gesprungen.'],
  ['Nach einem Dreivierteljahr, binnen Jahresfrist.', 'Nach neun Monaten, innerhalb eines Jahres.'],
  ['Das ist nicht unumstritten, es ist unumstritten.', 'Das ist nicht ohne Kritik, es ist unumstritten.'],
  [
    'Ein Zug entgleiste bei Köln, entgleiste Waggons.',
    'Ein Zug verließ die Schienen bei Köln, entgleiste Waggons.',
  ],
  ['Die Gebühr entfällt. Auf ihn entfallen 3 Prozent.', 'Die Gebühr endet. Auf ihn entfallen 3 Prozent.'],
  ['Das Gerät verzichtet auf einen Anschluss.', 'Das Gerät kommt ohne einen Anschluss.'],
  ['Die Partei verzichtet auf einen Kandidaten.', 'Die Partei verzichtet auf einen Kandidaten.'],
  ['Die Kamera löst mit 2,5 Megapixeln auf.', 'Die Kamera hat eine Auflösung von 2,5 Megapixeln.'],
  ['Er hat Steuern in Millionenhöhe hinterzogen.', 'Er hat Steuerhinterziehung in Millionenhöhe begangen.'],
])('words of order, time and amount: %s', (source, spelled) => {
  expect(spellOut(source)).toBe(spelled);
});

test('per mille is mended where the source says so', () => {
  expect(spellOut('Er hatte 1,6 Promille, die Promillegrenze.')).toBe(
    'Er hatte 1,6 per mille, die Promillegrenze.',
  );
  expect(mendUnits('He had 1.6 per mill, two mills.', '1,6 Promille, zwei Promille')).toBe(
    'He had 1.6 per mille, two per mille.',
  );
  expect(mendUnits('He owned 2 mills.', 'Er besaß 2 Mühlen.')).toBe('He owned 2 mills.');
});

test.each([
  ['extended by the end of June.', 'bis Ende Juni verlängert', 'extended until the end of June.'],
  ['The rule applies by 2027.', 'Die Regel gilt bis 2027.', 'The rule applies until 2027.'],
  ['The road is closed by 15 May.', 'Bis 15. Mai ist sie gesperrt.', 'The road is closed until 15 May.'],
  ['extended by two years.', 'um zwei bis drei Jahre verlängert', 'extended by two years.'],
  ['It must be done by Friday.', 'Bis Freitag gilt es zu handeln.', 'It must be done by Friday.'],
  ['extended by May', 'Es wird spätestens bis Mai verlängert', 'extended by May'],
])('what lasts until a day does not happen by it: %s', (target, source, mended) => {
  expect(mendUntil(target, source)).toBe(mended);
});

test('a text without end costs no more than its length', () => {
  for (const text of ['a'.repeat(100_000), 'zieht sich '.repeat(9000), 'setzt sich gegen '.repeat(6000)]) {
    const start = performance.now();
    expect(spellOut(text)).toBe(text);
    expect(performance.now() - start).toBeLessThan(3000);
  }
});
