/** The families of noise that scrapers and syndication leave in articles, each varied, and where each stands. */

export interface Family {
  name: string;
  /** Where the noise goes: into a sentence, or as blocks of its own in one place of the text. */
  place: 'sentence' | 'sentence-start' | 'sentence-end' | 'head' | 'middle' | 'tail';
  /** One of these is planted; several strings are blocks that follow each other. */
  noise: readonly (readonly string[])[];
  /** Also in capitals, lower case, other spacing and without punctuation. */
  varied?: boolean;
  /** How the text must go on. */
  before?: RegExp;
}

const one = (...texts: string[]): string[][] => texts.map((text) => [text]);

/** The bare name goes out of a sentence only in a text that shows other signs of the network; see injections.test.ts. */
const PLATO = one(
  'PlatoBlockchain Data Intelligence. Vertikale Suche. Ai.',
  'PlatoBlockchain Data Intelligence. Vertical Search. Ai.',
  'PlatoData.Network Vertikale generative KI. Motiviere dich selbst. Hier zugreifen.',
  'PlatoAiStream. Web3-Intelligenz. Wissen verstärkt. Hier zugreifen.',
  'PlatoAiStream. Web3 Intelligence. Knowledge Amplified. Access Here.',
  'PlatoESG. Kohlenstoff, CleanTech, Energie, Umwelt, Solar, Abfallwirtschaft. Hier zugreifen.',
  'PlatoHealth. Biotech and Clinical Trials Intelligence. Access Here.',
  'SEO-gestützte Content- und PR-Distribution. Holen Sie sich noch heute Verstärkung.',
  'SEO Powered Content & PR Distribution. Get Amplified Today.',
  'BlockOffsets. Modernisierung des Eigentums an Umweltkompensationen. Hier zugreifen.',
  'ChartPrime. Elevate your Trading Game with ChartPrime. Access Here.',
);

export const FAMILIES: readonly Family[] = [
  { name: 'PlatoBlockchain within a sentence', place: 'sentence', noise: PLATO, varied: true },
  {
    name: 'PlatoBlockchain as a block',
    place: 'middle',
    noise: [...PLATO, ['PlatoBlockchain Data Intelligence']],
    varied: true,
  },
  {
    name: 'PlatoBlockchain split over blocks',
    place: 'middle',
    noise: [
      ['PlatoBlockchain Data Intelligence.', 'Vertikale Suche.', 'Ai.'],
      ['PlatoData.Network Vertikale generative KI.', 'Motiviere dich selbst.', 'Hier zugreifen.'],
    ],
    varied: true,
  },
  {
    name: 'widget labels',
    place: 'tail',
    noise: one('Zeitstempel:', 'Zeitstempel: 3. Mai 2026', 'Time Stamp:', 'Quelle: Plato Data Intelligence'),
  },
  {
    name: 'more of a source',
    place: 'tail',
    noise: [
      ['Mehr von Das Register', 'Neue Grafikkarten im Test', 'Was der Sommer kostet'],
      ['More from The Register', 'New chips tested', 'What summer costs'],
    ],
  },
  { name: 'end marks', place: 'sentence-end', noise: one('®', '■') },
  {
    // Before a name it may be the sentence's verb: `Aktualisiert Apple das System, …`.
    name: 'glued kickers',
    place: 'sentence-start',
    noise: one('Aktualisiert', 'Updated', 'Exklusiv'),
    before: /^(?:D(?:er|ie|as|en|em)|Eine?[mnrs]?|I[mn]|The|An?|This) /u,
  },
  {
    name: 'share bars',
    place: 'tail',
    noise: one('Teilen', 'Artikel teilen', 'Auf Facebook teilen', 'Share this article', 'Share on Facebook'),
  },
  {
    name: 'newsletters',
    place: 'middle',
    noise: one(
      'Jetzt unseren kostenlosen Newsletter abonnieren!',
      'Abonnieren Sie unseren Newsletter und verpassen Sie keine Nachricht mehr!',
      'Sign up for our daily newsletter',
    ),
  },
  {
    name: 'subscriptions',
    place: 'tail',
    noise: one(
      'Jetzt abonnieren',
      'Sie haben bereits ein Abo? Hier anmelden',
      'Already a subscriber? Log in',
      'Subscribe now',
    ),
  },
  {
    name: 'advertising labels',
    place: 'middle',
    noise: one('Anzeige', 'ANZEIGE', '- Anzeige -', 'Werbung', 'ADVERTISEMENT', 'Story continues below'),
  },
  {
    name: 'teasers',
    place: 'middle',
    noise: one(
      'Lesen Sie auch: Wie die Stadt ihre Bäume zählt',
      'Mehr zum Thema: Der lange Weg zur neuen Brücke',
      'Read also: How the city counts its trees',
    ),
  },
  {
    name: 'related lists',
    place: 'tail',
    noise: [
      ['Das könnte Sie auch interessieren', 'Wie die Stadt ihre Bäume zählt', 'Der Weg zur neuen Brücke'],
      ['Ähnliche Artikel', 'Wie die Stadt ihre Bäume zählt'],
      ['Related stories', 'How the city counts its trees'],
    ],
  },
  {
    name: 'consent layers',
    place: 'middle',
    noise: one(
      'Empfohlener redaktioneller Inhalt',
      'An dieser Stelle finden Sie einen externen Inhalt. Mit einem Klick können Sie ihn sich anzeigen lassen.',
      'Ich bin damit einverstanden, dass mir externe Inhalte angezeigt werden.',
    ),
  },
  {
    name: 'comment sections',
    place: 'tail',
    noise: one(
      'Kommentare',
      '12 Kommentare',
      'Kommentar schreiben',
      'Leave a comment',
      'Diskutieren Sie mit',
    ),
  },
  { name: 'author boxes', place: 'tail', noise: [['Über den Autor', 'Er schreibt seit Jahren über Netze.']] },
  {
    name: 'reading times',
    place: 'head',
    noise: one('Lesezeit: 4 Min.', '3 Minuten Lesezeit', '4 min read'),
  },
  {
    name: 'timestamps',
    place: 'head',
    noise: one('Stand: 12.05.2026, 10:30 Uhr', '03.05.2026, 12:30 Uhr', 'vor 3 Stunden'),
  },
  { name: 'agency marks', place: 'sentence-end', noise: one('(dpa)', '(dpa/afp)', '(Reuters)') },
  {
    name: 'legal lines',
    place: 'tail',
    noise: one('© 2026 Netzblick. Alle Rechte vorbehalten.', 'Copyright 2026. All rights reserved.'),
  },
];
