import { describe, expect, test } from 'vitest';
import { translateSegments } from '../src/providers/bergamot-segments.ts';
import { spellOut } from '../src/providers/bergamot-spell-out.ts';
import { spellOutDates } from '../src/segments/numbers/german-dates.ts';
import type { GlossaryTerm } from '../src/types.ts';
import { segment, translate } from './support/fake-engine.ts';

describe('a tag goes', () => {
  test.each([
    [
      'around its words where they stand as they are',
      'Das trifft <g id="1">Bosch</g>.',
      { 'Das trifft <b id="1">Bosch</b>.': 'This <b id="1">affects</b> Bosch.' },
      'This affects <g id="1">Bosch</g>.',
    ],
    [
      'before a possessive',
      'Die Leute von <g id="1">Peter Schmidt</g>.',
      { 'Die Leute von <b id="1">Peter Schmidt</b>.': 'Peter <b id="1">Schmidt\'s</b> people.' },
      '<g id="1">Peter Schmidt</g>\'s people.',
    ],
    [
      'around its translation, small or with an article',
      'Er nennt <g id="1">Sicherheit</g> wichtig.',
      {
        'Er nennt <b id="1">Sicherheit</b> wichtig.':
          'He <b id="1">calls</b> security <b id="1">important</b>.',
        Sicherheit: 'The security.',
      },
      'He calls <g id="1">security</g> important.',
    ],
    [
      'around its translation with another ending',
      'Er liebt <g id="1">Netze</g>.',
      { 'Er liebt <b id="1">Netze</b>.': '<b id="1">He</b> loves networking.', Netze: 'Networks' },
      'He loves <g id="1">networking</g>.',
    ],
    [
      'where the engine put it, if that is one place, without asking and without an article',
      'Er nennt <g id="1">Sicherheit</g> wichtig.',
      { 'Er nennt <b id="1">Sicherheit</b> wichtig.': 'He calls <b id="1">the safety,</b> important.' },
      'He calls the <g id="1">safety</g>, important.',
    ],
    [
      'to its own place of several',
      'Apple gegen <g id="1">Apple</g>.',
      { 'Apple gegen <b id="1">Apple</b>.': '<b id="1">Apple</b> against Apple.' },
      'Apple against <g id="1">Apple</g>.',
    ],
    [
      'where the engine put it, if its words stand more often or not at all',
      'Nur <g id="1">Apple</g> mag <g id="2">Obst</g>.',
      {
        'Nur <b id="1">Apple</b> mag <b id="2">Obst</b>.':
          '<b id="1">Apple</b> says Apple likes <b id="2">it</b>.',
        Obst: 'fruit',
      },
      '<g id="1">Apple</g> says Apple likes <g id="2">it</g>.',
    ],
    [
      'never into a longer number',
      'Es sind <g id="1">12</g> Jahre.',
      { 'Es sind <b id="1">12</b> Jahre.': '<b id="1">These</b> 12,500 years.' },
      '<g id="1">These</g> 12,500 years.',
    ],
    [
      'with the tags that hold nothing but it',
      'Das trifft <g id="1"><g id="2">Bosch</g></g>.',
      { 'Das trifft <b id="1"><b id="2">Bosch</b></b>.': 'This <b id="1">affects</b> <b id="2">Bosch</b>.' },
      'This affects <g id="1"><g id="2">Bosch</g></g>.',
    ],
    [
      'past another that changes places with it',
      '<g id="1">Bosch</g> mag <g id="2">Linux</g>.',
      { '<b id="1">Bosch</b> mag <b id="2">Linux</b>.': '<b id="2">Bosch</b><b id="1"> likes Linux</b>.' },
      '<g id="1">Bosch</g> likes <g id="2">Linux</g>.',
    ],
    [
      'into no tag that it was not in',
      '<g id="1">Er und sie</g> – <g id="2">Linux</g>.',
      {
        '<b id="1">Er und sie</b> – <b id="2">Linux</b>.': '<b id="2">They</b> – <b id="1">Linux.</b>',
        'Er und sie': 'both',
      },
      '<g id="2">They</g> – <g id="1">Linux.</g>',
    ],
    [
      'around no other tag',
      '<x id="2"/>Das ist <g id="1">Peter Schmidt</g>.',
      {
        '<img id="2">Das ist <b id="1">Peter Schmidt</b>.':
          'This is <b id="1">Peter</b> <img id="2">Schmidt.',
      },
      'This is <g id="1">Peter</g> <x id="2"/> Schmidt.',
    ],
    [
      'around all of its sentence, without asking',
      'Das ist so. <g id="1">Ende gut.</g>',
      { 'Das ist so.': 'It is so.', '<b id="1">Ende gut.</b>': 'All <b id="1">is</b> well.' },
      'It is so. <g id="1">All is well.</g>',
    ],
    [
      'into its own sentence',
      'Bosch baut. Das mag <g id="1">Bosch</g>.',
      { 'Bosch baut.': 'Bosch and Bosch.', 'Das mag <b id="1">Bosch</b>.': 'Bosch <b id="1">likes</b> it.' },
      'Bosch and Bosch. <g id="1">Bosch</g> likes it.',
    ],
  ])('%s', async (_rule, source, answers: Record<string, string>, expected) => {
    const { target, asked } = await translate(source, answers);
    expect(target).toBe(expected);
    expect(asked).toEqual(Object.keys(answers));
  });
});

