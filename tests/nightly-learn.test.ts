/** `memory learn` of what nights wrote: the journal knows what an output was made of, and how. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openDesk } from '../src/run/nightly/desk.ts';
import { sentences } from './support/articles.ts';
import { cli } from './support/cli.ts';
import { longText, rss, warcRecord } from './support/feeds.ts';
import { openLocalSite } from './support/local-site.ts';
import { documents } from './support/night-place.ts';
import { temporaryFolder } from './support/tmp.ts';

/** Says which model wrote each text, and notes what it was asked for. */
const SERVICE = `
import { appendFileSync } from 'node:fs';
export const create = ({ model, log }) => ({
  id: 'loud', model,
  limits: { maxSegments: 100, maxCharacters: 1e5, maxConcurrent: 1 },
  features: { inlineTags: true, glossary: false, context: false, deterministic: true },
  translate: async ({ segments }) => {
    for (const { source } of segments) appendFileSync(log, source + '\\n');
    return {
      targets: segments.map(({ source }) =>
        source.includes('NIE') ? undefined : { target: model + ' ' + source.toUpperCase() }),
      usage: { characters: 0 },
    };
  },
});
`;

const SHARED = 'Die Stadt baut drei neue Schulen am Fluss und eine Brücke.';
const SCHOOLS = /^.*DIE STADT BAUT DREI NEUE SCHULEN.*$/m;
const CORRECTED = 'The city is building three new schools by the river, and a bridge.';
const DESCRIPTION = 'Was der Rat der Stadt sagt.';
const html = (n: number, more = '') => `<!doctype html><html lang="de"><head><title>Der Rat ${n}</title>
<meta name="description" content="${DESCRIPTION}"></head><body><article><h1>Der Rat ${n}</h1>
<p>Der Rat hat gestern zum ${n}. Mal zugestimmt, und die Leute gingen danach nach Hause.</p>
<p>${SHARED}</p>${more}</article></body></html>`;

/** What a pipeline's file is; `sources` in YAML, in which SITE is the site's address. */
async function place(sources = '  - { type: url, url: [SITE/a.html, SITE/b.html] }', more = '') {
  const cwd = temporaryFolder();
  const site = await openLocalSite();
  for (const [name, n] of [
    ['a', 1],
    ['b', 2],
  ] as const)
    site.on(`/${name}.html`, { headers: { 'content-type': 'text/html; charset=utf-8' }, body: html(n) });
  const log = path.join(cwd, 'asked.log');
  writeFileSync(log, '');
  writeFileSync(path.join(cwd, 'service.mjs'), SERVICE);
  const pipeline = (text = sources, model = 'OLD', extra = more) =>
    writeFileSync(
      path.join(cwd, 'night.yaml'),
      `version: 1\nsources:\n${text.replaceAll('SITE', site.url)}
fetch: { allowHosts: [127.0.0.1], delayMs: 0 }
${extra.includes('stages:') ? '' : 'stages: [repair-text, translate]'}
provider: { id: ./service.mjs, options: { model: ${model}, log: ${log} } }\n${extra}`,
    );
  pipeline();
  const env = { KLARTEXT_MEMORY: path.join(cwd, 'state/memory.db') };
  const run = (...argv: string[]) => cli(argv, { cwd, env });
  const night = (...argv: string[]) => run('nightly', './night.yaml', '-q', ...argv);
  const outputs = () => documents(path.join(cwd, 'out'));
  const named = (part: string) => {
    const name = Object.keys(outputs()).find((one) => path.basename(one).includes(part));
    expect(name, part).toBeDefined();
    return `out/${name}`;
  };
  const read = (file: string) => readFileSync(path.join(cwd, file), 'utf8');
  const edit = (file: string, from: string | RegExp, to: string) => {
    expect(read(file)).toMatch(from);
    writeFileSync(path.join(cwd, file), read(file).replace(from, to));
  };
  const asked = () => readFileSync(log, 'utf8').trimEnd().split('\n');
  const learn = async (...files: string[]) => {
    const before = [asked().length, site.hits.length];
    const result = await run('memory', 'learn', ...files);
    expect([asked().length, site.hits.length], 'sent by learn').toEqual(before);
    return result;
  };
  const learned = (file: string, count: number) => ({
    code: 0,
    stderr: '',
    stdout: `${file}: ${count === 1 ? '1 correction' : `${count} corrections`} learned.\n`,
  });
  return { cwd, site, run, night, outputs, named, read, edit, asked, learn, learned, pipeline };
}

