import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadPipeline } from '../src/pipeline/load.ts';
import { compileGlossary, termsOf } from '../src/segments/glossary/match-terms.ts';
import { parseGlossary } from '../src/segments/glossary/parse-glossary.ts';
import { fakeProvider } from './support/fake-providers.ts';
import { runStages } from './support/run-stages.ts';
import { temporaryFolder } from './support/tmp.ts';

const HEADER = 'german,english,case,whole-word,do-not-translate,part-of-speech,note\n';
const SHIPPED = path.resolve(import.meta.dirname, '../pipelines/glossary/tech-news.csv');
const finder = (rows: string) => compileGlossary([parseGlossary(HEADER + rows, 'g.csv')]);
const found = (rows: string, text: string): string[] =>
  finder(rows)
    .find(text)
    .map(({ entry, text: word, inCompound }) => `${entry.german} <${word}>${inCompound ? ' in' : ''}`);

describe('parseGlossary', () => {
  test('reads entries, comments, several English forms and flags', () => {
    const { entries } = parseGlossary(
      `\ufeff${HEADER}# a comment, with "quotes\n\nHandy,mobile phone | cell phone,,,,noun,"no, no adjective"\nWindows,,,,yes,,\n`,
      'g.csv',
    );
    expect(entries).toEqual([
      {
        german: 'Handy',
        english: 'mobile phone',
        accepted: ['mobile phone', 'cell phone'],
        doNotTranslate: false,
        isName: false,
        caseSensitive: false,
        wholeWord: false,
        partOfSpeech: 'noun',
        note: 'no, no adjective',
      },
      {
        german: 'Windows',
        english: 'Windows',
        accepted: ['Windows'],
        doNotTranslate: true,
        isName: true,
        caseSensitive: true,
        wholeWord: true,
        partOfSpeech: 'name',
      },
    ]);
  });

  test.each([
    ['german,englisch\nA,b', 'g.csv:1: unknown column "englisch". Did you mean "english"?'],
    ['german,case\nA,', 'g.csv:1: there is no column "english".'],
    [`${HEADER}Handy,phone`, 'g.csv:2: not valid CSV'],
    [`${HEADER}Handy,,,,,noun,`, 'g.csv:2: "Handy" has no English term.'],
    [`${HEADER}# one\nHandy,phone,ja,,,noun,`, 'g.csv:3: case: expected yes or nothing, got "ja".'],
    [`${HEADER}Handy,phone,,,,nuon,`, 'g.csv:2: part-of-speech: unknown "nuon". Did you mean "noun"?'],
    [
      `${HEADER}Apple,apple,,,yes,,`,
      'g.csv:2: "Apple" is not to be translated and has another English term.',
    ],
    [`${HEADER}Handy,phone,,,,,\nhandy,mobile,,,,,`, 'g.csv:3: "handy" stands in line 2 already.'],
    [`${HEADER},phone,,,,,`, 'g.csv:2: there is no German term.'],
  ])('names file and line: %j', (text, message) => {
    expect(() => parseGlossary(text, 'g.csv')).toThrow(message);
    expect(() => parseGlossary(text, 'g.csv')).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });

  test('needs German and English, and no other column', () => {
    const whole = parseGlossary(`${HEADER}Handy,phone,,,,,\n`, 'g.csv');
    expect(parseGlossary('english,german\nphone,Handy\n', 'g.csv')).toEqual(whole);
  });

  test('tells every problem at once', () => {
    expect(() => parseGlossary(`${HEADER}A1,,x,,,,\nB1,,,,,,`, 'g.csv')).toThrow(
      /g\.csv:2:.*\n.*g\.csv:2:.*\n.*g\.csv:3:/,
    );
  });
});

