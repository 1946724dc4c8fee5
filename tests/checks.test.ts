/** Every check by examples: what it lets through and what it finds. */
import { describe, expect, test } from 'vitest';
import { CHECKS, runChecks } from '../src/segments/checks/index.ts';
import { compileGlossary } from '../src/segments/glossary/match-terms.ts';
import { parseGlossary } from '../src/segments/glossary/parse-glossary.ts';
import type { SegmentKind } from '../src/types.ts';

const GLOSSARY = `german,english,case,whole-word,do-not-translate,part-of-speech,note
Handy,mobile phone | cell phone,,,,noun,
Sicherheitslücke,vulnerability,,,,noun,
Windows,,,,yes,name,
`;
const finder = compileGlossary([parseGlossary(GLOSSARY, 'test.csv')]);

const fails = (reason: string, source: string, target: string, kind: SegmentKind = 'paragraph'): boolean => {
  const check = CHECKS.find((one) => one.reason === reason);
  if (!check) throw new Error(`There is no check ${reason}`);
  const terms = finder.find(source);
  return check.fails({ pair: { source: 'de', target: 'en' }, kind, source, target, terms });
};

const same = (list: string): [string, string][] => list.split(' ').map((word) => [word, word]);

/** By reason: pairs that are good, then pairs that are not. */
const CASES: Record<string, { good: [string, string][]; bad: [string, string][] }> = {
  empty: {
    good: [
      ['Ja', 'Yes'],
      ['1 : 0', '1 : 0'],
    ],
    bad: [['Ja, gern.', ' … ']],
  },
  characters: {
    good: [
      ['Müller in Zürich, 5 Â', 'Müller in Zürich, 5 Â'],
      ['Ein � im Text', 'A � in the text'],
    ],
    bad: [
      ['Müller sagt es', 'M�ller says it'],
      ['Müller sagt es', 'MÃ¼ller says it'],
      ['Er sagt es – und geht', 'He says it â€“ and leaves'],
    ],
  },
  echo: {
    good: [
      ['Microsoft Windows Server', 'Microsoft Windows Server'],
      ['Neue Prüfung für Lehrer', 'New exam for teachers'],
      // Names, and what English says alike; also where a name has umlauts or is a word of its own.
      ...same('Software Router Bluetooth Smartphone Version Hamburg Düsseldorf Samsung'),
      ['Özgür Müller', 'Özgür Müller'],
      ['Karlsruhe', 'Karlsruhe'],
      ['Windows', 'Windows'],
      ['Windows-Nutzer', 'Windows users'],
      ['Der Spiegel', 'Der Spiegel'],
      ['A', 'A'],
    ],
    bad: [
      ['Neue Prüfung für Lehrer', 'Neue Prüfung für Lehrer.'],
      ...same(
        'Preis Größe Verfügbarkeit Sicherheitslücken Einkaufspreis Speicherkarten PREIS und verfügbar nein',
      ),
      ['Das Gerät', 'Das Gerät'],
      ['Technische Daten', 'Technische Daten:'],
    ],
  },
  chatter: {
    good: [
      ['Hier ist der Bericht.', 'Here is the report.'],
      ['Klar, ich komme mit.', 'Sure, I am coming along.'],
      [
        'Das Sprachmodell sagte: „Als KI kann ich nicht übersetzen.“',
        'The model said: "As an AI, I cannot translate."',
      ],
    ],
    bad: [
      ['Der Zug fährt ab.', 'Here is the English translation: The train departs.'],
      ['Der Zug fährt ab.', 'Sure! Here you go: The train departs.'],
      ['Der Zug fährt ab.', 'Translation: The train departs.'],
      ['Der Zug fährt ab.', 'The train departs. (Note: the original is ambiguous.)'],
      ['Der Zug fährt ab.', "I'm sorry, but I can't assist with that request."],
      ['Der Zug fährt ab.', '<think>German text</think> The train departs.'],
      ['Der Zug fährt ab.', '{"translation": "The train departs."}'],
    ],
  },
  language: {
    good: [
      ['Tore: Meier (3.), Müller (40.), Özil (51.)', 'Goals: Meier (3rd), Müller (40th), Özil (51st)'],
      ['Der Name 北京 heißt nördliche Hauptstadt.', 'The name 北京 means northern capital.'],
    ],
    bad: [
      ['Der Zug fährt heute später ab als gestern.', '火车今天比昨天开得晚。'],
      [
        'Der Zug fährt heute später ab als gestern, sagt die Bahn.',
        "Le train part aujourd'hui plus tard que hier, selon la compagnie des chemins de fer.",
      ],
    ],
  },
  repetition: {
    good: [['Nein, nein, nein, nein!', 'No, no, no, no!']],
    bad: [['Er sagte es oft.', 'He said it and he said it and he said it and he said it and']],
  },
  length: {
    good: [
      // Each day is no end of a sentence.
      [
        'Das Café öffnet auch am 27. März, 15. Mai, 18. September, 30. Oktober und 27. November. Alle sind herzlich dazu eingeladen.',
        'The café is also open on 27 March, 15 May, 18 September, 30 October and 27 November. All are cordially invited.',
      ],
      [
        'Der Verein feierte am Samstag ein großes Jubiläum.',
        'The club celebrated a big anniversary on Saturday.',
      ],
      [
        'Der Verein feierte am Samstag. Es kamen viele Gäste aus Bremen. Der Abend war laut. Mehr nicht.',
        'The club celebrated on Saturday, and many guests came from Bremen. The evening was loud, that was all.',
      ],
    ],
    bad: [
      // The last of three sentences, and one in the middle.
      [
        'Der Verein feierte am Samstag sein Jubiläum in Bremen. Es kamen viele Gäste aus den Nachbarorten der Stadt. Danach wurde in der großen Halle am Fluss noch lange bis in den Morgen hinein getanzt.',
        'The club celebrated its anniversary in Bremen on Saturday. Many guests came from the neighbouring villages of the city.',
      ],
      [
        'Der Verein feierte am Samstag in Bremen. Viele Gäste waren aus den Nachbarorten der Stadt mit dem Rad oder zu Fuß gekommen. Danach sprach Bürgermeister Albers mehr als zwei Stunden lang.',
        'The club celebrated in Bremen on Saturday. After that Mayor Albers spoke for more than two hours, and went on.',
      ],
      ['Der Verein feierte am Samstag ein großes Jubiläum in der Halle.', 'The club.'],
      ['Ja', 'This answer goes on at length about something that nobody asked it for at all.'],
    ],
  },
  'german-left': {
    good: [
      [
        'Die Spende ging an „Brot für die Welt“ in Berlin.',
        'The donation went to "Brot für die Welt" in Berlin.',
      ],
      ['Er ist Chef bei der Firma von der Leyen.', 'He is head of the von der Leyen company.'],
      [
        'Im Team: Maier, Huber, Lea und Anna Dreckmann, Auen, Flach, Silge.',
        'In the team: Maier, Huber, Lea und Anna Dreckmann, Auen, Flach, Silge.',
      ],
      ['Das Paket von glibc und binutils ist neu.', 'The package of glibc and binutils is new.'],
      ['Die Werte flex-grow, flex-shrink und flex-basis', 'The values flex-grow, flex-shrink and flex-basis'],
      ['Die Namen alpha, bravo, kilo, lima und oscar', 'The names alpha, bravo, kilo, lima and oscar'],
      [
        'Zeile deb http://a.example/deb main contrib non-free',
        'Line deb http://a.example/deb main contrib non-free',
      ],
    ],
    bad: [
      ['Der Minister lehnte den Vorschlag gestern ab.', 'The minister lehnte den Vorschlag gestern off.'],
      ['Das System wurde bereits geprüft und läuft.', 'The system has been geprüft and is running.'],
      ['Der Verein gewann problemlos von der Mitte aus.', 'The club gewann problemlos von der Mitte out.'],
    ],
  },
  numbers: {
    good: [
      ['Es kostet 1.234,56 Euro.', 'It costs 1,234.56 euros.'],
      ['Es waren 2.200.112 Stimmen.', 'There were 2,200,112 votes.'],
      ['5 Mio. Euro und 3 Mrd. Dollar', '€5 million and $3bn'],
      ['Schulden von 2,5 Billionen Dollar', 'debts of 2.5 trillion dollars'],
      ['Rund 20.000 Menschen', 'Some 20 thousand people'],
      ['zweieinhalb Millionen Euro', '2.5 million euros'],
      ['Anderthalb Stunden nach 14 Uhr', 'One and a half hours after 2 p.m.'],
      ['Um 17.30 Uhr und um 20 Uhr', 'At 5:30 p.m. and at 8 p.m.'],
      ['Um halb neun kamen halb so viele', 'At 8:30 a.m. half as many came'],
      ['Gegen halb eins', 'Around half past twelve'],
      ['Er kam um zehn vor drei', 'He came at 2:50'],
      ['Er kam um zehn vor eins', 'He came at ten to one'],
      ['Vor zehn nach drei Jahren', 'Before ten after three years'],
      ['Um dreiviertel acht', 'At 7:45'],
      ['Um dreiviertel acht am Abend', 'At a quarter to eight in the evening'],
      ['1,2 Mia. Franken für Mia', 'CHF 1.2 billion for Mia'],
      ['am 03.10.2024', 'on October 3, 2024'],
      ['im 19. Jahrhundert', 'in the nineteenth century'],
      ['die 1990er Jahre', 'the nineties'],
      ['in der Saison 2024/25', 'in the 2024-2025 season'],
      ['Drei von 12 Leuten', '3 of twelve people'],
      ['zwei bis drei Millionen', 'two million to three million'],
      ['im Umkreis von 500 Metern', 'within a radius of 1,650 feet'],
      ['80 Kilometer', 'fifty miles'],
      ['100 bis 200 Meter', '330 to 660 feet'],
      ['unter http://127.0.0.1:8000/docs', 'at http://127.0.0.1:8000/docs'],
      ['dreihundertfünfzig Gäste', '350 guests'],
      ['Tausende kamen 2019', 'In 2019 thousands came'],
      ['ein Allradwagen um 2:30 Uhr', 'a 4x4 at 0230 hours'],
      ['Die Schweiz zahlt 10’000 Franken.', 'Switzerland pays 10,000 francs.'],
    ],
    bad: [
      ['Es waren 34 Fälle.', 'There were 1234 cases.'],
      ['Es waren 2.200.112 Stimmen.', 'There were 2,200,113 votes.'],
      ['Im Jahr 1998 begann es.', 'It began in 1989.'],
      ['Um halb neun', 'At 9:30 a.m.'],
      ['Um zehn vor drei', 'At 4:20'],
      ['Um dreiviertel acht', 'At 9:45'],
      ['Es waren 5.000 Leute.', 'There were 5.000 people.'],
      ['Es stieg um 3,5 Punkte.', 'It rose by 3,5 points.'],
      ['Es kostet 5 Mio. Euro.', 'It costs 5 billion euros.'],
      ['drei Milliarden Menschen', 'three million people'],
      ['Schulden von 2 Billionen Dollar', 'debts of 2 billion dollars'],
      ['Sie fanden nichts.', 'They found nothing in 2019.'],
      ['1.600 Kilometer (1.000 Meilen)', 'kilometres (1,000 miles)'],
      ['71 Kilometer und 549.046 Stimmen', '1 kilometers and 549,046 votes'],
      ['71 Kilometer und 46 Stimmen', '1 kilometers and 46 votes'],
      ['46 Boote und 549.046 Stimmen', 'boats and 549,046 votes'],
    ],
  },
  dates: {
    good: [
      ['am 3. Oktober 2024', 'on 3 October 2024'],
      ['am 03.10.2024', 'on October 3, 2024'],
      ['am 03.10.2024', 'on 03/10/2024'],
      ['Frau Mai kam im August', 'Mrs Mai came in August'],
      ['vom 3. bis 11. Mai 1811', 'from 3 to 11 May 1811'],
      ['am 1. Mai', 'on May Day'],
      ['am 3. Oktober 2024', 'on the third of October 2024'],
      ['vom 1. bis 3. Oktober 1811', 'from October 1 to 3, 1811'],
      ['zwischen dem 1. und 13.10.2024', 'between October 1 and October 13, 2024'],
      ['am ersten und am 3. Oktober', 'on the 1st of October and 3 October'],
      ['am 03.10.2024', 'on 2024-10-03'],
      ['am 3.10.24', 'on 10/3/2024'],
      ['vom 13.09.19 bis 8.1.2024', 'from 13.09.19 to January 8th, 2024'],
      ['am 12.-13. Oktober 2024', 'on 12-13 October 2024'],
      ['am 12.- 13. Oktober 2024', 'on October 12 and October 13, 2024'],
    ],
    bad: [
      ['am 3. Oktober 2024', 'on 3 November 2024'],
      ['am 3. Oktober', 'on the 3rd'],
      ['am 11. Oktober 1811', 'on October 1, 1811'],
      ['am 18. Mai 1811', 'on the 11th of May 1811'],
      ['am 12.-13. Oktober 2024', 'on 12-15 October 2024'],
      ['am 17. Oktober 1745 Version 31.7.32', 'on October 7, 1745, version 31.7.32'],
      ['am 03.10.2024', 'on March 10, 2024'],
      ['am 03.10.2024', 'on 03, 2024'],
      ['am 03.10.2024', 'on 3,10-2024'],
    ],
  },
  times: {
    good: [
      ['um 14 Uhr', 'at 2 p.m.'],
      ['um 8 Uhr abends', 'at 8 p.m.'],
      ['um 12 Uhr', 'at 12 p.m.'],
      ['um 9.30 Uhr', 'at 9:30'],
    ],
    bad: [
      ['um 14 Uhr', 'at 2 a.m.'],
      ['kurz nach 11.00 Uhr', 'shortly after 11.00pm'],
    ],
  },
  percent: {
    good: [
      ['um 5 Prozent', 'by 5%'],
      ['50 Prozent der Leute', 'half of the people'],
      ['5 Prozent, 7 Prozent oder 9,5 Prozent', '5, 7 or 9.5 percent'],
    ],
    bad: [
      ['erst 5 Prozent, dann 7 Prozent', 'first 5 percent, then 7'],
      ['die Hälfte, also 50 Prozent', 'half, that is 50'],
      ['um 5 Prozent', 'by 5 points'],
      ['um 5 Punkte', 'by 5 percent'],
    ],
  },
  currency: {
    good: [
      ['5 Mio. Euro', '€5m'],
      ['12 Mrd. $', '$12 billion'],
      ['20 Pfund schwer', 'weighing 20 lbs'],
    ],
    bad: [
      ['5 Mio. Euro', '$5m'],
      ['12 Mrd. $', '12 billion'],
      ['1,2 Mia. Franken', '1.2 billion'],
      ['ein 450 Milliarden teures Projekt', 'a $450 billion project'],
      ['ein 450 Milliarden teures Projekt', 'a project of 450 billion dollars'],
      ['für acht Euro', 'for eight dollars'],
      ['in der Eurozone', 'in the dollar zone'],
    ],
  },
  units: {
    good: [
      ['ein Monitor mit 27 Zoll', 'a 27-inch monitor'],
      ['10 km', '6 miles'],
      ['24 Stunden', '24 hours'],
      ['in der 48. Minute aus 18 Metern', 'in the 48th minute from 60 feet'],
      ['2 bis 3 Tage', 'two to three days'],
      ['nach 5 Minuten, 10 Minuten und 15 Minuten', 'after 5, 10 and 15 minutes'],
      ['100 Kilometer oder 62 Meilen', '100 kilometers or 62 miles'],
      ['12 Meter hoch, 12 Fuß breit', '12 meters high, 12 feet wide'],
      ['12 V, 230 V und 74 Wh', '12 volts, 230 V and 74 watt-hours'],
      ['5 VA, 50 Wh/kg', '5 VA, 50 Wh/kg'],
      ['80 km von den 80 Meilen', '80 km of the 80 miles'],
    ],
    bad: [
      ['ein Akku mit 74 Wh', 'a battery of 74 ah'],
      ['5 Ah und 12 V', '5 Ah and 12 B'],
      ['ein Monitor mit 27 Zoll', 'a 27 customs monitor'],
      ['16 GB Speicher', '16 MB of memory'],
      ['Nach 19 Minuten und nach 36 Minuten traf er', 'After 19 minutes and after 36 Kelvin he scored'],
      ['160 Kilometer (100 Meilen) weit', '160 Kelvin (100 miles) wide'],
      ['um 9:30 Uhr, 20 Minuten später', 'at 9:30, 20 Kelvin later'],
      ['aus 18 Metern schoss Müller', 'from 18 Kelvin Müller scored'],
      // Another unit for the same figure is another measure.
      ['rund 712 Kilometer weit', 'some 712 miles wide'],
      ['1.250,5 kg schwer', 'weighing 1,250.5 pounds'],
      ['bei 20 Grad Celsius', 'at 20 degrees Fahrenheit'],
    ],
  },
  urls: {
    good: [['siehe https://example.org/a.', 'see https://example.org/a']],
    bad: [
      ['siehe https://example.org/?WT.mc_id=1', 'see https://example.org/?WT_mc_id=1'],
      ['siehe unten', 'see https://example.org'],
      ['an info@beispiel.example', 'to info@example.example'],
    ],
  },
  placeholders: {
    good: [
      ['Hallo {name}, noch %d Tage', 'Hello {name}, %d days left'],
      ['50 % der Fälle', '50% of cases'],
    ],
    bad: [
      ['Hallo {name}', 'Hello {Name}'],
      ['Hallo %s', 'Hello'],
      ['Hallo', 'Hello {name}'],
    ],
  },
  code: {
    good: [
      ['Die Lücke CVE-2024-1234 betrifft WeWorks Server.', 'The flaw CVE-2024-1234 affects WeWork servers.'],
      ['Die GroKo tagt.', 'The grand coalition is meeting.'],
      ['Die EntwicklerInnen und jede NutzerIn', 'The developers and every user'],
      ['Die Vertreter_innen reisten an.', 'The delegates arrived.'],
      ['FrankfurtLinde wächst', 'Frankfurt Linde is growing'],
    ],
    bad: [
      ['Die Lücke CVE-2024-1234 ist zu.', 'The flaw CVE-2024-1243 is closed.'],
      ['Das Feld user_id fehlt.', 'The field user id is missing.'],
      ['Der Befehl `ls` fehlt.', 'The command ls is missing.'],
      ['Auf LinkedIn steht es.', 'It is on the network.'],
    ],
  },
  names: {
    good: [['Windows-Nutzer warten.', 'Windows users are waiting.']],
    bad: [['Windows-Nutzer warten.', 'Window users are waiting.']],
  },
  'name-respelt': {
    good: [
      ['Er zog nach Norderau.', 'He moved to Norderau.'],
      ['Norderaus Rat tagt.', "Norderau's council meets."],
      ['In Moskau, Teheran und Libyen', 'In Moscow, Tehran and Libya'],
      ['Schewtschenko und Borissow in Tschernobyl', 'Shevchenko and Borisov in Chernobyl'],
      ['Der Präsident der Türkei, Erdoğan', 'The President of Türkiye, Erdogan'],
      ['Die Chemnitzer Firma', 'The company from Chemnitz'],
      ['Sein Garten in Österreich', 'His Garden in Austria'],
      ['Petersens Zürich', "Petersen's Zurich"],
      ['Im Dezember in Kopenhagen', 'In December in Copenhagen'],
      ['Alexander Lukaschenko und Peter Kroß', 'Alexander Lukashenko and Peter Kross'],
      ['Leo Trotzki, Boris Borissow, Olaf Krakau', 'Leo Trotsky, Boris Borisov, Olaf Krakow'],
      ['Linux Systeme, Otto Nord', 'Linux Systems, Otto North'],
      ['Fashion Plissjacken', 'Fashion Plissjackets'],
      ['Karin Lerch rief Otto Lorch.', 'Otto Lorch was called by Karin Lerch.'],
    ],
    bad: [
      ['Die Gemeinde Norderau baut.', 'The municipality of Northerau is building.'],
      ['Jette Brodersen schreibt.', 'Jette Brotersen writes.'],
      ['Sie wohnen in Wolbeck.', 'They live in Worbeck.'],
      ['Karin Strempf lacht.', 'Karin Stremp laughs.'],
      ['Otto Kroß fehlt.', 'Otto Koss is missing.'],
      ['Laut Nößling', 'According to Nösling'],
      ['Das sagte Hausmann.', 'Haussmann said so.'],
    ],
  },
  negation: {
    good: [
      ['Er kommt nicht.', "He isn't coming."],
      ['Er kommt nicht.', 'He is unable to come.'],
      ['Nicht nur er kommt.', 'He is coming too.'],
      ['Ist das nicht schön?', 'Is that nice?'],
      ['Sie ließ es sich nicht nehmen.', 'She insisted on it.'],
      ['Der Unfall war nicht schlimm.', 'The accident was harmless.'],
      ['Das ist noch nicht entschieden.', 'That has yet to be decided.'],
      [
        'Von A. V. Muster wurde ein nicht behobener Fehler entdeckt.',
        'An unfixed bug was found by A. V. Muster.',
      ],
      ['100 Zeichen dürfen nicht überschritten werden.', 'The maximum is 100 characters.'],
      ['Er kehrte am Abend nicht nach Hause zurück.', 'He failed to return home in the evening.'],
      ['Die Aufträge fielen so stark wie seit 2011 nicht mehr.', 'Orders fell by more than ever since 2011.'],
      ['Daran hatte er keinen unwesentlichen Anteil.', 'He had a significant part in it.'],
      ['Der Strom ist so teuer wie nie.', 'Electricity is more expensive than ever.'],
      ['Bier war beliebt wie nie zuvor.', 'Beer was more popular than ever before.'],
      ['Sie wollen keinen Zaun und keine Hecke.', "They don't want a fence or a hedge."],
      ['Bitte nicht rufen, weder hier noch im Hof.', 'Please do not shout, either here or in the yard.'],
      ['Es gab kein Brot, keinen Käse und auch keinen Wein.', 'There was no bread, cheese or wine.'],
      [
        'Das war im Mai. Er kommt nicht. Sie aber kommt.',
        'That was in May. He stays away without notice, but she is coming.',
      ],
    ],
    bad: [
      ['Er kommt nicht. Sie kommt nicht.', 'He is coming. She is not coming.'],
      ['Ohne Geld geht es nicht.', 'It works without money.'],
      ['Das ist noch nicht entschieden.', 'That has been decided.'],
      ['Man muss nicht zahlen.', 'You must pay.'],
      ['Er kommt nicht.', 'He is coming.'],
      ['Es gab keine Verletzten.', 'There were injured people.'],
      ['Der Strom ist so teuer wie nie.', 'Electricity is expensive.'],
      ['Sie wollen keinen Zaun und keine Hecke.', "They don't want a fence and do want a hedge."],
      [
        'Sie baut weder Zaun noch Tor und will keine Hecke.',
        'She builds a fence or gate and wants no hedge.',
      ],
      ['Er darf nicht rufen oder singen und kein Bier trinken.', 'He must not shout or sing and drink beer.'],
      ['Das kostet nicht nur Zeit, sondern auch Geld.', 'It costs only time, but also money.'],
      ['Die Fenster halten das nicht mehr aus.', 'The windows can bear that longer.'],
      ['Er hat sie nicht einmal gefragt.', 'He even asked her.'],
      ['Warum ist das nie geglückt?', 'Why did that succeed?'],
      ['Er wollte sich nicht beteiligen, sagt er.', 'He did want to take part, he says.'],
      // A no of the next sentence, or far from where German has it, is another.
      [
        'Er kam nicht an. Anna kam zwei Stunden später, ganz ohne Eile. Berta fuhr heim.',
        'He arrived. Anna came two hours later, in no hurry at all, and Berta went home.',
      ],
      [
        'Nicht erreicht hat uns bisher die Antwort der Firma aus Bremen auf diese Frage.',
        'The answer of the firm from Bremen has reached us so far, as to what they must do with it.',
      ],
    ],
  },
  quotes: {
    good: [
      ['Er sagte: „Ich komme.“', 'He said: "I am coming."'],
      ['Die „Zeit“ meldet', 'Die Zeit reports'],
      ['Erst „Here We Stand“, dann „Mint Mosquito“', 'First Here We Stand, then Mint Mosquito'],
      ['„Ich komme. Und noch', '"I am coming. And still'],
      ['»Ich komme morgen mit dem Zug«, sagte er', "'I am coming by train tomorrow', he said"],
      ['»Ich komme morgen mit dem Zug«, sagte er', '‘I’m coming by train tomorrow’, he said'],
    ],
    bad: [
      ['Er sagte: „Ich komme.“', 'He said: "I am coming.'],
      ['Er sagte: „Ich komme gern.“', 'He said: I will come.'],
      ['„Das geht nicht“, sagte er.', 'That is impossible, he said.'],
      ['Sie war „sehr zufrieden“ und „froh“.', 'She was very satisfied and glad.'],
      ['»Ich komme morgen mit dem Zug«, sagte er', 'I am coming by train tomorrow, he said'],
    ],
  },
  glossary: {
    good: [
      ['Die Handys und die Sicherheitslücken', 'The mobile phones and the vulnerabilities'],
      ['Ein Diensthandy', 'A work cell phone'],
    ],
    bad: [['Das Handy klingelt.', 'The handy rings.']],
  },
};

