/** A publisher's boilerplate, learned from its own articles: in one batch, over nights, and never from copies of one. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { sentences } from './support/articles.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const NOISE =
  'Unser Hofladen am Brunnen liefert frisches Obst an jede Tür in der ganzen Gegend, auch sonntags.';
const PIPELINE = `version: 1
learn: { propose: 3, apply: 5 }
stages: [repair-text, remove-boilerplate, remove-duplicates]
`;

function article(n: number, more: string[] = [NOISE], host = 'beispiel.example'): string {
  const [first = '', ...rest] = [0, 1, 2].map((part) => sentences(n * 3 + part, 4));
  const body = [first, ...more, ...rest].join('\n\n');
  return `---\ntitle: Bericht ${n}\nurl: https://${host}/artikel-${n}\n---\n\n${body}\n`;
}

function inbox(files: Record<string, string>, pipeline = PIPELINE) {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'p.yaml'), pipeline);
  const add = (more: Record<string, string>) => {
    for (const [name, text] of Object.entries(more)) writeFileSync(path.join(cwd, 'in', name), text);
  };
  add(files);
  const run = (...more: string[]) =>
    cli(['clean', 'in', '-p', './p.yaml', '-o', 'out', '--json', ...more], { cwd });
  const output = (name: string) => readFileSync(path.join(cwd, 'out', `${name}.md`), 'utf8');
  const rules = async (...more: string[]) =>
    JSON.parse((await cli(['rules', 'proposed', '--json', ...more], { cwd })).stdout);
  return { cwd, add, run, output, rules };
}

const numbered = (count: number, from = 0, more?: string[], host?: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${from + n}.md`, article(from + n, more, host)]),
  );

describe('what repeats in a publisher’s articles', () => {
  test('goes in the batch in which it reached the number, and nothing else goes', async () => {
    const { run, output, rules } = inbox(numbered(6));
    expect((await run()).code).toBe(0);
    for (let n = 0; n < 6; n++) {
      expect(output(`${n}`)).not.toContain('Hofladen');
      for (let part = 0; part < 3; part++) expect(output(`${n}`)).toContain(sentences(n * 3 + part, 4));
    }
    expect(await rules()).toMatchObject([
      {
        publisher: 'beispiel.example',
        text: NOISE,
        documents: 6,
        state: 'proposed',
        examples: ['0.md', '1.md', '2.md'],
      },
    ]);
  });

  test('is only proposed below the number; accepted it goes, rejected it stays, and only what changes is done anew', async () => {
    const { cwd, run, output, rules } = inbox({ ...numbered(4), '9.md': article(9, []) });
    await run();
    const [{ id }] = await rules();
    expect(output('0')).toContain('Hofladen');
    expect((await cli(['rules', 'accept', id], { cwd })).stdout).toContain(`accepted ${id}`);
    expect(JSON.parse((await run()).stdout).summary.byStatus).toEqual({ cleaned: 4, unchanged: 1 });
    expect(output('0')).not.toContain('Hofladen');
    expect(await rules()).toEqual([]);
    expect(await rules('--all')).toMatchObject([{ id, state: 'accepted' }]);
    await cli(['rules', 'reject', id], { cwd });
    expect(JSON.parse((await run()).stdout).summary.byStatus).toEqual({ cleaned: 4, unchanged: 1 });
    expect(output('0')).toContain('Hofladen');
    expect(await cli(['rules', 'accept', 'nothing'], { cwd })).toMatchObject({ code: 2 });
  });

  test('is counted over nights, and earlier outputs follow', async () => {
    const { add, run, output } = inbox(numbered(3));
    await run();
    expect(output('1')).toContain('Hofladen');
    add(numbered(3, 3));
    await run();
    for (const n of [1, 4]) expect(output(`${n}`)).not.toContain('Hofladen');
    expect(JSON.parse((await run()).stdout).summary.byStatus).toEqual({ unchanged: 6 });
  });

  test('never is what copies of one article share, whatever noise and title each has', async () => {
    const story = [3, 4, 5, 6].map((part) => sentences(part, 5));
    const copies = Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [
        `${n}.md`,
        `---\ntitle: Titel ${'abcdefghijkl'[n]}\nurl: https://beispiel.example/${n}\n---\n\n${[sentences(40 + n, 1), ...story, sentences(60 + n, 2)].join('\n\n')}\n`,
      ]),
    );
    const { run, output, rules } = inbox(copies);
    await run();
    expect(await rules()).toEqual([]);
    for (const paragraph of story) expect(output('7')).toContain(paragraph);
  });

  test('of another publisher stays where it is; what every host of a source has is the source’s', async () => {
    const other = Object.fromEntries(
      Array.from({ length: 5 }, (_, n) => [`x${n}.md`, article(20 + n, [NOISE], `host${n}.example`)]),
    );
    const { run, output, rules, cwd } = inbox(other);
    await run();
    expect(output('x0')).not.toContain('Hofladen');
    expect(await rules()).toMatchObject([{ publisher: `source:${path.join(cwd, 'in')}`, documents: 5 }]);
    expect(await rules('--host', 'host0.example')).toEqual([]);
  });

  test('may be a heading only where what stands below it repeats as well', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 6 }, (_, n) => [
        `${n}.md`,
        `${article(n, ['## Unser Fazit dazu', sentences(70 + n, 2)])}\n## Noch mehr aus dem Hofladen\n\n${NOISE}\n`,
      ]),
    );
    const { run, output } = inbox(files);
    await run();
    expect(output('2')).toContain('## Unser Fazit dazu');
    expect(output('2')).not.toContain('Hofladen');
  });

  test('of single words and of questions nothing goes unless a person says so', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 7 }, (_, n) => [
        `${n}.md`,
        article(n, [
          '**Was liegt heute auf Ihrem Nachttisch?**',
          sentences(80 + n, 2),
          '**Und sind Sie zufrieden?**',
          'Ja, sehr.',
        ]),
      ]),
    );
    const { cwd, run, output, rules } = inbox(files);
    await run();
    for (const text of ['Nachttisch', 'zufrieden', 'Ja, sehr.']) expect(output('3')).toContain(text);
    const [{ id }] = (await rules()).filter(({ text }: { text: string }) => text === 'Ja, sehr.');
    await cli(['rules', 'accept', id], { cwd });
    await run();
    expect(output('3')).not.toContain('Ja, sehr.');
  });

  test('is left where the pipeline does not ask for it', async () => {
    const { run, output, rules } = inbox(numbered(6), PIPELINE.replace(/learn.*\n/, ''));
    await run();
    expect(output('0')).toContain('Hofladen');
    expect(await rules()).toEqual([]);
  });

  test('waits for a person where the pipeline says never', async () => {
    const { run, output, rules } = inbox(numbered(8), PIPELINE.replace('apply: 5', 'apply: never'));
    await run();
    expect(output('0')).toContain('Hofladen');
    expect(await rules()).toHaveLength(1);
  });
});
