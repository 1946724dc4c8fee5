import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { CHECKS, runChecks } from '../src/segments/checks/index.ts';

const check = (source: string, target: string): string | undefined =>
  runChecks({ pair: { source: 'de', target: 'en' }, kind: 'paragraph', source, target }).failed?.reason;

describe('checks', () => {
  test.each([
    // Numbers may change their notation and be spelled out, but not be lost.
    ['Es kostet 1.234,56 Euro und 5 Mio. Dollar.', 'It costs 1,234.56 euros and $5 million.', undefined],
    ['Es waren 2.200.112 Stimmen.', 'There were 2,200,112 votes.', undefined],
    [
      'Rund 20.000 Menschen kamen am 3.10.2024.',
      'Some 20 thousand people came on October 3, 2024.',
      undefined,
    ],
    ['57 Tage im 19. Jahrhundert', 'Fifty-seven days in the nineteenth century', undefined],
    ['Um 17.30 Uhr und um 20 Uhr.', 'At 5:30 p.m. and at 8 p.m.', undefined],
    ['Drei von 12 Leuten', 'Three of twelve people', undefined],
    ['Es waren 34 Fälle.', 'There were 1234 cases.', 'numbers'],
    ['Es waren 2.200.112 Stimmen.', 'There were 2,200,113 votes.', 'numbers'],
    ['Im Jahr 1998 begann es.', 'It began in 1989.', 'numbers'],
    ['100 Tage und 100 Nächte', '100 days and nights', 'numbers'],
    ['Von 2019 bis 2020, also 2019', 'From 2019 to 2020, that is 2019', undefined],
    ['Um das 2½-fache, in 3½ Stunden', 'By 2.5 times, in 3½ hours', undefined],
    ['Das dauert 2½ Stunden.', 'It takes two and a half hours.', undefined],
    ['Also stieg es um das 2½-fache.', 'So, i½.e., it rose by the 2-fold.', 'numbers'],
    // Another number in English, even where its digits are all there.
    ['Mehr als 17 000 Menschen kamen.', 'More than 17.000 people came.', 'numbers'],
    ['Es sind 5,5 Grad.', 'It is 5,5 degrees.', 'numbers'],
    ['Es sind 1,234 Gramm.', 'It is 1.234 grams.', undefined],
    // Names are no echo, sentences are.
    ['Microsoft Windows Server', 'Microsoft Windows Server', undefined],
    ['What we know about the iPhone', 'What we know about the iPhone', undefined],
    ['Der Hund schläft nicht.', 'Der Hund schläft nicht.', 'echo'],
    ['Neue Förderung für Forschung', 'Neue Förderung für Forschung!', 'echo'],
    ['Bayern', 'Bavaria', undefined],
    ['Nein, nein, nein, nein!', 'No, no, no, no!', undefined],
    ['Er sagte es oft.', 'He said it and he said it and he said it and he said it and', 'repetition'],
    ['Ja', 'Yes '.repeat(3).trim(), undefined],
    ['Ja, das ist ein ganzer Satz mit Inhalt.', 'Yes.', 'length'],
    ['Ja', 'This answer goes on at length about something that nobody asked it for at all.', 'length'],
  ])('%s -> %s', (source, target, reason) => {
    expect(check(source, target)).toBe(reason);
  });

  test('are linear in the length of the text', () => {
    for (const text of [
      'a '.repeat(50_000),
      '1.'.repeat(50_000),
      '9'.repeat(100_000),
      '99 '.repeat(30_000),
      `5 km 3 Minuten 7 Euro nicht ${'9'.repeat(100_000)}`,
      `nicht.${'"'.repeat(100_000)} A`,
      `nicht ${'zwei'.repeat(25_000)}`,
      '1 Uhr '.repeat(20_000),
      ' '.repeat(100_000),
      `„${'wort '.repeat(20_000)}`,
      '„a'.repeat(50_000),
      `${'a'.repeat(100_000)}@`,
      `a${'_'.repeat(100_000)}ü`,
      'a1'.repeat(50_000),
      'aB'.repeat(50_000),
      'nicht '.repeat(20_000),
      'Das geht nicht, es fehlt. '.repeat(5_000),
      'It does not lack an absence without it. '.repeat(3_000),
      'hundert und '.repeat(10_000),
      '1.1.'.repeat(25_000),
      '{a'.repeat(50_000),
      'Ü'.repeat(100_000),
      `${'Üü-'.repeat(30_000)}x`,
      'Norderau '.repeat(10_000),
      Array.from(
        { length: 5_000 },
        (_, n) => `Nord${'aeiou'[n % 5]}rt${n.toString(26).replace(/\d/g, 'x')}n`,
      ).join(' '),
    ]) {
      const start = performance.now();
      check(text, `${text}b`);
      check(text, text);
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });

  const HELDOUT = fileURLToPath(new URL('../../shared/data/parallel/heldout/', import.meta.url));
  test.skipIf(!existsSync(HELDOUT))('raise few false alarms on human translations', () => {
    const lines = (name: string): string[] => readFileSync(`${HELDOUT}${name}`, 'utf8').trimEnd().split('\n');
    let [alarms, all] = [0, 0];
    for (const set of ['flores-dev', 'wmt19', 'wmt20']) {
      const targets = lines(`${set}.en`);
      for (const [index, source] of lines(`${set}.de`).entries()) {
        all += 1;
        if (check(source, targets[index] ?? '') !== undefined) alarms += 1;
      }
    }
    expect(all).toBeGreaterThan(3000);
    expect(alarms / all).toBeLessThan(0.01);
  });

  test('have a reason each', () => {
    expect(new Set(CHECKS.map(({ reason }) => reason)).size).toBe(CHECKS.length);
  });
});
