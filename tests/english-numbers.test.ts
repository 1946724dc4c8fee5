import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonToRefuse } from '../src/segments/judge.ts';
import { mendDates } from '../src/segments/numbers/german-dates.ts';
import { mendNotation } from '../src/segments/numbers/mend-notation.ts';
import { mendTimes } from '../src/segments/numbers/mend-times.ts';
import { withEnglishNumbers } from '../src/translate/with-english-numbers.ts';
import { withFallback } from '../src/translate/with-fallback.ts';
import { PERSON, type Segment } from '../src/types.ts';
import { fakeProvider } from './support/fake-providers.ts';

describe('mendNotation', () => {
  test.each([
    ['Es sind 1.234,56 Euro', 'It is 1.234,56 euros', 'It is 1,234.56 euros'],
    [
      'Die <g id="1">2.200.112</g> Stimmen',
      'The <g id="1">2.200.112</g> votes',
      'The <g id="1">2,200,112</g> votes',
    ],
    ['5,5 Grad', '5,5 degrees', '5.5 degrees'],
    // The source does not have it so: this may be another number.
    ['17 000 Menschen', '17.000 people', '17.000 people'],
    ['Es sind 1,234 Gramm', 'It is 1.234 grams', 'It is 1.234 grams'],
    // These are no numbers.
    ['Version 2.100 ist da', 'Version 2.100 is here', 'Version 2.100 is here'],
    ['Host 10.100.100.1', 'host 10.100.100.1', 'host 10.100.100.1'],
    ['am 03.10.2024', 'on 03.10.2024', 'on 03.10.2024'],
    ['Es sind 14.960,51 Euro', 'It is 14.960.51 euros, 14,960,51', 'It is 14,960.51 euros, 14,960.51'],
    ['siehe a/1.234 und b-1.234', 'see a/1.234 and b-1.234', 'see a/1.234 and b-1.234'],
  ])('"%s": "%s" is "%s"', (source, target, mended) => {
    expect(mendNotation(source, target)).toBe(mended);
  });

  test('makes of each number the same number, and nothing of the rest', () => {
    const number = fc.tuple(fc.integer({ min: 0, max: 9e9 }), fc.integer({ min: 0, max: 99 }), fc.boolean());
    fc.assert(
      fc.property(fc.array(number, { minLength: 1, maxLength: 6 }), (numbers) => {
        const write = (language: string) => {
          const format = (value: number, places: number) =>
            value.toLocaleString(language, { minimumFractionDigits: places, maximumFractionDigits: places });
          const texts = numbers.map(([whole, cents, hasCents]) =>
            format(hasCents ? whole + cents / 100 : whole, hasCents ? 2 : 0),
          );
          return `It was ${texts.join(' and then ')}.`;
        };
        expect(mendNotation(write('de-DE'), write('de-DE'))).toBe(write('en-US'));
        expect(mendNotation(write('de-DE'), write('en-US'))).toBe(write('en-US'));
      }),
      { numRuns: 500 },
    );
  });
});

describe('mendDates', () => {
  test.each([
    ['am 28.07.2022', 'on 28,07-2022', 'on 28.07.2022'],
    ['am 1.4.2021', 'on 1.4, 2021', 'on 1.4.2021'],
    ['am 14.08.21', 'on the 14th.08.21', 'on the 14.08.21'],
    ['am 5. November 2022', 'on the 5th. November 2022', 'on the 5th November 2022'],
    ['am 5. November 2022', 'on 5. November 2022', 'on 5 November 2022'],
    // What somebody may have meant.
    ['am 28.07.2022', 'on 28/07/2022', 'on 28/07/2022'],
    ['am 28.07.2022', 'on 28-07-2022', 'on 28-07-2022'],
    // Another date, or none.
    ['am 28.07.2022', 'on 27,07,2022', 'on 27,07,2022'],
    ['Version 1.4.2021', 'version 1,4,2021', 'version 1,4,2021'],
    ['die Zahlen 1, 4, 2021', 'the figures 1, 4, 2021', 'the figures 1, 4, 2021'],
    ['Es war 2022. Mai kam.', 'It was in 2022. May came.', 'It was in 2022. May came.'],
  ])('"%s": "%s" is "%s"', (source, target, mended) => {
    expect(mendDates(source, target)).toBe(mended);
  });
});

describe('mendTimes', () => {
  test.each([
    [
      'It begins at 17:30 p.m. and ends at 22.15 pm, they say',
      'It begins at 17:30 and ends at 22.15, they say',
    ],
    ['Open from 8:00 to 18:30 a.m.', 'Open from 8:00 to 18:30.'],
    ['It ends at 18:30 p.m. Then it is dark', 'It ends at 18:30. Then it is dark'],
    ['at 8:30 p.m. or 12:45 a.m., 13:20 pmol', 'at 8:30 p.m. or 12:45 a.m., 13:20 pmol'],
    ['Friday, 17 o’clock. It is', 'Friday, 17:00. It is'],
    ["at 5:45 o'clock, at 23:50 o'clock", "at 5:45 o'clock, at 23:50"],
    ['On Thursday (21 a.m.) City is', 'On Thursday (21:00) City is'],
    ['at 19 a.m <x id="1"/>', 'at 19:00 <x id="1"/>'],
    ['number 19 am Markt, 119 p.m., at 9 p.m.', 'number 19 am Markt, 119 p.m., at 9 p.m.'],
  ])('of the hours in "%s" those after twelve name no half of the day', (target, mended) => {
    expect(mendTimes('', target)).toBe(mended);
  });

  test.each([
    ['von 15.00 bis 18.00 Uhr', 'from 15,00 to 18.00 a.m.', 'from 15:00 to 18:00.'],
    ['9.30 – 12:15 Uhr', '9.30 – 12:15 a.m.', '9:30 – 12:15 a.m.'],
    ['um 20.15 Uhr für 20,15 Euro', 'at 20.15 for 20.15 euros', 'at 20.15 for 20.15 euros'],
    ['um 20.15 Uhr', 'at 20.15 a.m.', 'at 20:15.'],
    ['15.00 Meter um 16.00 Uhr', '15.00 metres at 16:00', '15.00 metres at 16:00'],
  ])('"%s": "%s" is "%s"', (source, target, mended) => {
    expect(mendTimes(source, target)).toBe(mended);
  });
});

describe('withEnglishNumbers', () => {
  const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Es sind 1.234,56 Euro.', tags: [] }];
  const ask = (provider: Parameters<typeof withEnglishNumbers>[0], target = 'en') =>
    provider.translate({ pair: { source: 'de', target }, segments, signal: new AbortController().signal });
  const left = 'It is 1.234,56 euros.';

  test('what was mended goes to no second provider', async () => {
    const dear = fakeProvider(() => 'It is 1,234.56 euros, dearly.');
    const steps = [withEnglishNumbers(fakeProvider(() => left)), dear].map((provider) => ({ provider }));
    const { targets } = await ask(withFallback(steps, { refuse: reasonToRefuse }));
    expect(targets[0]?.target).toBe('It is 1,234.56 euros.');
    expect(dear.requests).toHaveLength(0);
  });

  test('other languages, and what a person wrote, are not touched', async () => {
    const fake = fakeProvider(() => left);
    expect((await ask(withEnglishNumbers(fake), 'fr')).targets[0]?.target).toBe(left);
    const person = {
      ...fake,
      translate: async () => ({ targets: [{ target: left, provider: PERSON }], usage: { characters: 0 } }),
    };
    expect((await ask(withEnglishNumbers(person))).targets[0]?.target).toBe(left);
  });
});