describe.each(CHECKS.map(({ reason }) => reason))('%s', (reason) => {
  const { good = [], bad = [] } = CASES[reason] ?? {};
  test('has examples both ways', () => {
    expect(good.length).toBeGreaterThan(0);
    expect(bad.length).toBeGreaterThan(0);
  });
  test.each(good)('lets through: %s -> %s', (source, target) => {
    expect(fails(reason, source, target)).toBe(false);
  });
  test.each(bad)('finds: %s -> %s', (source, target) => {
    expect(fails(reason, source, target)).toBe(true);
  });
});

test.each([
  ['Die Firma verlegt ihre Labore im Herbst nach Dresden.', 'The company is moving its', true],
  ['Die Firma verlegt ihre Labore im Herbst nach Dresden.', 'The company is moving its labs.', false],
  [
    'Die Firma zieht nach Dresden um. Die Labore folgen im Herbst.',
    'The company is moving to Dresden.',
    true,
  ],
  ['Zusammenfassung:', 'Summary', false],
  [
    'So zeigen Sie die Schätzungen und die Aktualisierungen an.',
    'To view the estimates and the updates',
    false,
  ],
  [
    'Die Firma zieht nach Dresden um. Das ist gut.',
    'The company is moving to Dresden, which is good.',
    false,
  ],
])('%s -> %s', (source, target, isCut) => {
  expect(fails('length', source, target)).toBe(isCut);
});

