/** Ordinals, fractions and shares that a small model loses or takes for others, `vorletzter` for the last. */

/** `Am vorletzten Spieltag` as `Am Spieltag vor dem letzten`, by the article; what `der` is of tells the ending. */
const LAST_BUT_ONE =
  /(?<!\p{L})([Aa]m|[Ii]m|[Zz]um|[Vv]om|[Bb]eim|[Dd]e[nmr]|[Dd]ie|[Dd]as|[Zz]ur|[Ee]inen?) vorletzte([nrs]?) (\p{Lu}[\p{L}-]*)/gu;
const PLACE = /(?<!\p{L})([Vv])orletzte([nrs]?) ((?:Tabellenp|P)latz|Rang)(?!\p{L})/gu;
const LAST_BUT_ONE_OF_ALL =
  /(?<=(?<!\p{L})(?:war|wurde|ist|als|sind|bleibt|blieb|auf) )Vorletzte[rn]?(?!\p{L})/gu;
/** Of what there is more to say, `im vorletzten Jahr des Krieges`, it is not counted from now. */
const AGO =
  /(?<!\p{L})(?:(I|i)m vorletzten (Jahr|Monat|Quartal)|(V|v)orletzte[sn] (Jahr|Monat)|(I|i)n der vorletzten (Woche)|(V|v)orletzte (Woche))(?!\p{L}| (?:de[rs]|seine|ihre|eine|vo[rnm]|dieser|dieses|unter)(?:[rs])?(?!\p{L}))/gu;
const MANY: Readonly<Record<string, string>> = {
  Jahr: 'Jahren',
  Monat: 'Monaten',
  Quartal: 'Quartalen',
  Woche: 'Wochen',
};
/** Became a half. */
const ONE_AND_A_HALF = /(?<!\p{L})anderthalb(mal(?!\p{L})|(?!\p{L}))/giu;
const PER_MILLE = /(?<=(?:\d|zwei|drei|vier|ein|als) )Promille(?!\p{L})/gu;

export function putKnownNumerals(text: string): string {
  return text
    .replace(AGO, (whole, ...found: (string | undefined)[]) => {
      const [i, time1, v, time2, n, time3, w, time4] = found;
      const isFirst = /^[IV]$/u.test(i ?? v ?? n ?? w ?? '');
      const time = MANY[time1 ?? time2 ?? time3 ?? time4 ?? ''];
      return time ? `${isFirst ? 'Vor' : 'vor'} zwei ${time}` : whole;
    })
    .replace(
      PLACE,
      (_, v: string, ending: string, place: string) =>
        `${v === 'V' ? 'Zweite' : 'zweite'}${ending} ${place} von unten`,
    )
    .replace(LAST_BUT_ONE_OF_ALL, 'Zweiter von unten')
    .replace(LAST_BUT_ONE, (_, article: string, ending: string, noun: string) => {
      const isFeminine = /^(?:die|zur)$/iu.test(article) || (/^der$/iu.test(article) && ending === 'n');
      return `${article} ${noun} vor de${isFeminine ? 'r' : 'm'} letzten`;
    })
    .replace(ONE_AND_A_HALF, (_, times: string) => `1,5${times && '-mal'}`)
    .replace(PER_MILLE, 'per mille');
}
