/** A night whose items have two links each, killed again and again: every page once, none lost. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Journal } from '../src/store/journal.ts';
import { builtCli } from './support/built-cli.ts';
import { openLocalSite } from './support/local-site.ts';
import { documents, IN_WORK, nightPlace, repeats, wait } from './support/night-place.ts';

const start = builtCli();
const PAGES = 24;
const KILLS = 8;
/** The title, the headline and two paragraphs. */
const SEGMENTS = 4;

let count = 0;
const html = (n: number, canonical: string) =>
  `<html lang="de"><head><title>Ort ${n}</title><link rel="canonical" href="${canonical}"><script>${count++}</script></head>
<body><article><h1>Der Ort Nummer ${n}</h1><p>Der Ort Nummer ${n} hat einen neuen Brunnen, und die Leute holen dort jeden Tag ihr Wasser.</p>
<p>Am Abend kamen ${n} Leute und sangen dort Lieder, bis es dunkel wurde und alle gingen.</p></article></body></html>`;

test(`${KILLS} kills leave each of ${PAGES} pages that two feeds link to once`, async () => {
  const { cwd, env, fake } = await nightPlace(0);
  const site = await openLocalSite();
  // By two names, and so with two queues.
  const hosts = { eins: site.url, zwei: site.url.replace('127.0.0.1', 'localhost') };
  for (const [name, host] of Object.entries(hosts)) {
    const items = Array.from({ length: PAGES }, (_, n) => {
      site.on(
        `/${name}/${n}`,
        (_, response) =>
          void response.writeHead(200, { 'content-type': 'text/html' }).end(html(n, `${site.url}/ort-${n}`)),
      );
      return `<item><title>Ort ${n}</title><link>${host}/${name}/${n}</link><description>Kurz.</description></item>`;
    });
    const feed = `<rss version="2.0"><channel><title>${name}</title><link>${host}</link>${items.join('')}</channel></rss>`;
    site.on(`/${name}.xml`, { headers: { 'content-type': 'application/rss+xml' }, body: feed });
  }
  writeFileSync(
    path.join(cwd, 'site.yaml'),
    `version: 1\nsources:\n  - { type: feed, url: ${site.url}/eins.xml }\n  - { type: feed, url: ${site.url}/zwei.xml }\nfetch: { allowHosts: [127.0.0.1, localhost], delayMs: 0 }\nstages: [detect-language, translate]\nconcurrency: ${IN_WORK}\nprovider: { id: deepl, price: 20 }\n`,
  );
  const night = () => start(['nightly', 'site.yaml', '-q'], { cwd, env });
  fake.delayMs = 15;
  let killed = 0;
  for (let round = 0; round < KILLS; round++) {
    const { child, ended } = night();
    const asked = fake.ledger.requests + (round % 3) * 2;
    while (child.exitCode === null && fake.ledger.requests <= asked) await wait(1);
    await wait(round * 5);
    child.kill('SIGKILL');
    if ((await ended) === null) killed += 1;
  }
  expect(killed).toBeGreaterThan(KILLS / 2);
  expect(await night().ended).toBe(0);
  const outputs = Object.values(documents(path.join(cwd, 'out')));
  const pages = outputs.map((text) => /^source: .*\/(ort-\d+)$/m.exec(text)?.[1]);
  expect([new Set(pages).size, outputs.length]).toEqual([PAGES, PAGES]);
  const journal = new Journal({ file: path.join(cwd, 'out/.klartext/journal.db') });
  onTestFinished(() => journal.close());
  expect(journal.views.counts()).toEqual({ done: PAGES });
  expect(repeats(fake)).toBeLessThanOrEqual(killed * IN_WORK * SEGMENTS);
});