describe('find', () => {
  test.each([
    // Inflected.
    ['Handy,phone,,,,noun,', 'Zwei Handys und ein Handy.', ['Handy <Handys>', 'Handy <Handy>']],
    [
      'Vertrag,contract,,,,noun,',
      'der Verträge, des Vertrages',
      ['Vertrag <Verträge>', 'Vertrag <Vertrages>'],
    ],
    [
      'Künstliche Intelligenz,AI,,,,phrase,',
      'mit künstlicher Intelligenz',
      ['Künstliche Intelligenz <künstlicher Intelligenz>'],
    ],
    // In compounds, at either end.
    [
      'Handy,phone,,,,noun,',
      'Handyvertrag, Diensthandys',
      ['Handy <Handyvertrag> in', 'Handy <Diensthandys> in'],
    ],
    ['Akku,battery,,yes,,noun,', 'Akkulaufzeit', []],
    // Other words with the same letters or the same stem.
    ['Handy,phone,,,,noun,', 'Menschen mit Handycap, handy', []],
    ['Rechner,computer,,,,noun,', 'Rechnen Sie mit der Rechnung.', []],
    ['Beamer,projector,,,,noun,', 'beamen', []],
    // Names.
    ['Apple,,,,yes,,', 'Apples Chef, Apple-Chef, apple', ['Apple <Apples>', 'Apple <Apple>']],
    [
      'Microsoft,,,,yes,,\nMicrosoft Teams,,,,yes,,',
      'in Microsoft Teams',
      ['Microsoft Teams <Microsoft Teams>'],
    ],
    [
      'Das Register,The Register,yes,yes,,phrase,',
      'Laut Das Register. Das Register der Firmen.',
      ['Das Register <Das Register>'],
    ],
  ])('%s in "%s"', (rows, text, expected) => {
    expect(found(rows, text)).toEqual(expected);
  });

  test('a later glossary wins, and each term is handed on once', () => {
    const both = compileGlossary([
      parseGlossary(`${HEADER}Handy,phone,,,,noun,`, 'a.csv'),
      parseGlossary(`${HEADER}Handy,mobile,,,,noun,`, 'b.csv'),
    ]);
    expect(termsOf(both, 'Ein Handy, zwei Handys')).toEqual([
      { german: 'Handy', english: 'mobile', doNotTranslate: false, isName: false },
    ]);
  });

  test('is linear in the length of the text', () => {
    const find = compileGlossary([parseGlossary(readFileSync(SHIPPED, 'utf8'), SHIPPED)]);
    for (const text of ['Handy'.repeat(20_000), 'Das Register '.repeat(8000), 'A-'.repeat(50_000)]) {
      const start = performance.now();
      find.find(text);
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });
});

test('the shipped glossary is sound, and keeps no name that is a German word too', () => {
  const { entries } = parseGlossary(readFileSync(SHIPPED, 'utf8'), SHIPPED);
  expect(entries.length).toBeGreaterThan(100);
  const kept = entries.filter(({ doNotTranslate }) => doNotTranslate).map(({ german }) => german);
  for (const word of ['Signal', 'Teams', 'Meta', 'Zoom', 'Steam', 'Alphabet', 'Edge'])
    expect(kept).not.toContain(word);
});

describe('in a pipeline', () => {
  const pipeline = (glossary: string): { cwd: string; file: string } => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, 'glossary'));
    const text = `version: 1\nglossary: [${glossary}]\nstages: [translate]\n`;
    writeFileSync(path.join(cwd, 'mine.yaml'), text);
    return { cwd, file: path.join(cwd, 'mine.yaml') };
  };

  test('is found beside the file, then among the shipped ones', async () => {
    const { cwd, file } = pipeline('own, tech-news');
    writeFileSync(path.join(cwd, 'glossary/own.csv'), `${HEADER}Handy,phone,,,,noun,\n`);
    const { glossaries, glossaryHashes } = await loadPipeline(file, cwd);
    expect(glossaries.map(({ entries }) => entries.length > 1)).toEqual([false, true]);
    expect(new Set(glossaryHashes).size).toBe(2);
  });

  test('an unknown one is named with its line and the nearest', async () => {
    const { cwd, file } = pipeline('tech-new');
    await expect(loadPipeline(file, cwd)).rejects.toThrow(
      'mine.yaml:2: glossary.0: no glossary "tech-new". Did you mean "tech-news"?',
    );
  });
});

describe('in the stages', () => {
  const rows = 'Handy,phone,,,,noun,\nWindows,,,,yes,,\n';
  const run = (target: string, glossary: boolean) => {
    const provider = fakeProvider(() => target);
    const requests: unknown[] = [];
    const spied = {
      ...provider,
      features: { ...provider.features, glossary },
      translate: (request: Parameters<typeof provider.translate>[0]) => {
        requests.push(request.segments[0]?.terms);
        return provider.translate(request);
      },
    };
    const services = { glossary: finder(rows) };
    return runStages('Das Handy mit Windows.\n', spied, {}, undefined, [], services).then((result) => ({
      result,
      requests,
    }));
  };

  test('goes to providers that take one, and only to those', async () => {
    expect((await run('The phone with Windows.', true)).requests).toEqual([
      [
        { german: 'Handy', english: 'phone', doNotTranslate: false, isName: false },
        { german: 'Windows', english: 'Windows', doNotTranslate: true, isName: true },
      ],
    ]);
    expect((await run('The phone with Windows.', false)).requests).toEqual([undefined]);
  });

  test('another word is a warning, a lost name a failure', async () => {
    const { result } = await run('The handy with Windows.', false);
    expect(result.states).toEqual(['s1 translated']);
    expect(result.file.messages.map(({ ruleId }) => ruleId)).toEqual(['glossary']);
    expect((await run('The phone with window.', false)).result.states).toEqual(['s1 failed names']);
  });
});
