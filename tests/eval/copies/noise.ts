/** Makes copies of an article as syndication does: another title, other noise around and within, blocks cut and joined. */

const HEAD = [
  'Startseite > Technik > News',
  'Vertikale Suche. Ai.',
  'Von Redaktion - 12. März 2026, 14:05 Uhr',
  'Teilen Twittern Mailen Drucken',
  'Lesezeit: 4 Minuten',
  'Dieser Beitrag wurde maschinell aus einer fremden Quelle übernommen und nicht von uns geprüft.',
  'Read this article in our app for the best experience on the go.',
];
const TAIL = [
  'Zeitstempel:',
  'Mehr von Das Register',
  'Quelle: Plato Data Intelligence',
  'PlatoData.Network Vertikale generative KI. Motiviere dich selbst. Hier zugreifen.',
  'SEO-gestützte Content- und PR-Distribution. Holen Sie sich noch heute Verstärkung.',
  'Abonnieren Sie unseren Newsletter und verpassen Sie keine Nachricht mehr!',
  'Das könnte Sie auch interessieren',
  'Neue Grafikkarten im Test: Was die Oberklasse wirklich leistet und was sie kostet',
  'Wie sich Rechenzentren auf den nächsten heißen Sommer vorbereiten müssen',
  'Copyright 2026. Alle Rechte vorbehalten. Vervielfältigung nur mit Genehmigung des Verlages.',
  'Folgen Sie uns auf Facebook, Instagram und LinkedIn für tägliche Nachrichten aus der Welt der Technik.',
];
const WITHIN = ['PlatoBlockchain Data Intelligence', 'Anzeige', '(Link öffnet in neuem Fenster)'];

/** `paragraphs` as another site would show them. */
export function makeCopy(paragraphs: readonly string[], random: () => number): string[] {
  const pick = (from: readonly string[], count: number) =>
    [...from].sort(() => random() - 0.5).slice(0, Math.floor(random() * (count + 1)));
  const body = paragraphs.flatMap((paragraph) => alter(paragraph, random));
  // A block is lost now and then, or an ad stands between two.
  if (body.length > 6 && random() < 0.3) body.splice(Math.floor(random() * body.length), 1);
  if (random() < 0.5) body.splice(Math.floor(random() * body.length), 0, WITHIN[1] as string);
  return [...pick(HEAD, 4), ...body, ...pick(TAIL, 7)];
}

function alter(paragraph: string, random: () => number): string[] {
  const words = paragraph.split(' ');
  if (words.length > 12 && random() < 0.1)
    words.splice(Math.floor(random() * words.length), 0, WITHIN[0] as string);
  if (words.length > 12 && random() < 0.05)
    words.splice(Math.floor(random() * words.length), 0, WITHIN[2] as string);
  const text =
    random() < 0.3
      ? words
          .join(' ')
          .replace(/[„“"”]/gu, '"')
          .replace(/[–—]/gu, '-')
      : words.join(' ');
  const halves = /^(.{80,}?[.!?])\s+(\p{Lu}.{40,})$/su.exec(text);
  return halves && random() < 0.15 ? [halves[1] as string, halves[2] as string] : [text];
}