describe('a short quoted term', () => {
  test.each([
    [
      'gets its marks around its translation',
      'Das Wort „Kalifat“ fehlt.',
      {
        'Das Wort <b id="2000000">Kalifat</b> fehlt.': 'The <b id="2000000">word</b> caliphate is missing.',
        Kalifat: 'Caliphate',
      },
      'The word “caliphate” is missing.',
    ],
    [
      'that is no name has them where the engine puts it, if that is one place',
      'Er war „spät“ dran.',
      { 'Er war <b id="2000000">spät</b> dran.': 'He was <b id="2000000">too late</b>.' },
      'He was “too late”.',
    ],
    [
      'is shown to the engine only where that adds no space to the text',
      'Er war „spät“: oft.',
      { 'Er war spät: oft.': 'He was late: often.', spät: 'late' },
      'He was “late”: often.',
    ],
    [
      'may stand in a tag, or around it',
      'Von <g id="1">"Bosch"</g> und ‚<g id="2">Linux</g>‘.',
      {
        'Von <b id="1"><b id="2000002">Bosch</b></b> und <b id="2000001"><b id="2">Linux</b></b>.':
          '<b id="1"><b id="2000002">Of</b></b> Bosch and <b id="2">Linux.</b>',
      },
      'Of <g id="1">“Bosch”</g> and ‘<g id="2">Linux</g>’.',
    ],
    [
      'is asked for again with its marks, alone, when it has no clear place',
      'Er kam. Das Wort «Muchele» fehlt.',
      {
        'Er kam.': 'He came.',
        'Das Wort <b id="2000000">Muchele</b> fehlt.': 'The <b id="2000000">word</b> is missing.',
        Muchele: 'smell',
        'Das Wort «Muchele» fehlt.': 'The word "Muchle" is missing.',
      },
      'He came. The word "Muchle" is missing.',
    ],
  ])('%s', async (_rule, source, answers: Record<string, string>, expected) => {
    const { target, asked } = await translate(source, answers, { quotesApart: true });
    expect(target).toBe(expected);
    expect(asked).toEqual(Object.keys(answers));
  });

  test.each([
    'Er sagte: „Ich komme morgen früh mit dem Zug.“',
    '„Das ist die Zukunft dieser Stadt“, sagte er.',
    'Ein 13" und ein 15" Gerät, it\'s Peter\'s.',
    '„<g id="1">ein</g> Haus“',
  ])('is no longer quotation, no inch, no apostrophe: %s', async (source) => {
    const { asked } = await translate(source, {}, { quotesApart: true });
    expect(asked[0]).toBe(source.replaceAll('<g', '<b').replaceAll('</g', '</b'));
  });

  test('stays in its marks unless the model wants it otherwise', async () => {
    expect((await translate('Das „Wort“ fehlt.', {})).asked).toEqual(['Das „Wort“ fehlt.']);
  });
});

test.each([
  ['Chiphersteller Halden zieht um', 'chip maker Halden moves', 'Chip maker Halden moves'],
  ['„Chiphersteller“ sind hier', '"chip makers" are here', '"Chip makers" are here'],
  ['iPhone von Apple', 'iPhone by Apple', 'iPhone by Apple'],
  ['Das iPhone von Apple', 'iPhone by Apple', 'iPhone by Apple'],
  ['Haus am See', 'a house by the lake', 'A house by the lake'],
  ['wird fortgesetzt', 'to be continued', 'to be continued'],
  ['3D-Drucker', '3D printer', '3D printer'],
])('what begins with a capital does so in English: %s', async (source, answer, expected) => {
  expect((await translate(source, { [source]: answer })).target).toBe(expected);
});