test('headlines may be far shorter than their source, paragraphs may not', () => {
  const source = 'Wie der Verein am Samstag sein Jubiläum feierte und wer kam';
  const target = 'How club feasted';
  expect(fails('length', source, target, 'heading')).toBe(false);
  expect(fails('length', source, target, 'paragraph')).toBe(true);
});

test('settings switch checks off, to warnings and to failures', () => {
  const input = {
    pair: { source: 'de', target: 'en' },
    kind: 'paragraph' as const,
    source: 'Er sagte: „Es sind 34.“',
    target: 'He said: "There are 35.',
  };
  const verdict = (settings = {}): unknown => {
    const { failed, warnings } = runChecks(input, settings);
    return [failed?.reason, warnings.map(({ reason }) => reason)];
  };
  expect(verdict()).toEqual(['numbers', []]);
  expect(verdict({ numbers: 'warn' })).toEqual([undefined, ['numbers', 'quotes']]);
  expect(verdict({ numbers: 'off' })).toEqual([undefined, ['quotes']]);
  expect(verdict({ numbers: 'off', quotes: 'fail' })).toEqual(['quotes', []]);
});

test('a title of few words has no language that can be told', () => {
  const [german, english] = [
    'Energiesparen bei Cern: Teilchenbeschleuniger macht Winterpause',
    'Cern energy savings: particle accelerator makes winter breaks',
  ];
  expect(fails('language', german, english, 'title')).toBe(false);
  expect(fails('language', german, english, 'heading')).toBe(false);
  expect(fails('language', german, english)).toBe(true);
});
