/** Names of the glossary that must stay: the local model is asked again under a name that it knows. */
import path from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { bergamot } from '../src/providers/bergamot.ts';
import { withoutEnumerator } from '../src/providers/bergamot-enumerator.ts';
import { missingNames, standIn } from '../src/providers/bergamot-names.ts';
import { pinNames } from '../src/segments/glossary/pin-names.ts';
import type { GlossaryTerm, Segment } from '../src/types.ts';

/** All names of the segment, as if each were missing. */
const stand = ({ source, terms = [] }: Segment) => standIn(source, terms);
const lost = ({ source, terms = [] }: Segment, target: string | undefined) =>
  missingNames([{ source, target, terms }])[0]?.map(({ german }) => german);

const name = (german: string): GlossaryTerm => ({
  german,
  english: german,
  doNotTranslate: true,
  isName: true,
});
const segment = (source: string, ...terms: string[]): Segment => ({
  ...{ id: 's1', kind: 'paragraph', source, tags: [] },
  terms: terms.map(name),
});

test('a name is sent under another and comes back as it was', () => {
  const given = segment('Das <g id="1">Fraunhofer-Institut</g> und B&amp;K', 'Fraunhofer', 'B&K');
  const other = stand(given);
  expect(other?.source).toBe('Das <g id="1">Toyota-Institut</g> und Nokia');
  expect(other?.putBack('The <g id="1">Toyota Institute</g> and Nokia')).toBe(
    'The <g id="1">Fraunhofer Institute</g> and B&amp;K',
  );
});

test('an answer that lost one, or has one more, is none', () => {
  const other = stand(segment('Klarna zahlt, Klarna spart.', 'Klarna'));
  expect(other?.putBack('Toyota pays, it saves.')).toBeUndefined();
  expect(other?.putBack('Toyota pays, Toyota saves, Toyota.')).toBeUndefined();
  expect(other?.putBack('Toyota pays, Toyotas save.')).toBeUndefined();
});

test('a name with English of its own has the article that its German has', () => {
  const term = { german: 'Netzamt', english: 'Grid Office', doNotTranslate: false, isName: true };
  const give = (source: string) => stand({ ...segment(source), terms: [term] });
  expect(give('Das Netzamt prüft, so das Netzamt.')?.putBack('Toyota checks, says Toyota.')).toBe(
    'The Grid Office checks, says the Grid Office.',
  );
  expect(give('Das Netzamt')?.putBack('The Toyota')).toBe('The Grid Office');
  expect(give('Netzamt prüft')?.putBack('Toyota checks')).toBe('Grid Office checks');
  expect(lost({ ...segment(''), terms: [term] }, 'the grid office')).toEqual(['Netzamt']);
});

test('what the text says itself stands for nothing else', () => {
  expect(stand(segment('Toyota und Klarna', 'Klarna'))?.source).toBe('Toyota und Nokia');
  expect(stand(segment('Klarnas Gewinn', 'Klarna'))).toBeUndefined();
  expect(stand(segment('Nichts davon'))).toBeUndefined();
});

test('what other sentences keep is missing too', () => {
  const sources = [
    'Lindqvist kommt.',
    'Lindqvist geht.',
    'Und Lindqvist ruft.',
    'Lindqvist schweigt.',
    'Ja.',
  ];
  const targets = [
    'Lindqvist comes.',
    'Lindqvist goes.',
    'And Lindqvist calls.',
    'She is silent.',
    undefined,
  ];
  const texts = sources.map((source, index) => ({ source, target: targets[index], terms: [] }));
  const names = missingNames(texts);
  expect(names.map((list) => list.map(({ german }) => german))).toEqual([[], [], [], ['Lindqvist'], []]);
});

test('so is a person of whom it kept the first name and elsewhere the last', () => {
  const sources = [
    'Hier misst Karin Hollbrück den Regen.',
    'Hollbrück lacht.',
    'Und Klaus de Reiher half.',
    'Karin Hollbrück schrieb an Klaus de Reiher.',
    'Ein Reihers kam. Auch Weder Hollbrück fehlt.',
  ];
  const targets = [
    'Here Karin Holbrook measures the rain.',
    'Hollbrück laughs.',
    'And Klaus de Reiher helped.',
    'She wrote to him.',
    'A heron came.',
  ];
  const texts = sources.map((source, index) => ({ source, target: targets[index], terms: [] }));
  expect(missingNames(texts).map((list) => list.map(({ german }) => german))).toEqual([
    ['Hollbrück', 'Karin Hollbrück'],
    [],
    [],
    ['Hollbrück', 'Reiher', 'Klaus de Reiher'],
    ['Hollbrück'],
  ]);
});

