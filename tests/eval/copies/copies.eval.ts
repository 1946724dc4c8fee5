/** Copies of the gold articles of ../shared, made in memory: how many are found, and how many articles are taken for copies. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readFrontMatter } from '../../../src/document/front-matter.ts';
import { cli } from '../../support/cli.ts';
import { hasData } from '../cleaning/data.ts';
import { createRandom } from '../random.ts';
import { articles, document } from './articles.ts';
import { makeCopy } from './noise.ts';

interface Made {
  name: string;
  /** What it may give way to; '' for an article of its own. */
  of: string;
  kind: string;
}

/** The article, two copies on other hosts, and what only looks like one: other figures, a quotation of half of it. */
function fill(folder: string): Made[] {
  const random = createRandom(4);
  const made: Made[] = [];
  const all = articles().filter((_, index) => index % 2 === 0);
  const write = (name: string, of: string, kind: string, host: string, blocks: readonly string[]) => {
    const head = { title: `${kind} ${made.length}`, url: `https://${host}/${name}` };
    writeFileSync(path.join(folder, `${name}.md`), document(head, blocks));
    made.push({ name, of, kind });
  };
  for (const [index, { site, paragraphs }] of all.entries()) {
    const name = `a${index}`;
    write(name, '', 'article', site.replace(/[^\w.-]/g, ''), paragraphs);
    for (const copy of ['x', 'y'])
      write(`${name}${copy}`, name, 'copy', `copies-${index % 7}.example`, makeCopy(paragraphs, random));
    if (index % 3 === 0) {
      const other = paragraphs.map((text) => text.replace(/\d+/g, (n) => String(Number(n) + 7)));
      const changed = other.filter((text, at) => text !== paragraphs[at]).length;
      if (changed > 1) write(`${name}n`, '', 'other figures', 'numbers.example', other);
    }
    if (index % 3 === 1) {
      const next = all[(index + 5) % all.length]?.paragraphs ?? [];
      const half = paragraphs.slice(0, Math.ceil(paragraphs.length / 2));
      const share = half.join(' ').length / (half.join(' ').length + next.join(' ').length);
      if (share > 0.3 && share < 0.7)
        write(`${name}h`, '', 'quotes half', 'mixed.example', [
          ...half,
          ...next.map((text) => text.split(' ').toReversed().join(' ')),
        ]);
    }
  }
  return made;
}

test.skipIf(!hasData())(
  'copies are found, and articles are not taken for copies',
  async () => {
    const cwd = mkdtempSync(path.join(tmpdir(), 'klartext-copies-'));
    onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
    mkdirSync(path.join(cwd, 'in'));
    const made = fill(path.join(cwd, 'in'));
    const started = performance.now();
    const { code, stderr } = await cli(['clean', 'in', '-p', 'clean-feed', '-o', 'out', '-q'], { cwd });
    expect(code, stderr).toBe(0);
    const seconds = (performance.now() - started) / 1000;
    const storyOf = new Map(made.map(({ name, of }) => [name, of || name]));
    const verdicts = made.map((one) => {
      const head = readFrontMatter(readFileSync(path.join(cwd, 'out', `${one.name}.md`), 'utf8'));
      const fields = head.kind === 'fields' ? head.fields : {};
      const kept =
        fields.status === 'duplicate' ? String(fields.duplicate_of).replace(/^.*\//, '') : undefined;
      return { ...one, kept };
    });
    const duplicates = verdicts.filter(({ kept }) => kept !== undefined);
    const right = duplicates.filter(({ name, kept }) => storyOf.get(name) === storyOf.get(kept as string));
    // Of an article and its two copies two can give way.
    const possible = made.filter(({ kind }) => kind === 'copy').length;
    const precision = right.length / duplicates.length;
    const recall = right.length / possible;
    const wrong = duplicates
      .filter((one) => !right.includes(one))
      .map(({ name, kept, kind }) => `${name} (${kind}) -> ${kept}`);
    console.log(
      `copies: ${made.length} documents in ${seconds.toFixed(0)} s, precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}`,
    );
    if (wrong.length > 0) console.log(`taken for copies: ${wrong.join(', ')}`);
    expect(precision).toBeGreaterThanOrEqual(0.995);
    expect(recall).toBeGreaterThanOrEqual(0.95);
  },
  600_000,
);
