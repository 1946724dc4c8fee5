/** Copies over several nights in which what was kept, or the copy, becomes something else. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { cli } from './support/cli.ts';
import { article, heads, NIGHT, place, story } from './support/copies-place.ts';
import { repeats } from './support/night-place.ts';

test('what is a copy no more is named by none, and what is a copy of another by that one', async () => {
  const here = await place();
  const { cwd, add } = here;
  const night = async () => expect((await cli(NIGHT, here)).code).toBe(0);
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  add('x.md', article('https://x.example/x', story(9)));
  await night();
  add('b.md', article('https://b.example/b', story(9)));
  await night();
  expect(heads(cwd)).toMatchObject({
    a: { also_seen: ['https://c.example/c'] },
    b: { status: 'duplicate', duplicate_of: 'https://x.example/x' },
    x: { also_seen: ['https://b.example/b'] },
  });
  expect(heads(cwd).c).not.toHaveProperty('also_seen');
  add('c.md', article('https://c.example/c', story(5)));
  await night();
  expect(heads(cwd).c).toMatchObject({ status: 'translated' });
  expect(heads(cwd).a).not.toHaveProperty('also_seen');
});

test('copies of an article that tells something else by now are worked again, and none of their text is lost', async () => {
  const here = await place();
  const { cwd, fake, add } = here;
  const night = async () => {
    const { code, stderr } = await cli(NIGHT.slice(0, -1), here);
    expect(code).toBe(0);
    return stderr;
  };
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  await night();
  add('a.md', article('https://a.example/a', story(5)));
  expect(await night()).toMatch(/worked again when it is offered: \S+b\.md, \S+c\.md\.\n/);
  await night();
  expect(heads(cwd)).toMatchObject({
    a: { status: 'translated', revision: 2 },
    b: { status: 'translated', also_seen: ['https://c.example/c'] },
    c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
  });
  expect(heads(cwd).a).not.toHaveProperty('also_seen');
  // Its text was paid when it was the other's.
  expect(repeats(fake)).toBe(0);
});

test('no article is left untranslated for a copy that another pipeline has only cleaned', async () => {
  const here = await place();
  const { cwd, add } = here;
  writeFileSync(path.join(cwd, 'clean.yaml'), 'version: 1\nduplicates: true\nstages: [repair-text]\n');
  const night = async (pipeline: string, input: string) =>
    expect((await cli(['nightly', pipeline, input, '-q'], here)).code).toBe(0);
  for (const name of ['a', 'b', 'c']) add(`${name}.md`, article(`https://${name}.example/${name}`, story(1)));
  await night('clean.yaml', 'in/a.md');
  await night('paid.yaml', 'in/b.md');
  await night('paid.yaml', 'in/c.md');
  expect(heads(cwd)).toMatchObject({
    a: { status: 'cleaned' },
    b: { status: 'translated' },
    c: { status: 'duplicate', duplicate_of: 'https://b.example/b' },
  });
});