test('corrections in the output of a night are learned once, and hold in the nights to come', async () => {
  const { site, night, named, read, edit, asked, learn, learned } = await place();
  expect((await night()).code).toBe(0);
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  edit(a, /^title: .*$/m, 'title: The council agrees');
  edit(a, /^description: .*$/m, 'description: What it says.');
  expect(await learn(a)).toEqual(learned(a, 3));
  expect(await learn(a)).toEqual(learned(a, 0));
  const [corrected, before] = [read(a), asked().length];
  site.on('/b.html', { body: html(2, '<p>Danach regnete es die ganze Nacht in der Stadt.</p>') });
  expect((await night()).code).toBe(0);
  expect(read(named('b-'))).toContain(CORRECTED);
  expect(read(named('b-'))).toContain('description: What it says.');
  expect(asked().slice(before)).toEqual(['Danach regnete es die ganze Nacht in der Stadt.']);
  expect(read(a)).toBe(corrected);
});

test('what was learned from one output does not hide what the machine wrote in another of its night', async () => {
  const { night, named, edit, learn, run } = await place();
  await night();
  const [a, b] = [named('a-'), named('b-')];
  for (const file of [a, b]) edit(file, SCHOOLS, CORRECTED);
  edit(b, /^.*ZUM 2\. MAL.*$/m, 'The council agreed for the 2. time yesterday.');
  expect(await learn(a, b)).toMatchObject({
    code: 0,
    stdout: `${a}: 1 correction learned.\n${b}: 2 corrections learned.\n`,
  });
  // What another output taught is not taken back where nobody wrote it.
  edit(b, CORRECTED, `${CORRECTED} At last.`);
  expect((await learn(b)).stdout).toBe(`${b}: 1 correction learned.\n`);
  expect((await learn(a)).stdout).toBe(`${a}: 0 corrections learned.\n`);
  expect((await run('memory', 'search', SHARED)).stdout).toContain('At last.');
});

test('the same correction learned again leaves what nights wrote by it as it was', async () => {
  const { cwd, night, named, read, edit, learn, learned } = await place();
  await night();
  edit(named('a-'), SCHOOLS, CORRECTED);
  await learn(named('a-'));
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/datei.md'), `${SHARED}\n\nSie liegt hier im Ordner.\n`);
  await night('in');
  expect(read(named('datei-'))).toContain(CORRECTED);
  edit(named('b-'), SCHOOLS, CORRECTED);
  await learn(named('b-'));
  edit(named('datei-'), /^.*SIE LIEGT HIER.*$/m, 'It lies in this folder.');
  expect(await learn(named('datei-'))).toEqual(learned(named('datei-'), 1));
});

test('a correction that is taken back is learned too', async () => {
  const { night, named, read, edit, learn, learned } = await place();
  await night();
  const a = named('a-');
  const machine = read(a).match(SCHOOLS)?.[0] ?? '';
  edit(a, SCHOOLS, CORRECTED);
  await learn(a);
  edit(a, CORRECTED, machine);
  expect(await learn(a)).toEqual(learned(a, 1));
  expect(await learn(a)).toEqual(learned(a, 0));
});

test('texts of feeds and files are read as they were kept, also when nobody offers them any more', async () => {
  const entry = { path: '/f.html', title: 'Aus dem Feed', text: longText(SHARED) };
  const { cwd, site, night, named, edit, learn, learned } = await place(
    '  - { type: feed, url: SITE/feed.xml, content: feed }',
  );
  site.on('/feed.xml', { headers: { 'content-type': 'application/rss+xml' }, body: rss(site.url, [entry]) });
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/datei.md'), `# Die Datei\n\n${SHARED}\n\nSie liegt hier im Ordner.\n`);
  await night('in');
  site.on('/feed.xml', { headers: { 'content-type': 'application/rss+xml' }, body: rss(site.url, []) });
  await night();
  for (const file of [named('f-'), named('datei-')]) {
    edit(file, SCHOOLS, CORRECTED);
    edit(file, /^title: .*$/m, 'title: Another title');
    expect(await learn(file)).toEqual(learned(file, 2));
    expect(await learn(file)).toEqual(learned(file, 0));
  }
  writeFileSync(path.join(cwd, 'in/datei.md'), 'Die Datei ist eine andere.\n');
  expect(await learn(named('datei-'))).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('its input is not what it was made of any more.'),
  });
  rmSync(path.join(cwd, 'in/datei.md'));
  expect((await learn(named('datei-'))).stderr).toContain('datei.md: cannot be read');
});

