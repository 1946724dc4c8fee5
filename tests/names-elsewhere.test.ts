/** A name that an article keeps everywhere but in one place. */
import { describe, expect, test } from 'vitest';
import type { CheckSettings } from '../src/segments/checks/index.ts';
import { lostNames } from '../src/segments/names-elsewhere.ts';
import { fakeProvider } from './support/fake-providers.ts';
import { runStages } from './support/run-stages.ts';

const pair = (source: string, target: string) => ({ source, target });
const KEPT = [
  pair('Lindqvist kommt.', 'Lindqvist comes.'),
  pair('Lindqvist bleibt.', "It is Lindqvist's stay."),
  pair('Und Lindqvist geht.', 'And Lindqvist goes.'),
];

describe('lostNames', () => {
  test('finds the place that lost a name which the others keep', () => {
    expect(lostNames([...KEPT, pair('Die Chefin Lindqvist schweigt.', 'The boss is silent.')])).toEqual(
      new Map([[3, ['Lindqvist']]]),
    );
  });

  test.each([
    [
      'a name that is kept too seldom to tell',
      [...KEPT.slice(1), pair('Lindqvist schweigt.', 'She is silent.')],
    ],
    [
      'a word with several translations',
      [...KEPT, pair('Lindqvist ruft.', 'She calls.'), pair('Lindqvist eilt.', 'She hurries.')],
    ],
    [
      'a noun that both languages have',
      [
        ...['Die Software läuft.', 'Die Software hält.', 'Die Software siegt.'].map((german) =>
          pair(german, 'Software runs and the software wins.'),
        ),
        pair('Die Software fällt.', 'The program falls.'),
      ],
    ],
    ['a part of a compound', [...KEPT, pair('Die Lindqvist-Rede endet.', 'Her speech ends.')]],
    ['nothing in an empty document', []],
  ])('leaves %s alone', (_what, segments) => {
    expect(lostNames(segments)).toEqual(new Map());
  });
});

describe('check-translation', () => {
  const markdown = `${[...KEPT.map(({ source }) => source), 'Die Chefin Lindqvist schweigt.'].join('\n\n')}\n`;
  const english = new Map(
    [...KEPT, pair('Die Chefin Lindqvist schweigt.', 'The boss is silent.')].map((p) => [p.source, p.target]),
  );
  const provider = () => fakeProvider(({ source }) => english.get(source));
  const run = (checks: CheckSettings) => runStages(markdown, provider(), {}, undefined, [], { checks });

  test('takes back what lost a name', async () => {
    const { data, markdown: out } = await run({});
    expect(data.segments.map(({ state, reason }) => reason ?? state)).toEqual([
      ...['translated', 'translated', 'translated', 'name-lost'],
    ]);
    expect(out).toContain('Die Chefin Lindqvist schweigt.');
  });

  test('of a paragraph only in the sentence that lost it', async () => {
    const two = pair(
      'Das Werk steht still. Die Chefin Lindqvist schweigt.',
      'The plant stands still. The boss is silent.',
    );
    const all = new Map([...KEPT, two].map(({ source, target }) => [source, target]));
    const inputs = `${[...all.keys()].join('\n\n')}\n`;
    const { markdown: out } = await runStages(
      inputs,
      fakeProvider(({ source }) => all.get(source)),
    );
    expect(out).toContain('The plant stands still. Die Chefin Lindqvist schweigt.');
  });

  test.each(['warn', 'off'] as const)('%s lets it stand', async (severity) => {
    const { data, file } = await run({ 'name-lost': severity });
    expect(data.segments.every(({ state }) => state === 'translated')).toBe(true);
    expect(file.messages.some(({ ruleId }) => ruleId === 'name-lost')).toBe(severity === 'warn');
  });
});
