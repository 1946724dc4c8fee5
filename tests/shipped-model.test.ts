/** The model that comes with the package: whole, taken when there is no better one, and of use to a reader. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { engineModel, type InstalledModel, readModel } from '../src/engine/manifest.ts';
import { checkModel, findModel } from '../src/engine/models.ts';
import { packagePath } from '../src/package-root.ts';
import { createBergamotProvider } from '../src/providers/bergamot.ts';
import type { InlineTag, TranslationProvider } from '../src/types.ts';
import { cli } from './support/cli.ts';
import { temporaryFolder } from './support/tmp.ts';

const SHIPPED = packagePath('models');
const TOY = path.resolve(import.meta.dirname, 'fixtures/models/toy-de-en');
const PAIR = { source: 'de', target: 'en' };

describe('the shipped model', () => {
  test('has the files that its manifest records, 45 MB at most', async () => {
    const model = (await readModel(SHIPPED, 'de-en')) as InstalledModel;
    expect(await checkModel(model, { hash: true })).toEqual([]);
    const bytes = model.manifest.files.reduce((sum, file) => sum + file.bytes, 0);
    expect(bytes).toBeLessThan(45e6);
  });

  test("is taken where nothing is installed; Mozilla's goes before it, a name before both", async () => {
    const installed = temporaryFolder();
    const folders = [installed, SHIPPED];
    expect(await findModel(folders, { pair: PAIR })).toMatchObject({ name: 'de-en' });
    const mozilla = path.join(installed, 'mozilla-de-en-tiny');
    await cp(TOY, mozilla, { recursive: true });
    const manifest = JSON.parse(await readFile(path.join(TOY, 'manifest.json'), 'utf8'));
    await writeFile(
      path.join(mozilla, 'manifest.json'),
      JSON.stringify({ ...manifest, name: 'mozilla-de-en-tiny' }),
    );
    expect(await findModel(folders, { pair: PAIR })).toMatchObject({ name: 'mozilla-de-en-tiny' });
    expect(await findModel(folders, { name: 'de-en' })).toMatchObject({ name: 'de-en' });
  });
});

test('follows as many translations at once as its manifest says, or as the user', async () => {
  const model = (await readModel(SHIPPED, 'de-en')) as InstalledModel;
  expect(engineModel(model).settings).toMatchObject({ 'beam-size': 3, 'skip-cost': false });
  expect(engineModel(model, 1).settings).toBeUndefined();
});

describe('its translations', () => {
  let provider: TranslationProvider;
  beforeAll(async () => {
    provider = createBergamotProvider({
      model: (await readModel(SHIPPED, 'de-en')) as InstalledModel,
      workers: 1,
    });
  });
  afterAll(() => provider.dispose?.());

  const translate = async (source: string, tags: InlineTag[] = []) => {
    const { targets } = await provider.translate({
      pair: PAIR,
      segments: [{ id: '1', source, tags, kind: 'paragraph' }],
      signal: new AbortController().signal,
    });
    return targets[0]?.target ?? '';
  };

  test.each([
    ['Das Update behebt drei Sicherheitslücken in Windows 11.', /update .*three .*Windows 11/i],
    ['Die Software ist ab sofort kostenlos verfügbar.', /software is .*available.* free|free/i],
    [
      'Im Jahr 2025 stieg der Umsatz um 12,5 Prozent auf 3,4 Milliarden Euro.',
      /2025.*12[.,]5 percent.*3[.,]4 billion/i,
    ],
  ])('say what the German says: %s', async (german, english) => {
    expect(await translate(german)).toMatch(english);
  });

  test('keep a link around its words', async () => {
    const link = [{ id: 1, kind: 'paired' as const, node: 'link' }];
    expect(await translate('Der Hersteller <g id="1">Nokia</g> meldet einen Fehler.', link)).toMatch(
      /<g id="1">Nokia<\/g>/,
    );
  });

  test('order a sentence around its code', async () => {
    const code: InlineTag[] = [{ id: 1, kind: 'keep', node: 'inlineCode', text: 'cmp' }];
    expect(await translate('Schlägt <x id="1"/> fehl, bekomme ich eine Mail.', code)).toMatch(
      /^If <x id="1"\/> fails, I/,
    );
  });
});

test('every sample gets through, and is what README shows', async () => {
  const cwd = temporaryFolder();
  const inbox = packagePath('samples/inbox');
  const { code, stderr } = await cli(['run', inbox, '--out', 'out', '--no-memory'], { cwd });
  expect([code, stderr.match(/^(?:partial|failed|untranslated): .*/gm)]).toEqual([0, null]);
  // README shows one of them, with its hashes cut short.
  const frontMatter = (text: string) => /^---\n(.*?)\n---$/ms.exec(text)?.[1]?.split('\n') ?? [];
  const shown = frontMatter(await readFile(packagePath('README.md'), 'utf8'));
  const made = frontMatter(await readFile(path.join(cwd, 'out/blogbeitrag.md'), 'utf8'));
  const cut = (line: string, index: number) =>
    shown[index]?.endsWith('…') ? `${line.slice(0, shown[index].length - 1)}…` : line;
  expect(made.map(cut)).toEqual(shown);
}, 120_000);
