import type { Paragraph, Root } from 'mdast';
import { describe, expect, test } from 'vitest';
import { documentStatus } from '../src/document/status.ts';
import { KlartextError } from '../src/errors.ts';
import { deepl } from '../src/providers/deepl.ts';
import { compileGlossary } from '../src/segments/glossary/match-terms.ts';
import { parseGlossary } from '../src/segments/glossary/parse-glossary.ts';
import { stage as checkTranslation } from '../src/stages/check-translation.ts';
import { collectUnits } from '../src/stages/translation/plan.ts';
import { openFakeDeepL } from './support/fake-deepl.ts';
import { fakeProvider, upperCaseProvider } from './support/fake-providers.ts';
import { parse, stringify } from './support/markdown.ts';
import { runStages } from './support/run-stages.ts';

const ARTICLE = `# Der Titel

Ein *kurzer* Absatz mit [Link](/x).

Ein *kurzer* Absatz mit [Link](/x).

\`\`\`js
const wort = 1;
\`\`\`

2024
`;

describe('translate', () => {
  test.each([
    [
      '<div class="note">\n  <p>Ein Absatz\n  in zwei Zeilen.</p><!-- Notiz -->\n</div>',
      '<div class="note">\n  <p>EIN ABSATZ IN ZWEI ZEILEN.</p><!-- Notiz -->\n</div>',
    ],
    [
      '<details>\n<summary>Mehr &amp; <b title="a > b">dazu</b></summary>\n\nEin Satz.\n\n</details>',
      '<details>\n<summary>MEHR &amp; <b title="a > b">DAZU</b></summary>\n\nEIN SATZ.\n\n</details>',
    ],
    [
      '> <table><tr><td>Eins</td><td><a href="https://example.org/x?a=1&b=2">zwei</a> und drei</td></tr></table>',
      '> <table><tr><td>EINS</td><td><a href="https://example.org/x?a=1&b=2">ZWEI</a> UND DREI</td></tr></table>',
    ],
    [
      '<div><pre>ein <b>wort</b></pre><p>Mit <code>a <i>b</i></code> darin, 5 &lt; 6</p><style>p{}</style></div>',
      '<div><pre>ein <b>wort</b></pre><p>MIT <code>a <i>b</i></code> DARIN, 5 &lt; 6</p><style>p{}</style></div>',
    ],
    [
      '<ul><li>12 <b>Euro</b> („<i>Wort</i>“)</li><li>3,5</li></ul>',
      '<ul><li>12 <b>EURO</b> („<i>WORT</i>“)</li><li>3,5</li></ul>',
    ],
    ['<div>\n<img src="bild.png" alt="Bild">\n</div>', '<div>\n<img src="bild.png" alt="Bild">\n</div>'],
  ])('the texts of raw HTML are segments, and its markup stays to the byte: %s', async (html, expected) => {
    const { markdown, file } = await runStages(`Ein Wort.\n\n${html}\n`, upperCaseProvider());
    expect(markdown).toBe(`EIN WORT.\n\n${expected}\n`);
    expect(documentStatus(file, true)).toBe('translated');
  });

  test('what gets no answer and no reason for it is told in a warning', async () => {
    const mute = fakeProvider(({ source }) => (source.includes('kurzer') ? undefined : source.toUpperCase()));
    const { file, states } = await runStages(ARTICLE, mute);
    expect(states).toContain('s2 failed no-answer');
    expect(file.messages.map(({ reason }) => reason)).toEqual(['1 of 2 texts got no answer.']);
  });

  test('raw HTML whose text an engine gave up stands in German and makes the document partial', async () => {
    const html = '<p>Ein <b>fettes</b>  Wort &ndash; hier.</p>';
    const lose = fakeProvider(({ source }) => source.replace(/<[^>]*>/g, ''));
    const { markdown, file, states } = await runStages(`${html}\n\nText.\n`, lose);
    expect(markdown).toBe(`${html}\n\nText.\n`);
    expect(states[0]).toMatch(/^h1\.1 failed/);
    expect(documentStatus(file, true)).not.toBe('translated');
  });

  test('translates blocks and title, asks for the same text once, keeps the rest', async () => {
    const provider = upperCaseProvider();
    const { markdown, data, states, file } = await runStages(ARTICLE, provider, {
      metadata: { title: 'Der Titel' },
    });
    expect(markdown).toBe(
      '# DER TITEL\n\nEIN *KURZER* ABSATZ MIT [LINK](/x).\n\nEIN *KURZER* ABSATZ MIT [LINK](/x).\n\n```js\nconst wort = 1;\n```\n\n2024\n',
    );
    expect(states).toEqual([
      'title translated',
      's1 translated',
      's2 translated',
      's3 translated',
      's4 kept no-text',
    ]);
    expect(data.translatedTitle).toBe('DER TITEL');
    expect(provider.requests.map((request) => request.length)).toEqual([2]);
    expect(data.segments[2]).toEqual({
      id: 's2',
      kind: 'paragraph',
      state: 'translated',
      source: 'Ein <g id="1">kurzer</g> Absatz mit <g id="2">Link</g>.',
      target: 'EIN <g id="1">KURZER</g> ABSATZ MIT <g id="2">LINK</g>.',
      provider: 'fake',
      model: 'fake-1',
      line: 3,
    });
    expect(documentStatus(file, true)).toBe('translated');
    expect(documentStatus(file, false)).toBe('cleaned');
  });

  test('the description is translated as the title is, unless it is in English or not wanted', async () => {
    const given = { title: 'Der Titel', description: 'Worum es hier geht, sagt dieser Satz.' };
    const run = (metadata: object) => runStages('Ein Absatz.\n', upperCaseProvider(), { metadata });
    const { data, states } = await run(given);
    expect(states.slice(0, 2)).toEqual(['title translated', 'description translated']);
    expect(data.translatedDescription).toBe('WORUM ES HIER GEHT, SAGT DIESER SATZ.');
    const english = await run({ description: 'What this is about is what the sentence says.' });
    expect(english.states[0]).toBe('description kept english');
    expect(english.data).not.toHaveProperty('translatedDescription');
    const options = { title: true, description: false, images: true, context: false };
    const units = collectUnits(
      parse('Ein Absatz.\n'),
      { format: 'markdown', metadata: given, segments: [] },
      options,
    );
    expect(units.map(({ segment }) => segment.id)).toEqual(['title', 's1']);
  });

  describe('the text of an image', () => {
    const CHURCH = '![Die Kirche am Markt]';

    test('is translated where the image stands, after all else, and once for a caption that says the same', async () => {
      const provider = upperCaseProvider();
      const markdown = `[${CHURCH}(k.jpg)](/k)\n\nDie Kirche am Markt\n\nWie auf ${CHURCH}[k] zu *sehen*.\n\n[k]: k.jpg "Kirche"\n`;
      const result = await runStages(markdown, provider);
      expect(result.markdown).toBe(
        '[![DIE KIRCHE AM MARKT](k.jpg)](/k)\n\nDIE KIRCHE AM MARKT\n\nWIE AUF ![DIE KIRCHE AM MARKT][k] ZU *SEHEN*.\n\n[k]: k.jpg "Kirche"\n',
      );
      expect(result.states.slice(-2)).toEqual(['i1 translated', 'i2 translated']);
      expect(provider.requests.flat().map(({ source }) => source)).toHaveLength(2);
    });

    test('is no longer the name of its own definition, which stays', async () => {
      const { markdown } = await runStages(
        '![Kirche] und ![Markt][]\n\n[Kirche]: k.jpg\n\n[Markt]: m.jpg\n',
        upperCaseProvider(),
      );
      expect(markdown).toBe('![KIRCHE][Kirche] UND ![MARKT][Markt]\n\n[Kirche]: k.jpg\n[Markt]: m.jpg\n');
    });

    test('stays where it is English, a name of a file, or empty', async () => {
      const markdown =
        'Ein Bild: ![](a.jpg) ![IMG_2034.jpg](a.jpg) ![The church at the market in the morning](a.jpg)\n';
      const { states, markdown: result } = await runStages(markdown, upperCaseProvider(), {
        language: { code: 'de', confidence: 1 },
      });
      expect(states.slice(1)).toEqual(['i1 kept no-text', 'i2 kept english']);
      expect(result).toBe(markdown.replace('Ein Bild', 'EIN BILD'));
    });

    test('stays in German and is told of where it cannot be had', async () => {
      const mute = fakeProvider(({ source, kind }) =>
        kind === 'caption' ? undefined : source.toUpperCase(),
      );
      const { markdown, file, states } = await runStages(`Ein Bild. ${CHURCH}(k.jpg)\n`, mute);
      expect([markdown, states.at(-1)]).toEqual([`EIN BILD. ${CHURCH}(k.jpg)\n`, 'i1 failed no-answer']);
      expect(documentStatus(file, true)).toBe('partial');
    });

    test('is no segment where that is not wanted', () => {
      const options = { title: true, description: true, images: false, context: true };
      const data = { format: 'markdown' as const, metadata: {}, segments: [] };
      const units = collectUnits(parse(`Ein Bild. ${CHURCH}(k.jpg)\n`), data, options);
      expect(units.map(({ segment }) => segment.id)).toEqual(['s1']);
    });
  });

  test('English blocks and spans stay byte for byte', async () => {
    const markdown = 'Ein Absatz.\n\nThis  *is*   English.\n\nDas ist klar. This  is   clear.\n';
    const annotate = (tree: Root): void => {
      const [first, second, third] = tree.children as Paragraph[];
      if (first) first.data = { language: 'de' };
      if (second) second.data = { language: 'en' };
      const languageSpans = [
        { start: 0, end: 14, language: 'de' },
        { start: 14, end: 31, language: 'en' },
      ];
      if (third) third.data = { language: 'de', languageSpans };
    };
    const result = await runStages(markdown, upperCaseProvider(), {}, annotate);
    expect(result.markdown).toBe('EIN ABSATZ.\n\nThis  *is*   English.\n\nDAS IST KLAR. This  is   clear.\n');
    expect(result.states).toEqual([
      's1 translated',
      's2 kept english',
      's3.1 translated',
      's3.2 kept english',
    ]);
  });

  test.each([
    ['nl', 'third-language', 'other-language'],
    ['und', 'unknown-language', 'other-language'],
    ['en', 'english', 'kept'],
  ])('a document in %s is left alone', async (code, reason, status) => {
    const provider = upperCaseProvider();
    const { markdown, states, file } = await runStages(ARTICLE, provider, {
      language: { code, confidence: 1 },
    });
    expect(markdown).toBe(stringify(parse(ARTICLE)));
    expect(states.slice(0, 2)).toEqual([`s1 kept ${reason}`, `s2 kept ${reason}`]);
    expect(provider.requests).toEqual([]);
    expect(documentStatus(file, true)).toBe(status);
  });

  test('without a provider every German segment is failed, and the text is untouched', async () => {
    const { markdown, states, file } = await runStages(ARTICLE, undefined);
    expect(markdown).toBe(stringify(parse(ARTICLE)));
    expect(states).toEqual([
      's1 failed no-provider',
      's2 failed no-provider',
      's3 failed no-provider',
      's4 kept no-text',
    ]);
    expect(documentStatus(file, true)).toBe('untranslated');
  });

  test.each([
    ['no-answer', undefined],
    ['empty', ' '],
    ['tags-lost', 'A short paragraph with a link.'],
    ['markup-invalid', 'A <b>short</b> one'],
    ['echo', 'Ein <g id="1">kurzer</g> Absatz mit <g id="2">Link</g>.'],
  ])('%s leaves the German and names the segment', async (reason, target) => {
    const provider = fakeProvider(({ source }) => (source.includes('<g') ? target : source.toUpperCase()));
    const { markdown, states, file } = await runStages(ARTICLE, provider);
    expect(markdown).toBe(stringify(parse(ARTICLE)).replace('Der Titel', 'DER TITEL'));
    expect(states.slice(0, 3)).toEqual(['s1 translated', `s2 failed ${reason}`, `s3 failed ${reason}`]);
    expect(documentStatus(file, true)).toBe('partial');
  });

  test('what comes back as it went was never translated: German is a failure, a name is kept', async () => {
    const provider = fakeProvider(({ source }) => (source === 'Ein Satz.' ? 'A sentence.' : source));
    const { markdown, states, file, data } = await runStages(
      '# Verfügbarkeit\n\nEin Satz.\n\n- Windows\n- Preis\n',
      provider,
    );
    expect(markdown).toBe('# Verfügbarkeit\n\nA sentence.\n\n- Windows\n- Preis\n');
    expect(states).toEqual(['s1 failed echo', 's2 translated', 's3 kept unchanged', 's4 failed echo']);
    expect(data.segments[2]).toMatchObject({ target: 'Windows', provider: 'fake' });
    expect(documentStatus(file, true)).toBe('partial');
  });

  test('a name that the glossary keeps is no echo, whatever word it is', async () => {
    const csv = 'german,english,case,whole-word,do-not-translate,part-of-speech,note\nZeitung,,,,yes,name,\n';
    const glossary = compileGlossary([parseGlossary(csv, 'test.csv')]);
    const echoing = fakeProvider(({ source }) => source);
    const given = [{}, undefined, [], { glossary }] as const;
    expect((await runStages('# Zeitung\n', echoing, ...given)).states).toEqual(['s1 kept unchanged']);
    expect((await runStages('# Zeitung\n', echoing)).states).toEqual(['s1 failed echo']);
  });

  test.each(['PROVIDER_REJECTED', 'PROVIDER_UNAVAILABLE'] as const)(
    '%s fails the document only',
    async (code) => {
      const provider = fakeProvider(() => {
        throw new KlartextError(code, 'The service said no.');
      });
      const { states, file } = await runStages(ARTICLE, provider);
      expect(states[0]).toBe(`s1 failed ${code}`);
      expect(file.messages.map(({ ruleId, source, reason }) => [ruleId, source, reason])).toEqual([
        [code, 'translate', 'The service said no.'],
      ]);
    },
  );

  test.each(['PROVIDER_AUTH', 'PROVIDER_QUOTA', 'ABORTED'] as const)('%s stops the run', async (code) => {
    const provider = fakeProvider(() => {
      throw new KlartextError(code, 'No.');
    });
    await expect(runStages(ARTICLE, provider)).rejects.toMatchObject({ code });
  });

  test('a wrong number of answers fails them all', async () => {
    const provider = {
      ...upperCaseProvider(),
      translate: async () => ({ targets: [], usage: { characters: 0 } }),
    };
    expect((await runStages(ARTICLE, provider)).states[0]).toBe('s1 failed PROVIDER_BAD_RESPONSE');
  });
});

