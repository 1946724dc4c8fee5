/** `klartext sources`: what a user sees of a pipeline's sources. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { placed } from '../src/cli/placed.ts';
import { cli } from './support/cli.ts';
import { longText, rss } from './support/feeds.ts';
import { openLocalSite } from './support/local-site.ts';
import { temporaryFolder } from './support/tmp.ts';

function pipeline(sources: string): string {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'inbox'));
  writeFileSync(path.join(folder, 'inbox/a.txt'), 'Ein Text.');
  writeFileSync(
    path.join(folder, 'night.yaml'),
    `version: 1\nfetch: { allowHosts: [127.0.0.1], delayMs: 0 }\nstages: [repair-text]\nsources:\n${sources}\n`,
  );
  return folder;
}

test('lists what there is, a line each, and names what is dead; the next time it knows what is unchanged', async () => {
  const site = await openLocalSite();
  site.on('/feed.xml', {
    body: rss(site.url, [{ path: '/eins', title: 'Der\u0085 Titel', text: longText('x') }]),
  });
  const cwd = pipeline(
    `  - { type: feed, url: "${site.url}/feed.xml?key=secret" }\n  - { type: feed, url: ${site.url}/gone.xml, name: Tot }\n  - { type: files, path: inbox }`,
  );
  site.on('/feed.xml?key=secret', {
    body: rss(site.url, [{ path: '/eins', title: 'Der\tTitel', text: longText('x') }]),
  });
  const first = await cli(['sources', './night.yaml'], { cwd });
  expect(first.stdout.trim().split('\n').sort()).toEqual([
    path.join(cwd, 'inbox/a.txt'),
    `${site.url}/eins\t2026-11-23T07:00:00Z\tDer Titel`,
  ]);
  expect(first.stderr.trim().split('\n')).toEqual([
    `klartext: ${site.url}/gone.xml is not there (404). Take the address out of the pipeline file if it is gone for good.`,
    'documents: 2, listings unchanged: 0, troubles: 1',
  ]);
  expect(first.code).toBe(1);
  const second = await cli(['sources', './night.yaml', '--json'], { cwd });
  const events = second.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events.map(({ type }) => type).sort()).toEqual(['candidate', 'candidate', 'trouble', 'unchanged']);
  expect(`${first.stderr}${second.stderr}`).not.toContain('secret');
});

test('without sources, or with one that is misspelt, it says what to write', async () => {
  const none = await cli(['sources', './night.yaml'], { cwd: pipeline('  []') });
  expect(none.code).toBe(2);
  expect(none.stderr).toContain('expected `sources`, got none. Add a list');
  const cwd = pipeline(
    '  - { type: feed, ulr: https://example.org/ }\n  - { type: feeds }\n  - { type: sitemap, url: "ftp://x", path: a }\n  - { type: url, url: nowhere }',
  );
  const { stderr, code } = await cli(['check', './night.yaml'], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain('night.yaml:5: sources.0.ulr: unknown key. Did you mean "url"?');
  expect(stderr).toContain('night.yaml:6: sources.1.type: expected one of feed, opml,');
  expect(stderr).toContain('night.yaml:7: sources.2.url: expected an http or https address');
  expect(stderr).toMatch(/night.yaml:8: sources.3.url: expected an http or https address/);
});

test('private addresses are refused unless the pipeline names them', async () => {
  const site = await openLocalSite();
  const cwd = pipeline(`  - { type: feed, url: ${site.url}/feed.xml }`);
  writeFileSync(
    path.join(cwd, 'open.yaml'),
    `version: 1\nstages: [repair-text]\nsources: [{ type: feed, url: ${site.url}/feed.xml }]\n`,
  );
  const { stderr } = await cli(['sources', './open.yaml'], { cwd });
  expect(stderr).toContain(
    '127.0.0.1 is an address of this machine or of a private network; it was not asked.',
  );
  expect(site.hits).toHaveLength(0);
});

test('where nothing can be kept, it says so and goes on', async () => {
  const site = await openLocalSite();
  site.on('/feed.xml', { body: rss(site.url, [{ path: '/eins', title: 'Eins', text: longText('x') }]) });
  const cwd = pipeline(`  - { type: feed, url: ${site.url}/feed.xml }`);
  const env = { KLARTEXT_MEMORY: path.join(cwd, 'night.yaml/memory.db') };
  const { code, stdout, stderr } = await cli(['sources', './night.yaml'], { cwd, env });
  expect(code).toBe(0);
  expect(stdout).toContain(`${site.url}/eins`);
  expect(stderr).toContain('What is fetched is not kept.');
});

test.each(['feed', 'opml', 'sitemap', 'jsonl', 'warc'])(
  'a pipe for a file, as %s, holds up nobody',
  async (type) => {
    for (const name of ['pipe', 'pipe.gz']) {
      const cwd = pipeline(`  - { type: ${type}, path: ${name} }\n  - { type: files, path: inbox }`);
      spawnSync('mkfifo', [path.join(cwd, name)]);
      const { stdout, stderr } = await cli(['sources', './night.yaml'], { cwd });
      expect(`${stdout}${stderr}`).toContain(`${name}: expected a file, got something else`);
      expect(stdout).toContain('a.txt');
    }
  },
);

test('check names the sources', async () => {
  const cwd = pipeline(
    '  - { type: feed, url: "https://example.org/f?key=secret" }\n  - { type: files, path: [a, b], name: Alt }',
  );
  const { stdout } = await cli(['check', './night.yaml'], { cwd });
  expect(stdout).toContain('sources:\n  feed https://example.org/f\n  files Alt\n');
});

test('a message names the entry of a feed that it is about, and no query', () => {
  const feed = 'https://example.org/feed.xml';
  expect(placed(`${feed}?1a2b#17`, 'expected a text.')).toBe(`${feed}#17: expected a text.`);
  expect(placed(`${feed}?key=1`, 'expected a feed.')).toBe(`${feed}: expected a feed.`);
  expect(placed(`${feed}#17`, `${feed}#17 is empty.`)).toBe(`${feed}#17 is empty.`);
});

test('a folder that cannot be listed is named with what to do, and those beside it are read', async () => {
  const cwd = pipeline('  - { type: files, path: inbox }');
  mkdirSync(path.join(cwd, 'inbox/gut'), { recursive: true });
  writeFileSync(path.join(cwd, 'inbox/gut/b.md'), 'Der Turm ist alt.\n');
  // In an older character set, as archives of many years have them.
  mkdirSync(Buffer.concat([Buffer.from(`${cwd}/inbox/`), Buffer.from('Köln', 'latin1')]));
  const { code, stdout, stderr } = await cli(['sources', './night.yaml'], { cwd });
  expect(code).toBe(1);
  expect(stdout).toContain('gut/b.md');
  expect(stderr).toMatch(/inbox\/K\S+ln: cannot be listed \(ENOENT\)\. Its name is no UTF-8: rename it/);
});
