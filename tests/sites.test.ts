import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkSelector } from '../src/document/html/site.ts';
import { KlartextError } from '../src/errors.ts';
import { importSiteConfig } from '../src/pipeline/import-site-config.ts';
import { openSites } from '../src/pipeline/sites.ts';
import { xpathToCss } from '../src/pipeline/xpath-to-css.ts';
import { parseSiteRules } from '../src/stages/rules/site.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const SITE = `
host: saalebote.example
version: 1
title: h1.kopf
body: [.fehlt, main .text]
strip: ['.werbung', '[class*="los"]']
rules:
  - id: saale-tip
    kind: literal
    language: de
    position: anywhere
    reason: the paper's own box
    text: Der Saalebote meint
    examples: { remove: [Der Saalebote meint!], keep: [Der Saalebote meint es gut.] }
`;

const filler = 'Die Stadt baut im Sommer eine Brücke über den Fluss, und viele Leute freuen sich darauf.';
const PAGE = `<!doctype html><html><head><title>x</title><link rel="canonical" href="https://www.saalebote.example/a"></head>
<body class="lose"><h1 class="kopf">Brücke kommt</h1><main><div class="text"><p>${filler}</p><p class="werbung">Kaufen!</p>
<p>Der Saalebote meint</p><p>Der Rat stimmt am 3. Mai darüber ab, sagte die Bürgermeisterin am Abend.</p></div>
<div class="andere"><p>${filler.replace('Brücke', 'Schule')} Das steht in einem andern Artikel, der gar nicht hierher gehört.</p></div></main></body></html>`;

describe('site rules', () => {
  test('choose body, title and what goes, on pages of that host alone', async () => {
    const cwd = temporaryFolder();
    mkdirSync(path.join(cwd, 'pipelines/sites'), { recursive: true });
    writeFileSync(path.join(cwd, 'pipelines/sites/saalebote.example.yaml'), SITE);
    writeFileSync(path.join(cwd, 'a.html'), PAGE);
    writeFileSync(path.join(cwd, 'b.html'), PAGE.replace('www.saalebote', 'anders.saalebote'));
    const { stdout, code } = await cli(['clean', 'a.html', '--pipeline', 'clean-feed', '--format', 'json'], {
      cwd,
    });
    expect(code).toBe(0);
    const { markdown, title, removed } = JSON.parse(stdout);
    expect(title).toBe('Brücke kommt');
    expect(markdown).toBe(
      `# Brücke kommt\n\n${filler}\n\nDer Rat stimmt am 3. Mai darüber ab, sagte die Bürgermeisterin am Abend.\n`,
    );
    expect(removed).toMatchObject([{ rule: 'site:saalebote.example/saale-tip' }]);
    const other = await cli(['clean', 'b.html', '--pipeline', 'clean-feed', '--format', 'json'], { cwd });
    expect(JSON.parse(other.stdout).markdown).toContain('Der Saalebote meint');
  });

  test('name the slip', () => {
    const attempt = (text: string) => () => parseSiteRules(text, 'x.yaml');
    expect(attempt(SITE.replace('strip:', 'stripp:'))).toThrow(/unknown key "stripp"\. Did you mean "strip"/);
    expect(attempt(SITE.replace("'.werbung'", "'[werbung'"))).toThrow(/is no CSS selector/);
    expect(attempt(SITE.replace('host: saalebote.example', 'host: Nichts'))).toThrow(/host name/);
    expect(attempt('host: [')).toThrow(KlartextError);
    expect(attempt('# nichts')).toThrow('Site rules x.yaml: expected keys such as `host`, got none.');
  });

  test('the earlier folder counts, and every change of a file changes the hash', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(path.join(second, 'saalebote.example.yaml'), SITE);
    const before = await openSites([first, second]);
    expect(before.of('www.saalebote.example')?.rules).toHaveLength(1);
    expect(before.of('mein-saalebote.example')).toBeUndefined();
    writeFileSync(
      path.join(first, 'www.saalebote.example.yaml'),
      'host: saalebote.example\nversion: 2\nbody: p\n',
    );
    const after = await openSites([first, second]);
    expect(after.of('saalebote.example')).toMatchObject({ version: 2, rules: [] });
    expect(after.hash).not.toBe(before.hash);
  });
});