describe('check-translation', () => {
  test.each([
    ['numbers', 'Im Jahr 2019 waren es 45 Prozent.', 'In 2018 it was 45 percent.'],
    [
      'length',
      'Das ist ein langer Satz mit vielen Wörtern, die alle übersetzt werden wollen.',
      'A sentence.',
    ],
    ['repetition', 'Das ist ein Satz.', 'This is is is is a sentence.'],
  ])('%s takes the translation back', async (reason, source, target) => {
    const { markdown, states, file, data } = await runStages(
      `${source}\n\n# Ende\n`,
      fakeProvider(({ source: s }) => (s === source ? target : 'End')),
    );
    expect(markdown).toBe(`${source}\n\n# End\n`);
    expect(states).toEqual([`s1 failed ${reason}`, 's2 translated']);
    expect(data.segments[0]?.target).toBe(target);
    expect(file.messages.map(({ ruleId, source: from, line }) => [ruleId, from, line])).toEqual([
      [reason, 'check-translation', 1],
    ]);
    expect(file.messages.join()).not.toContain('Satz');
  });

  test('of a paragraph only the sentence that fails stays German', async () => {
    const source = 'Er *wuchs* schnell. Es waren 45 Boote. Dann kam der Herbst.';
    const provider = fakeProvider(({ source: s }) =>
      s
        .replace('Er ', 'It ')
        .replace(/>wuchs(.*) schnell/, '>grew$1 fast')
        .replace('Es waren 45 Boote', 'There were 54 boats')
        .replace('Dann kam der Herbst', 'Then autumn came'),
    );
    const { markdown, states, file, data } = await runStages(`${source}\n\n## ${source}\n`, provider);
    expect(markdown).toBe(`It *grew* fast. Es waren 45 Boote. Then autumn came.\n\n## ${source}\n`);
    expect(states).toEqual(['s1 failed numbers', 's2 failed numbers']);
    expect(data.segments.map(({ left }) => left)).toEqual([[2], undefined]);
    expect(documentStatus(file, true)).toBe('partial');
    expect(file.messages.map(({ reason }) => reason)).toEqual([
      'Segment s1 is left in German in sentence 2: numbers.',
      'Segment s2 is left in German: numbers.',
    ]);
  });

  test('warnings leave the translation and name the segment', async () => {
    const provider = fakeProvider(() => 'He said: "I am coming.');
    const { markdown, states, file } = await runStages('Er sagte: „Ich komme.“\n', provider);
    expect(markdown).toBe('He said: "I am coming.\n');
    expect(states).toEqual(['s1 translated']);
    expect(file.messages.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
      ['quotes', 'Segment s1 may be wrong: quotes.'],
    ]);
  });

  test('options know every check by its reason, and no other', () => {
    const { options } = checkTranslation;
    expect(options.safeParse({ checks: { numbers: 'warn', quotes: 'off' } }).success).toBe(true);
    expect(options.safeParse({ checks: { number: 'warn' } }).success).toBe(false);
    expect(options.safeParse({ checks: { numbers: 'ignore' } }).success).toBe(false);
  });

  test('a title that is taken back is no translated title', async () => {
    const { data, states } = await runStages(
      'Text.\n',
      fakeProvider(() => 'Nothing here'),
      { metadata: { title: 'Die 100 Besten' } },
    );
    expect(states[0]).toBe('title failed numbers');
    expect(data).not.toHaveProperty('translatedTitle');
  });
});

test('answers in the wrong order are found out where numbers or tags tell', async () => {
  const fake = await openFakeDeepL();
  try {
    const env = { DEEPL_API_KEY: fake.key, DEEPL_SERVER_URL: fake.url };
    const provider = await deepl.create(deepl.options.parse({}), { env, modelFolders: [] });
    fake.faults.push('reorder');
    const { markdown, states } = await runStages(
      'Im Jahr 2019 kam *Wort* dazu.\n\nIm Jahr 2024 nicht mehr.\n',
      provider,
    );
    expect(states).toEqual(['s1 failed tags-lost', 's2 failed markup-invalid']);
    expect(markdown).toBe('Im Jahr 2019 kam *Wort* dazu.\n\nIm Jahr 2024 nicht mehr.\n');
  } finally {
    await fake.close();
  }
});