test('what stands in a larger file is read from there, as long as it is there', async () => {
  const { cwd, night, named, edit, learn, learned } = await place(
    '  - { type: jsonl, path: texts.jsonl }\n  - { type: warc, path: pages.warc }',
  );
  const line = { id: 'zeile', title: 'Die Zeile', text: `${SHARED}\n\nSie steht in einer Zeile.` };
  writeFileSync(path.join(cwd, 'texts.jsonl'), `${JSON.stringify(line)}\n`);
  writeFileSync(path.join(cwd, 'pages.warc'), warcRecord('http://rat.example/warc.html', html(3)));
  await night();
  for (const [name, source] of [
    ['zeile-', 'texts.jsonl'],
    ['warc-', 'pages.warc'],
  ] as const) {
    edit(named(name), SCHOOLS, CORRECTED);
    expect(await learn(named(name))).toEqual(learned(named(name), 1));
    renameSync(path.join(cwd, source), path.join(cwd, 'gone'));
    const { code, stderr } = await learn(named(name));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining(`expected what it was made of; ${source} has it no more`),
    });
  }
});

test('an edited output beside an update is told from it, and the new one is learned from', async () => {
  const { cwd, site, night, named, read, edit, learn, learned } = await place();
  await night();
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  const corrected = read(a);
  site.on('/a.html', { body: html(1, '<p>Danach regnete es die ganze Nacht in der Stadt.</p>') });
  await night();
  const folder = path.dirname(a);
  const kept = readdirSync(path.join(cwd, folder)).find((name) => name.includes('.edited-')) ?? '';
  const old = await learn(`${folder}/${kept}`);
  expect(old).toMatchObject({ code: 2, stdout: '' });
  expect(old.stderr).toContain(`Make your corrections in ${path.basename(a)} and learn from that.`);
  expect(read(a)).toMatch(SCHOOLS);
  edit(a, SCHOOLS, CORRECTED);
  expect(await learn(a)).toEqual(learned(a, 1));
  // Put back into its place it is none of the machine's of now.
  writeFileSync(path.join(cwd, a), corrected);
  const back = await learn(a);
  expect(back).toMatchObject({ code: 2, stdout: '' });
  expect(back.stderr).toContain('another output than the one that was noted last for this place');
});

test('the output of a page whose update is not taken is learned from', async () => {
  const { site, night, named, read, edit, learn, learned } = await place(
    '  - { type: url, url: [SITE/a.html] }',
  );
  const long = Array.from(
    { length: 12 },
    (_, n) =>
      `<p>Am Tag ${n} kamen die Leute zu dem <a href="brunnen.html">alten Brunnen</a> und holten ihr Wasser dort.</p>`,
  );
  // Neither where it stands nor its letters are in the page itself.
  site.on('/a.html', { status: 301, headers: { location: '/neu/a.html' } });
  const answer = (more: string) =>
    site.on('/neu/a.html', {
      headers: { 'content-type': 'text/html; charset=windows-1252' },
      body: Buffer.from(html(1, more), 'latin1'),
    });
  answer(long.join(''));
  await night();
  const a = named('a-');
  expect(read(a)).toContain('/neu/brunnen.html)');
  expect(read(a)).toContain('EINE BRÜCKE');
  answer('');
  expect((await night()).code).toBe(1);
  edit(a, SCHOOLS, CORRECTED);
  expect(await learn(a)).toEqual(learned(a, 1));
});

