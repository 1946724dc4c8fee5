import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { factsOf, isToldIn } from '../src/stages/boilerplate/facts.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const PROSE = 'Die Stadt baut im Sommer eine Brücke über den Fluss, und viele Leute freuen sich darauf.';

describe('--keep-removed', () => {
  test('writes what went beside the output, and nothing when nothing went', async () => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'a.txt'), `Brücke\n\n${PROSE}\n\nJetzt unseren Newsletter abonnieren!\n`);
    writeFileSync(path.join(cwd, 'b.txt'), `Brücke\n\n${PROSE}\n`);
    const argv = ['clean', 'a.txt', 'b.txt', '--out', 'out', '--pipeline', 'clean-feed', '--quiet'];
    expect((await cli([...argv, '--keep-removed'], { cwd })).code).toBe(0);
    const removed = JSON.parse(readFileSync(path.join(cwd, 'out/a.removed.json'), 'utf8'));
    expect(removed).toMatchObject([
      { rule: 'german-news/newsletter', text: 'Jetzt unseren Newsletter abonnieren!', line: 5 },
    ]);
    expect(existsSync(path.join(cwd, 'out/b.removed.json'))).toBe(false);
    // The file is no document: a run over the outputs does not take it for one.
    const again = await cli(['clean', 'out', '--out', 'out2', '--pipeline', 'clean-feed', '--json'], { cwd });
    expect(JSON.parse(again.stdout).documents).toHaveLength(2);
  });

  test('goes when a later run removes nothing, and needs a folder', async () => {
    const cwd = temporaryFolder();
    const argv = ['clean', 'a.txt', '--pipeline', 'clean-feed', '--quiet', '--keep-removed'];
    writeFileSync(path.join(cwd, 'a.txt'), `${PROSE}\n\nTeilen\n`);
    await cli([...argv, '--out', 'out'], { cwd });
    expect(existsSync(path.join(cwd, 'out/a.removed.json'))).toBe(true);
    writeFileSync(path.join(cwd, 'a.txt'), `${PROSE}\n`);
    await cli([...argv, '--out', 'out'], { cwd });
    expect(existsSync(path.join(cwd, 'out/a.removed.json'))).toBe(false);
    expect(await cli(argv, { cwd })).toMatchObject({ code: 2 });
  });
});

test('a document that loses more than the set share is warned of', async () => {
  const cwd = temporaryFolder();
  const noise = Array.from({ length: 12 }, () => 'Jetzt unseren Newsletter abonnieren!').join('\n\n');
  writeFileSync(path.join(cwd, 'a.txt'), `${PROSE}\n\n${noise}\n`);
  const { stdout } = await cli(['clean', 'a.txt', '--pipeline', 'clean-feed', '--format', 'json'], { cwd });
  expect(JSON.parse(stdout).messages).toContainEqual(expect.objectContaining({ rule: 'loses-much' }));
  writeFileSync(
    path.join(cwd, 'own.yaml'),
    'version: 1\nwarnLoss: 0.95\nrules: [german-news]\nstages: [remove-boilerplate]\n',
  );
  const own = await cli(['clean', 'a.txt', '--pipeline', './own.yaml', '--format', 'json'], { cwd });
  expect(JSON.parse(own.stdout).messages).not.toContainEqual(expect.objectContaining({ rule: 'loses-much' }));
});

test.each([
  ['Der Preis steigt auf 12,5 Euro', 'Es kostet 12,5 Euro', true],
  ['Der Preis steigt auf 12,5 Euro', 'Es kostet 12 Euro', false],
  ['Das sagte gestern Mara Lindqvist im Rat', 'Mara Lindqvist ist Chefin', true],
  ['Das sagte gestern Mara Lindqvist im Rat', 'Frau Lindqvist ist Chefin', false],
  ['Ein Gerät von IBM', 'Ein Gerät', false],
  ['Der Rat tagt im Haus', 'Anderes', true],
])('isToldIn(%s | %s) is %s', (text, kept, expected) => {
  expect(isToldIn(factsOf(text), factsOf(kept), kept)).toBe(expected);
});
