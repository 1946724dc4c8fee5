/** Phrases of the police, the courts, sport and the markets in plain words; and what stays. */
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
  ['Wie die Polizei am Montag mitteilte, wurde niemand verletzt.', 'Laut Polizei am Montag wurde niemand'],
  ['Das Gericht hielt ihn für schuldunfähig.', 'für nicht verantwortlich.'],
  ['Er ist mehrfach vorbestraft, sie war nicht vorbestraft.', 'hat ein Strafregister, sie war ohne'],
  ['Das Verbot hatte vor Gericht keinen Bestand.', 'Das Verbot blieb vor Gericht nicht gültig.'],
  ['Ihr wurde fristlos gekündigt.', 'Sie wurde fristlos gekündigt.'],
  ['Dem Mann wird Mord vorgeworfen.', 'Der Mann wird wegen Mord beschuldigt.'],
  ['Dem 34-Jährigen wurde Betrug zur Last gelegt.', 'Der 34-Jährige wurde wegen Betrug beschuldigt.'],
  ['Ihm wurde der Führerschein entzogen.', 'Er verlor den Führerschein.'],
  ['Er wurde lebensgefährlich verletzt.', 'wurde kritisch verletzt.'],
  ['Das Kind wurde leblos aufgefunden.', 'wurde ohne Lebenszeichen aufgefunden.'],
  ['Eine Frau wurde von einem Auto erfasst.', 'von einem Auto angefahren.'],
  ['Ein Lkw erfasste eine Frau.', 'Ein Lkw traf eine Frau.'],
  ['Er beging Fahrerflucht.', 'beging Flucht vom Unfallort.'],
  ['Er war alkoholisiert, ein alkoholisierter Fahrer.', 'war betrunken, ein betrunkener Fahrer.'],
  ['Die Löscharbeiten dauern an.', 'Die Arbeiten der Feuerwehr gehen weiter.'],
  ['Das Beben weckte alle.', 'Das Erdbeben weckte alle.'],
  ['Zwei Tote bei Brand in Köln', 'Zwei Tote bei einem Brand in Köln'],
  ['Die Suche nach dem Kind wurde am Montag eingestellt.', 'wurde am Montag gestoppt.'],
  ['Die Waffenruhe hält nicht.', 'Die Waffenruhe besteht nicht.'],
  ['Die Grenze ist dicht.', 'Die Grenze ist geschlossen.'],
  ['Politiker von Hund angegriffen', 'Politiker wurde von Hund angegriffen'],
  ['Müller wurde für Sané eingewechselt.', 'Müller kam für Sané ins Spiel.'],
  ['Werder musste sich Köln mit 0:2 geschlagen geben.', 'Werder Bremen verlor gegen Köln mit 0:2.'],
  ['Mainz unterliegt Bochum 0:3.', 'Mainz verliert gegen Bochum 0:3.'],
  ['Sie kassierten eine 0:2-Niederlage.', 'Sie erlitten eine 0:2-Niederlage.'],
  ['Jena wurde erstmals Meister.', 'wurde erstmals Champion.'],
  ['Die FDP enthielt sich.', 'enthielt sich der Stimme.'],
  ['Benzin verbilligte sich um 1,5 Cent.', 'Benzin wurde um 1,5 Cent billiger.'],
  ['Der Dax fiel unter die Marke von 20.000 Punkten.', 'unter die Schwelle von 20.000 Punkten.'],
  ['Betriebsbedingte Kündigungen gibt es nicht.', 'Betriebsbedingte Entlassungen'],
  ['Die Firma trennt sich von 300 Mitarbeitern.', 'feuert 300 Mitarbeiter.'],
  ['Die Inflation hat wieder angezogen.', 'hat wieder zugelegt.'],
  ['Neue Zölle, mit Zöllen von 25 Prozent.', 'Neue Importzölle, mit Importzöllen von 25'],
  ['Ein Zoll, ein Zoll von 25 Prozent.', 'Ein Zoll, eine Einfuhrsteuer von 25'],
  ['Das Gesetz passierte am Freitag den Bundesrat.', 'wurde am Freitag vom Bundesrat angenommen.'],
  ['Sie stieß 674 Mt CO2 aus, dann 74 Mt.', '674 Megatonnen CO2 aus, dann 74 Megatonnen.'],
  ['Die Kosten haben sich gedrittelt, er will sie dritteln.', 'verringert, er will sie auf ein Drittel'],
  ['Bis auf die Kamera ist alles gleich.', 'Mit Ausnahme von der Kamera ist'],
  ['Schalten Sie den PC aus und wieder ein.', 'den PC aus und dann wieder ein.'],
  ['Das Laden dauert lang.', 'Das Aufladen dauert'],
  ['Die Passwörter wurden im Klartext gespeichert.', 'wurden unverschlüsselt gespeichert.'],
  ['Die Leistungsaufnahme sinkt, eine Leistungsaufnahme.', 'Der Stromverbrauch sinkt, einen Stromverbrauch.'],
  ['Der Konzern kommt nicht um eine Strafe herum.', 'vermeidet eine Strafe nicht.'],
  ['Die Datenpanne bei Aldi, die Panne wurde bekannt.', 'Die Datenverletzung bei Aldi, die Störung wurde'],
  ['Das Porto steigt, das Porto für Briefe.', 'Die Portogebühr steigt, die Portokosten für Briefe.'],
  ['Nicht auf nüchternen Magen, nüchtern einnehmen.', 'auf leeren Magen, auf leeren Magen einnehmen.'],
  ['Geöffnet montags bis freitags.', 'Geöffnet Montag bis Freitag.'],
  ['Studie: Kaffee schadet nicht', 'Die Studie: Kaffee'],
  ['Ihr gelang die Flucht, ihm gelang nichts.', 'Sie schaffte die Flucht, ihm gelang nichts.'],
  ['Der Firma wurde die Lizenz entzogen.', 'Die Firma verlor die Lizenz.'],
  ['Das Feuer konnte am Abend gelöscht werden.', 'konnte am Abend ausgelöscht werden.'],
  ['Die Landung glückte, der Satellit verglühte.', 'war erfolgreich, der Satellit verbrannte.'],
  ['Zverev unterlag Djokovic in drei Sätzen.', 'Zverev verlor in drei Sets gegen Djokovic.'],
  ['Mainz ist sieglos, Kane traf doppelt.', 'ist ohne Sieg, Kane erzielte zwei Tore.'],
  ['Mainz lag 0:2 zurück.', 'lag mit 0:2 hinten.'],
  ['Mainz verspielte eine 2:0-Führung.', 'verlor eine 2:0-Führung.'],
  [
    'Bayern führte 2:0, Köln verlor gegen Bayern 1:3.',
    'Bayern München führte 2:0, Köln verlor gegen Bayern München',
  ],
  ['Er ist für zwei Spiele gesperrt.', 'für zwei Spiele suspendiert.'],
  ['Die Ablöse beträgt 3 Euro.', 'Die Transfergebühr beträgt'],
  ['Der Vertrag läuft bis 2028.', 'Der Vertrag gilt bis 2028.'],
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
  'Wie die Polizei mitteilte, war niemand verletzt.',
  'Die Daten wurden von einem Sensor erfasst.',
  'Die Suche wurde auf Deutsch eingestellt.',
  'Das Seil hält, die Wand ist dicht.',
  'Präsident von Haiti erschossen',
  'Gegen West Ham unterliegt ManU 1:3.',
  'Der Handwerker ist Meister, das Meer enthält sich selbst.',
  'Die Marke von Apple, ein 27 Zoll großer Monitor.',
  'Er fuhr 3 Zoll weiter, der Zoll fand ihn.',
  'Das Porto der Portugiesen, der FC Porto gewann.',
  'Bis auf die Grundmauern brannte das Haus nieder.',
  'Bis auf den letzten Platz war alles besetzt.',
  'Das Laden ist geschlossen, wir reden im Klartext.',
  'Er kommt um drei Uhr, er geht um das Haus herum.',
  'Nach einer Panne stand das Auto.',
  'Das Reich der Zölle, wegen hoher Zölle.',
  'Die Datei wurde gelöscht, in Bayern steht es 1:0.',
  'Bayern hat 13 Millionen Einwohner.',
])('other meanings of those stay: %s', (source) => {
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
  ['There is a limit by Monday.', 'Bis Montag gilt ein Limit.', 'There is a limit until Monday.'],
  ['It gets updates by May.', 'Es erhält noch bis Mai Updates.', 'It gets updates until May.'],
  ['It gets an update by May.', 'Bis Mai erhält es ein Update.', 'It gets an update by May.'],
  ['extended by May', 'Es wird spätestens bis Mai verlängert', 'extended by May'],
])('what lasts until a day does not happen by it: %s', (target, source, mended) => {
  expect(mendUntil(target, source)).toBe(mended);
});

test('a text without end costs no more than its length', () => {
  for (const text of [
    'a'.repeat(100_000),
    'zieht sich '.repeat(9000),
    'setzt sich gegen '.repeat(6000),
    'Aa. '.repeat(25_000),
  ]) {
    const start = performance.now();
    expect(spellOut(text)).toBe(text);
    expect(performance.now() - start).toBeLessThan(3000);
  }
});