test('where the night cannot be walked again it is told why, and nothing is learned', async () => {
  const { cwd, night, run, named, edit, learn, learned, pipeline } = await place();
  await night();
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  const refused = async (came: string, more: string[] = []) => {
    const result = await learn(a, ...more);
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toContain(
      `${a}: expected its text as the night wrote it, to hold yours against it; ${came}`,
    );
    expect(result.stderr).toContain('`klartext retry --failed --out out` makes');
    expect(result.stderr.trimEnd().split('\n')).toHaveLength(1);
  };
  pipeline(undefined, 'NEW');
  await refused('the memory lacks 5 of its 5 texts.');
  expect(await learn(a, '--model', 'OLD')).toEqual(learned(a, 1));
  await night('--model', 'NEW', '--redo');
  edit(a, CORRECTED, 'The city is building.');
  pipeline();
  await refused('night and the memory make another of it now.');
  expect(await learn(a, '--model', 'NEW')).toEqual(learned(a, 1));
  await run('memory', 'prune', '--days', '0');
  rmSync(path.join(cwd, 'state/fetched'), { recursive: true });
  const gone = await learn(a);
  expect(gone).toMatchObject({ code: 2, stdout: '' });
  expect(gone.stderr).toMatch(
    /a-\w+\.md: expected what it was made of; .* has it no more, and it is not kept\./,
  );
});

test('each output is read by the pipeline that wrote it, and one that translates nothing is told', async () => {
  const { cwd, run, night, named, edit, learn, learned } = await place();
  await night();
  mkdirSync(path.join(cwd, 'in'));
  writeFileSync(path.join(cwd, 'in/rein.md'), `${SHARED}\n`);
  writeFileSync(path.join(cwd, 'tidy.yaml'), 'version: 1\nstages: [repair-text]\n');
  await run('nightly', './tidy.yaml', 'in', '-q');
  edit(named('a-'), SCHOOLS, CORRECTED);
  expect(await learn(named('a-'))).toEqual(learned(named('a-'), 1));
  edit(named('rein-'), 'drei', 'vier');
  const { code, stderr } = await learn(named('rein-'));
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('expected a translation; it was only cleaned.'),
  });
});

test('without a memory there is nothing to learn with, and that is told', async () => {
  const { night, named, edit, learn, pipeline } = await place();
  pipeline(undefined, 'OLD', 'memory: false\n');
  await night();
  edit(named('a-'), SCHOOLS, CORRECTED);
  expect(await learn(named('a-'))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('expected a memory to keep your corrections in, got none.'),
  });
  pipeline();
  expect(await learn(named('a-'))).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('the memory lacks 5 of its 5 texts.'),
  });
});

test('a file that is no output in its place is told where it belongs', async () => {
  const { cwd, night, named, edit, learn, learned } = await place();
  await night();
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  mkdirSync(path.join(cwd, 'out/done'));
  renameSync(path.join(cwd, a), path.join(cwd, 'out/done/a.md'));
  const moved = await learn('out/done/a.md');
  expect(moved).toMatchObject({ code: 2, stdout: '' });
  expect(moved.stderr).toContain(`Move it back to ${a.replace('out/', '')} in the output folder.`);
  renameSync(path.join(cwd, 'out/done/a.md'), path.join(cwd, 'a.md'));
  expect((await learn('a.md')).stderr).toContain('`klartext run` or `klartext nightly` wrote them');
  renameSync(path.join(cwd, 'a.md'), path.join(cwd, a));
  // The batch as a whole may move.
  renameSync(path.join(cwd, 'out'), path.join(cwd, 'archive'));
  const there = a.replace('out/', 'archive/');
  expect(await learn(there)).toEqual(learned(there, 1));
});

test('of a journal that was built again the next night tells the pipeline', async () => {
  const { cwd, night, named, edit, learn, learned } = await place();
  await night();
  rmSync(path.join(cwd, 'out/.klartext'), { recursive: true });
  await cli(['journal', 'rebuild'], { cwd });
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  const early = await learn(a);
  expect(early).toMatchObject({ code: 2, stdout: '' });
  expect(early.stderr).toContain('run `klartext nightly <pipeline>` once.');
  await night();
  expect(await learn(a)).toEqual(learned(a, 1));
});

test('a night that is at work is no hindrance', async () => {
  const { cwd, night, named, edit, learn, learned } = await place();
  await night();
  const a = named('a-');
  edit(a, SCHOOLS, CORRECTED);
  const desk = await openDesk({ outFolder: path.join(cwd, 'out') });
  desk?.journal.beginRun({ pipeline: 'other.yaml', pid: process.pid, day: '2026-11-28' });
  expect(await learn(a)).toEqual(learned(a, 1));
  desk?.close();
});

