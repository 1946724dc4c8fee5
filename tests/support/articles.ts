/** German prose made of parts, so that a test has as many different articles as it needs; the same every time. */

const WHO = [
  'Die Stadt',
  'Der Verein',
  'Eine Forscherin',
  'Das Werk',
  'Der Hafen',
  'Die Schule',
  'Ein Bäcker',
  'Die Bahn',
  'Der Minister',
  'Das Museum',
  'Die Feuerwehr',
  'Ein Gärtner',
  'Der Chor',
];
const DOES = [
  'plant',
  'eröffnet',
  'prüft',
  'verkauft',
  'sucht',
  'erneuert',
  'schließt',
  'verlegt',
  'verteidigt',
  'beschreibt',
  'verwirft',
];
const WHAT = [
  'eine neue Brücke',
  'den alten Speicher',
  'das große Archiv',
  'ein stilles Verfahren',
  'die letzte Fähre',
  'einen langen Tunnel',
  'den hellen Saal',
];
const WHERE = ['am Fluss', 'im Norden', 'hinter dem Wald', 'nahe der Küste', 'unter dem Markt'];
const WHY = [
  'weil der Winter kommt',
  'obwohl das Geld fehlt',
  'damit alle mitreden können',
  'bevor der Rat entscheidet',
  'da niemand widersprach',
  'während die Arbeit ruht',
  'sobald es taut',
  'wie es lange gefordert war',
  'nachdem vieles misslang',
  'auch wenn manche zweifeln',
  'solange der Vertrag gilt',
  'falls die Zeit reicht',
  'seit die Halle leer steht',
  'ohne dass es jemand merkt',
  'als wäre nichts geschehen',
  'indem sie Nachbarn fragt',
  'zumal der Boden trägt',
];

/** `count` sentences in one paragraph; other numbers give other sentences (up to some thousand). */
export function sentences(seed: number, count: number): string {
  return Array.from({ length: count }, (_, index) => sentence(seed * 11 + index)).join(' ');
}

function sentence(n: number): string {
  const of = (parts: readonly string[]) => parts[n % parts.length];
  return `${of(WHO)} ${of(DOES)} ${of(WHERE)} ${of(WHAT)}, ${of(WHY)}.`;
}