test('a sentence without letters is not sent, one that comes back empty or not at all leaves its segment unanswered', async () => {
  const { target, asked } = await translate('Er kam. 12!', { 'Er kam.': 'He came.' });
  expect([target, asked]).toEqual(['He came. 12!', ['Er kam.']]);
  expect(
    (await translate('Er kam. Er ging.', { 'Er kam.': 'He came.', 'Er ging.': ' ' })).target,
  ).toBeUndefined();
  const options = { splitSentences: (text: string) => [text], scored: false, quotesApart: true };
  const broken = { translate: async () => [undefined], translateTerm: async () => undefined };
  expect(await translateSegments([segment('Er kam.')], { ...options, ...broken })).toEqual([undefined]);
});

test('a subscript goes to the engine as a plain digit', async () => {
  expect(await translate('Weniger CO₂.', { 'Weniger CO2.': 'Less CO2.' })).toMatchObject({
    target: 'Less CO2.',
  });
});

test('signs that no vocabulary has go to the engine as those that it has', async () => {
  const { asked } = await translate('Bei 0,5 ‰, 3 m³ und ´nie´, x‐y.', {});
  expect(asked[0]).toBe('Bei 0,5 per mille, 3 m3 und ’nie’, x-y.');
});

test.each([
  ['Heizung ✓ sofort ► hier.', 'Heating ✓ at once ► here.'],
  ['Die Dichte ρ in 北京.', 'The density ρ in 北京.'],
  ['Ein Smiley ☺ ist da.', 'A smiley ☺ is there.'],
  ['Sehr gut 👍🏽, finde ich.', 'Very good 👍🏽, I think.'],
  ['Neu: <g id="1">Familie 👨‍👩‍👧</g> in 🇩🇪', 'New: <g id="1">Family 👨‍👩‍👧</g> in 🇩🇪'],
])('the engine sees no picture, and it comes back: %s', async (german, english) => {
  const numbered = (text: string) => {
    let id = 1_000_000;
    return text
      .replace(/✓|►|ρ|北京|☺|👍🏽|👨‍👩‍👧|🇩🇪/gu, () => `<img id="${id++}">`)
      .replaceAll('g>', 'b>')
      .replaceAll('<g', '<b');
  };
  const { target, asked } = await translate(german, { [numbered(german)]: numbered(english) });
  expect(asked[0]).toBe(numbered(german));
  expect(target).toBe(english);
});

test('watt hours have their capital again', async () => {
  const { target } = await translate('Er hat 74 Wh.', { 'Er hat 74 Wh.': 'It has 74wh.' });
  expect(target).toBe('It has 74Wh.');
});

test('the earliest time is not the latest', async () => {
  const source = 'Frühestens im Mai.';
  expect((await translate(source, { [source]: 'At the latest in May.' })).target).toBe(
    'At the earliest in May.',
  );
});

test('an answer with broken characters is none', async () => {
  expect((await translate('Ein ⸮.', { 'Ein ⸮.': 'A \uFFFD.' })).target).toBeUndefined();
});

test('millions and billions are asked for in whole words, where a number stands before them', async () => {
  const { asked } = await translate(
    'Viele Mio., 2,4 Mio.\u00a0Euro, <g id="1">5 Mrd.\u00a0Dollar</g>, 3 Mio.Nutzer.',
    {},
  );
  expect(asked[0]).toBe(
    'Viele Mio., 2,4 Millionen\u00a0Euro, <b id="1">5 Milliarden\u00a0Dollar</b>, 3 Mio.Nutzer.',
  );
});

