/** Names of those who speak in an interview: a small model would translate them. */
import { expect, test } from 'vitest';
import { speakers } from '../src/providers/bergamot-speakers.ts';

const named = (...texts: string[]) => [...speakers(texts)].map(([index, name]) => `${index} ${name}`);

test('who speaks more than once, and is named in full elsewhere, is a name', () => {
  expect(
    named('Es sprach Ansgar Weltermann.', 'Weltermann: Ja, oft.', 'Und dann?', 'Weltermann: Nie.'),
  ).toEqual(['1 Weltermann', '3 Weltermann']);
  expect(named('Weltermann: Ja, oft.', 'Weltermann: Nie.')).toEqual([]);
  expect(named('Es sprach Ansgar Weltermann.', 'Weltermann: Ja, oft.')).toEqual([]);
});

test('so is a full name, and a paper in capitals', () => {
  expect(named('Da kam Ada Sommer an.', 'Ada Sommer: Ja.', 'Ada Sommer: Nein.')).toEqual([
    '1 Ada Sommer',
    '2 Ada Sommer',
  ]);
  expect(named('SPIEGEL: Warum?', 'ZEIT ONLINE: Wann?', 'SPIEGEL: Wo?', 'ZEIT ONLINE: Wer?')).toHaveLength(4);
});

test.each([
  ['Die Frage ist offen.', 'Frage: Warum?', 'Frage: Wann?'],
  ['Das Wichtige zuerst.', 'Wichtig: Nie.', 'Wichtig: Immer.'],
  ['Mit Vorsicht, Die Vorsicht siegt.', 'Vorsicht: Nie.', 'Vorsicht: Immer.'],
  ['ACHTUNG: Nein.', 'ACHTUNG: Ja.', 'WICHTIGER HINWEIS: Ja.', 'WICHTIGER HINWEIS: Nein.'],
])('what is no name is translated: %s', (...texts) => {
  expect(named(...texts)).toEqual([]);
});