test('what has failed can be written by hand and learned, and `retry` still leaves it to the batch', async () => {
  const { site, night, run, named, read, edit, learn, learned } = await place(
    '  - { type: url, url: [SITE/a.html] }',
  );
  site.on('/a.html', { body: html(1, '<p>Das Wort NIE kommt hier in einem Satz vor.</p>') });
  await night();
  const a = named('a-');
  edit(a, 'Das Wort NIE kommt hier in einem Satz vor.', 'Here it says never.');
  expect(await learn(a)).toEqual(learned(a, 1));
  expect(read(a)).toContain('status: partial');
  expect((await run('retry', 'out')).stderr).toContain('`klartext retry --failed --out out` takes it up.');
  expect((await run('retry', '--failed', '-q')).code).toBe(0);
  expect(read(a)).toContain('status: translated');
  expect(read(a)).toContain('Here it says never.');
});

test('of a copy the article is named, and what was learned of the publisher is heeded as it was then', async () => {
  const body = (n: number) =>
    `${sentences(n * 7, 6)}\n\n${sentences(n * 7 + 3, 6)}\n\nAbonnieren Sie jetzt unseren täglichen Brief aus der alten Werkstatt.`;
  const { cwd, night, outputs, edit, learn, learned } = await place(
    '  - { type: jsonl, path: texts.jsonl }',
    'learn: { propose: 2, apply: 3 }\nduplicates: true\nstages: [repair-text, remove-boilerplate, translate]\n',
  );
  const write = (...numbers: number[]) =>
    writeFileSync(
      path.join(cwd, 'texts.jsonl'),
      numbers
        .map((n) =>
          JSON.stringify({ url: `http://rat.example/${n}`, title: `Titel ${n}`, markdown: body(n % 10) }),
        )
        .join('\n'),
    );
  write(1, 2, 3, 4, 11);
  await night();
  write(1, 2, 3, 4, 11, 5);
  await night();
  const places = Object.entries(outputs()).map(([name, text]) => ({ file: `out/${name}`, text }));
  const [copy, ...more] = places.filter(({ text }) => text.includes('status: duplicate'));
  expect(more).toEqual([]);
  // A whole folder may be learned from.
  expect(await learn(copy?.file ?? '')).toEqual(learned(copy?.file ?? '', 0));
  edit(copy?.file ?? '', 'The same article', 'Just the same article');
  expect((await learn(copy?.file ?? '')).stderr).toContain(
    'Make your corrections in the output of http://rat.example/1.',
  );
  const withBlock = places.filter(({ text }) => text.includes('ABONNIEREN'));
  const without = places.filter(({ text, file }) => !text.includes('ABONNIEREN') && file !== copy?.file);
  expect([withBlock.length, without.length]).toEqual([4, 1]);
  for (const { file } of [...withBlock, ...without]) {
    edit(file, /^title: .*$/m, 'title: The title');
    expect(await learn(file)).toEqual(learned(file, 1));
  }
});

test('a description is not learned of which an update may have told that is not there yet', async () => {
  const entry = { path: '/f.html', title: 'Aus dem Feed', text: longText(SHARED) };
  const { site, night, named, edit, learn, learned } = await place(
    '  - { type: feed, url: SITE/feed.xml, content: feed }',
  );
  const feed = (description: string, text: string) => {
    const body = rss(site.url, [{ ...entry, text }]).replace(
      '<guid',
      `<description>${description}</description><guid`,
    );
    site.on('/feed.xml', { headers: { 'content-type': 'application/rss+xml' }, body });
  };
  feed('Die erste Beschreibung.', entry.text);
  await night();
  const file = named('f-');
  feed('Die zweite Beschreibung.', '<p>Weg.</p>');
  await night();
  edit(file, SCHOOLS, CORRECTED);
  const first = await learn(file);
  expect(first).toMatchObject({ code: 1, stdout: `${file}: 1 correction learned.\n` });
  expect(first.stderr).toContain('not learned: description: its source has told of an update since');
  feed('Die erste Beschreibung.', entry.text);
  await night();
  edit(file, CORRECTED, 'The city builds.');
  edit(file, /^description: .*$/m, 'description: The first.');
  expect(await learn(file)).toEqual(learned(file, 2));
});