test.each([
  ['1,64 Mill. Barrel, 50 Tsd. Leute und Mia.', '1,64 Millionen Barrel, 50 Tausend Leute und Mia.'],
  ['1,2 Mia. Franken, 25 Schweizer Franken.', '1,2 Milliarden CHF, 25 CHF.'],
  ['2 Tsd. Franken aus Franken, tausend Franken.', '2 Tausend CHF aus Franken, tausend Franken.'],
  ['Ein Prozent, kein Prozent, ein Prozentpunkt.', '1 Prozent, kein Prozent, ein Prozentpunkt.'],
  ['Um halb neun, halb eins Uhr und halb zwei.', 'Um 8:30 Uhr, 12:30 Uhr und halb zwei.'],
  ['Gegen halb zwölf Uhr nachts, um halbe Preise.', 'Gegen 11:30 Uhr nachts, um halbe Preise.'],
  ['12 V, 2 Std. und 30 Sek. oder 5 Std.', '12 Volt, 2 Stunden und 30 Sekunden oder 5 Stunden.'],
  ['50 Wh/kg, V wie 5 VA, Std. 12.', '50 Wh/kg, V wie 5 VA, Std. 12.'],
  ['120 qm, je qm, 3 qkm, QM und Aqm.', '120 Quadratmeter, je Quadratmeter, 3 Quadratkilometer, QM und Aqm.'],
  [
    '20.00 € und 1.99 Euro, 20.00 Uhr, 1.20.00 €, 2.000 €.',
    '20,00 € und 1,99 Euro, 20.00 Uhr, 1.20.00 €, 2.000 €.',
  ],
  [
    'Max. 24 h, max. 2, mind. 3. Das ist Max. Er kommt.',
    'Maximal 24 h, maximal 2, mindestens 3. Das ist Max. Er kommt.',
  ],
  [
    'Rot bzw. blau, i. d. R. neu, z.T. alt, u. v. a. m.',
    'Rot beziehungsweise blau, in der Regel neu, zum Teil alt, u. v. a. m.',
  ],
  ['(vgl. Abb.6, s. S. 12)', '(siehe Abbildung 6, siehe Seite 12)'],
  [
    '§ 3 i. V. m. Abs. 2 S. 1, von S. O. Meier, www.max.de',
    '§ 3 i. V. m. Abs. 2 S. 1, von S. O. Meier, www.max.de',
  ],
  ['3 % p. a. und Seife o. Ä.', '3 % pro Jahr und Seife oder Ähnliches.'],
  ['Um dreiviertel acht, dreiviertel der Leute.', 'Um 7:45 Uhr, dreiviertel der Leute.'],
  [
    'Am 15.01., vom 3.4. bis 20.04. und bis 31.12.',
    'Am 15. Januar, vom 3. April bis zum 20. April und bis 31. Dezember.',
  ],
  ['Vom 14.-20.01., Samstag, 7.3. um 9', 'Vom 14. bis 20. Januar, Samstag, 7. März um 9'],
  ['Kapitel 1.2. und 1.3., am 3.4.22, ab 2.1.3', 'Kapitel 1.2. und 1.3., am 3.4.22, ab 2.1.3'],
  ['Das 2½-fache in 1 ¼ Stunden, ½ Tag', 'Das 2,5-fache in 1,25 Stunden, 0,5 Tag'],
  ['1 250 000 Euro, 5\u00a0000 m, 176 123 456', '1.250.000 Euro, 5.000 m, 176 123 456'],
])('what a small model misreads is spelled out: %s', (source, spelled) => {
  expect(spellOut(source)).toBe(spelled);
});

test('dates in figures are asked for by name, where their year is whole', async () => {
  const { asked } = await translate('Vom 12.–15.07.2022, am <g id="1">5.1.2021</g> und am 05.01.21.', {});
  expect(asked[0]).toBe('Vom 12. bis 15. Juli 2022, am <b id="1">5. Januar 2021</b> und am 05.01.21.');
});

test('days are asked for apart from their month, and two of them with a word between', () => {
  expect(spellOutDates('Am 9.Dezember und vom 09.-11. Mai, 3. – 5. Juni, Nr. 3.-5. Platz.')).toBe(
    'Am 9. Dezember und vom 9. bis 11. Mai, 3. bis 5. Juni, Nr. 3.-5. Platz.',
  );
});

test('the number of a version at the end of a sentence is no day', () => {
  const versions = 'Betroffen sind alle Versionen von OpenSSL bis 3.2.';
  expect(spellOutDates(versions)).toBe(versions);
  expect(spellOutDates('Version 2 gibt es am 3.2.')).toBe('Version 2 gibt es am 3. Februar.');
});

const klarna: GlossaryTerm = { german: 'Klarna', english: 'Klarna', doNotTranslate: true, isName: true };

test('of a segment that lost a name only the sentence is asked for again', async () => {
  const { target, asked } = await translate(
    'Er kam. <g id="1">Klarna</g> zahlt. Klarna spart.',
    {
      'Er kam.': 'He came.',
      '<b id="1">Klarna</b> zahlt.': 'She <b id="1">pays</b>.',
      '<b id="1">Toyota</b> zahlt.': '<b id="1">Toyota</b> pays.',
      'Klarna spart.': 'Klarna saves.',
    },
    { terms: [klarna] },
  );
  expect(target).toBe('He came. <g id="1">Klarna</g> pays. Klarna saves.');
  expect(asked).toHaveLength(4);
});

test('an answer in other words that lost a tag is not taken', async () => {
  const { target } = await translate(
    'Klarna <x id="1"/> zahlt.',
    {
      'Klarna <img id="1"> zahlt.': 'She <img id="1"> pays.',
      'Toyota <img id="1"> zahlt.': 'Toyota pays.',
    },
    { terms: [klarna] },
  );
  expect(target).toBe('She <x id="1"/> pays.');
});
