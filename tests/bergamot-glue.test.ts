/** What stands at a tag's edge, or between the parts of a title, must not change what the engine is asked. */
import { describe, expect, test } from 'vitest';
import { translate } from './support/fake-engine.ts';

describe('what is written together with a tag', () => {
  test.each([
    [
      'is within it as far as the word goes',
      'Die <g id="1">Phishing</g>-Masche',
      { 'Die <b id="1">Phishing-Masche</b>': 'The <b id="1">phishing scheme</b>' },
      'The <g id="1">phishing scheme</g>',
    ],
    [
      'may stand before it and within another',
      '<g id="1">Ex-<g id="2">Apple</g>s</g> Chef',
      { '<b id="1"><b id="2">Ex-Apples</b></b> Chef': '<b id="1"><b id="2">Ex-Apple\'s</b></b> boss' },
      '<g id="1"><g id="2">Ex-Apple\'s</g></g> boss',
    ],
    [
      'is another word where it is no ending',
      '<g id="1">Fazit</g>Das Gerät',
      { '<b id="1">Fazit</b>Das Gerät': '<b id="1">Conclusion</b> The device' },
      '<g id="1">Conclusion</g> The device',
    ],
    [
      'is a sign after it again in the answer',
      '<g id="1">Fazit</g>: Nichts <g id="2">gut</g>!',
      {
        '<b id="1">Fazit:</b> Nichts <b id="2">gut!</b>':
          '<b id="1">Conclusion:</b> Nothing is <b id="2">good!</b>',
      },
      '<g id="1">Conclusion</g>: Nothing is <g id="2">good</g>!',
    ],
    [
      'stays apart after a note, a picture and a space',
      'Wort<g id="1">1</g> <x id="2"/>-Rufe, <g id="3">so</g> - hier',
      {
        'Wort<b id="1">1</b> <img id="2">-Rufe, <b id="3">so</b> - hier':
          'Word<b id="1">1</b> <img id="2">-Calls, <b id="3">yes</b> - here',
        so: 'so',
      },
      'Word<g id="1">1</g> <x id="2"/>-Calls, <g id="3">yes</g> - here',
    ],
  ])('%s', async (_rule, source, answers: Record<string, string>, expected) => {
    const { target, asked } = await translate(source, answers);
    expect(asked[0]).toBe(Object.keys(answers)[0]);
    expect(target).toBe(expected);
  });
});

test('signs between the parts of a title are not shown to the engine', async () => {
  const { target, asked } = await translate('Kein Laden mehr | Forum · Archiv', {
    'Kein Laden mehr': 'No store left',
    Forum: 'Forum',
    Archiv: 'Archive',
  });
  expect(asked).toEqual(['Kein Laden mehr', 'Forum', 'Archiv']);
  expect(target).toBe('No store left | Forum · Archive');
});
