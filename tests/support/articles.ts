/**
 * German prose made of parts, so that a test has as many different articles as it needs; the same every time. The words
 * are many, as in articles of the world two of which seldom share four in a row.
 */

const FIRST =
  pairs(`Stadt city, Wald forest, Fluss river, Markt market, Hafen harbour, Berg mountain, Schul school,
  Kirch church, Mühlen mill, Garten garden, Eisen iron, Winter winter, Sommer summer, Nacht night, Sonnen sun, Regen rain,
  Brot bread, Holz wood, Stein stone, Kohlen coal, Wein wine, Salz salt, Papier paper, Glas glass, Milch milk, Post post,
  Land country, Kinder child, Bürger citizen, Kunst art, Musik music, Wasser water, Feuer fire, Luft air, Tier animal`);
const SECOND =
  pairs(`brücke bridge, halle hall, straße street, fabrik factory, messe fair, bahn railway, wache guard,
  gruppe group, ordnung order, steuer tax, karte map, zeitung newspaper, prüfung exam, kammer chamber, stiftung foundation,
  werkstatt workshop, börse exchange, bank bank, kasse fund, woche week, feier party, reise journey, forschung research,
  behörde authority, siedlung estate, grenze border, maschine machine, lampe lamp, quelle spring, pflege care, kultur culture`);
const DOES =
  pairs(`eröffnet opens, prüft examines, verkauft sells, sucht seeks, erneuert renews, schließt closes,
  verlegt moves, verteidigt defends, beschreibt describes, braucht needs, ordnet sorts, mietet rents, plant plans`);
const WHEN = pairs(`heute today, morgen tomorrow, wieder again, bald soon, zuerst first, endlich finally,
  plötzlich suddenly, gemeinsam together, leise quietly, öffentlich publicly, eilig hastily, sorgfältig carefully,
  montags Mondays, abends evenings, seitdem since`);
const WHERE = pairs('nahe near, hinter behind, unter below, neben beside, vor before');
const WHY =
  pairs(`weil because, obwohl although, während while, sobald once, nachdem after, solange whenever, falls if,
  damit so, zumal especially`);
const VERB =
  pairs(`fehlt lacks, ruht rests, kommt comes, gilt holds, reicht suffices, wächst grows, bleibt stays,
  steht stands, sinkt sinks, wartet waits, beginnt begins`);
const ARTICLES = pairs('Die The, die the, der the');

/** The English of each part, by its German. */
export const ENGLISH_OF_PARTS: Readonly<Record<string, string>> = Object.fromEntries([
  ...FIRST.map(([german, english]) => [german, `${english} `]),
  ...[SECOND, DOES, WHEN, WHERE, WHY, VERB, ARTICLES].flat(),
]);

/** `count` sentences in one paragraph; other numbers give other sentences. */
export function sentences(seed: number, count: number): string {
  return Array.from({ length: count }, (_, index) => sentence(seed * 11 + index)).join(' ');
}

function sentence(n: number): string {
  let slot = 0;
  const of = (parts: readonly (readonly string[])[]) => parts[mix(n * 16 + slot++) % parts.length]?.[0];
  const thing = () => `${of(FIRST)}${of(SECOND)}`;
  return `Die ${thing()} ${of(DOES)} die ${thing()} ${of(WHEN)} ${of(WHERE)} der ${thing()}, ${of(WHY)} die ${thing()} ${of(VERB)}.`;
}

/** The last mix of MurmurHash: numbers side by side pick parts that have nothing to do with each other. */
function mix(n: number): number {
  let hash = Math.imul(n ^ (n >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function pairs(list: string): string[][] {
  return list.split(',').map((pair) => pair.trim().split(' '));
}