test('what is no person is none', () => {
  const pairs = [
    ['Das Netz der Nord Ringbahn wächst.', 'The network of the Nord Ring Railway is growing.'],
    ['Ringbahn fährt', 'Ringbahn is running'],
    ['Auch Ada Wien kam nach Wien.', 'Ada Wien came too.'],
    ['In Wien regnet es.', 'It is raining in Vienna.'],
    ['Ein Brief von Ada Quarz', 'A letter from Ada Quarz'],
    ['Quarz glänzt.', 'Its quartz shines. Some quarz does.'],
    ['Die Werke Otto Lerchs', 'The works of Otto Lerchs'],
    ['Otto Lerchs Werke und Otto Lerch', "Otto Lerch's works and Otto Lerch"],
  ];
  const texts = pairs.map(([source = '', target]) => ({ source, target, terms: [] }));
  expect(missingNames(texts).flat()).toEqual([]);
});

test('so is one that came back a letter off', () => {
  expect(lost(segment('In Norderau gibt es Netz.'), 'There is a network in Northerau.')).toEqual([
    'Norderau',
  ]);
});

test('a town that the model takes for a word is missing where it did not come back', () => {
  const given = segment('Dortmund verlor.');
  expect(lost(given, 'Theremund lost.')).toEqual(['Dortmund']);
  expect(lost(given, 'Dortmund lost.')).toEqual([]);
});

test('so is a word with a capital inside, but no plural of women and men', () => {
  const given = segment('Ein WindRebell für BürgerInnen und iPhones, dazu ein SolarRebell.');
  expect(lost(given, 'A wind rebel for citizens and iPhones, and a SolarRebell.')).toEqual(['WindRebell']);
});

test('so is one with digits', () => {
  const given = segment('Laut Blume77 und Max83 kostet die RTX4090 im 2. Shop 4000 Euro.');
  expect(lost(given, 'According to Flower77 and Max83, the RTX4090 costs 4000 euros.')).toEqual(['Blume77']);
});

test('whatever the names, the text with them put back is the text', () => {
  const word = fc.constantFrom(
    'Klarna',
    'Hacker-Nachrichten',
    'B&amp;K',
    'Toyota',
    'und',
    '<x id="1"/>',
    '$&',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      const source = words.join(' ');
      const other = stand(segment(source, 'Klarna', 'Hacker-Nachrichten', 'B&K', '$&'));
      expect(other?.putBack(other.source) ?? source).toBe(source);
    }),
  );
});

test('a name with a hyphen is pinned whole', () => {
  expect(pinNames('Die Hacker-Nachrichten melden', [name('Hacker-Nachrichten')], () => 'X')).toBe(
    'Die X melden',
  );
});

test('the shipped model keeps the names that it would translate', async () => {
  const models = path.resolve(import.meta.dirname, '../models');
  const provider = await bergamot.create(bergamot.options.parse({ workers: 1, beam: 1 }), {
    env: {},
    modelFolders: [models],
  });
  onTestFinished(() => provider.dispose?.());
  const segments = [
    segment('Das meldet Fraunhofer.', 'Fraunhofer'),
    segment(
      'Wie die Süddeutsche Zeitung berichtet, sind Klarna-Kunden betroffen.',
      'Süddeutsche Zeitung',
      'Klarna',
    ),
  ];
  const signal = new AbortController().signal;
  const { targets } = await provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
  for (const [index, one] of segments.entries()) expect(lost(one, targets[index]?.target)).toEqual([]);
  const plain = segments.map(({ terms, ...rest }) => rest);
  const without = await provider.translate({ pair: { source: 'de', target: 'en' }, segments: plain, signal });
  expect(lost(segments[1] as Segment, without.targets[1]?.target)).toEqual(['Süddeutsche Zeitung']);
}, 60_000);

test('the number of a point is put before the answer that lacks it', () => {
  const given = '5. Piraten fordern &amp; feiern.';
  const other = withoutEnumerator(given, 'Pirates demand 15 things.');
  expect(other?.source).toBe('Piraten fordern &amp; feiern.');
  expect(other?.putBack('Pirates demand &amp; party.')).toBe('5. Pirates demand &amp; party.');
  expect(withoutEnumerator(given, '5. Pirates demand.')).toBeUndefined();
  expect(withoutEnumerator('5 Piraten fordern.', 'Pirates demand.')).toBeUndefined();
});