test.each([
  ['//h1', ['h1']],
  ["//div[@id='a']", ['div[id="a"]']],
  ["//div[@id='a']/p//span | //main", ['div[id="a"] > p span', 'main']],
  ["//*[contains(@class, 'x y')]", ['[class*="x y"]']],
  ["//a[contains(concat(' ', normalize-space(@class), ' '), ' x ')]", ['a[class~="x"]']],
  ['//p[@a=\'1\' or @b="2"]', ['p[a="1"]', 'p[b="2"]']],
  ["//p[@a and starts-with(@b,'q')]", ['p[a][b^="q"]']],
  ["//li[not(@class='x' or @id)]", ['li:not([class="x"]):not([id])']],
  ['//div[h2]', ['div:has(> h2)']],
  ["//div[.//a[@rel='x']]", ['div:has(a[rel="x"])']],
  ["//p[contains(text(), 'Anzeige')]", undefined],
  ["//div[@id='a']//h2[1]", ['div[id="a"] h2:nth-of-type(1)']],
  ['//ul/li[last()]', ['ul > li:nth-last-of-type(1)']],
  // The second of those with the class, which CSS cannot count.
  ["//p[@class='x'][2]", undefined],
  ['//*[1]', [':nth-child(1)']],
  ['//a/@href', undefined],
  ['//p/following-sibling::div', undefined],
  ["substring-before(//title, ' - ')", undefined],
])('xpathToCss(%s) is %j', (xpath, expected) => {
  const selectors = xpathToCss(xpath);
  expect(selectors).toEqual(expected);
  selectors?.forEach(checkSelector);
});

const CONFIG = `# kept by hand
title: //h1
body: //article | //div[@id='text']
strip: //p[contains(text(), 'Anzeige')]
strip_id_or_class: "social"
date: //time
tidy: no
unsinn: ja
test_url: https://saalebote.example/1
`;

describe('rules import and rules test', () => {
  test('what maps is taken over, the rest is named', () => {
    const { host, yaml, taken, skipped } = importSiteConfig(CONFIG, 'etc/saalebote.example.txt');
    expect(host).toBe('saalebote.example');
    expect(taken).toEqual({ title: 1, body: 2, strip: 2 });
    expect(parseSiteRules(yaml, 'x').strip).toEqual(['[class*="social"]', '[id*="social"]']);
    expect(skipped.map(({ line }) => line)).toEqual([4, 6, 7, 8, 9]);
    expect(() => importSiteConfig('tidy: no', 'a.example.txt')).toThrow(/nothing in it/);
    expect(() => importSiteConfig(CONFIG, 'notizen')).toThrow(/named after a host/);
  });

  test('on the command line, with exit codes', async () => {
    const cwd = temporaryFolder();
    writeFileSync(path.join(cwd, 'saalebote.example.txt'), CONFIG);
    const imported = await cli(['rules', 'import', 'saalebote.example.txt'], { cwd });
    expect(imported).toMatchObject({ code: 0, stderr: '' });
    expect(imported.stdout).toMatch(/line 8: unsinn: ja \(unknown key\)/);
    expect((await cli(['rules', 'import', 'saalebote.example.txt'], { cwd })).code).toBe(2);
    const file = path.join(cwd, 'pipelines/sites/saalebote.example.yaml');
    expect(await cli(['rules', 'test', file], { cwd })).toMatchObject({ code: 0 });
    expect((await cli(['rules', 'list'], { cwd })).stdout).toMatch(
      /german-news v\d+.*\nsite saalebote|site saalebote/s,
    );
    writeFileSync(file, SITE.replace('[Der Saalebote meint!]', '[Der Bote meint!]'));
    const failed = await cli(['rules', 'test', file], { cwd });
    expect(failed).toMatchObject({ code: 1 });
    expect(failed.stdout).toContain('"Der Bote meint!"');
    writeFileSync(file, readFileSync(file, 'utf8').replace('kind: literal', 'kind: litteral'));
    expect((await cli(['rules', 'test', file], { cwd })).code).toBe(2);
    expect((await cli(['rules', 'test', 'german-news'], { cwd })).code).toBe(0);
    expect((await cli(['rules', 'test', 'gibtsnicht'], { cwd })).code).toBe(2);
  });
});
