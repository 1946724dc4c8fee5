import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importModel } from '../src/engine/import-model.ts';
import { readModel } from '../src/engine/manifest.ts';
import { findModel, listModels, removeModel, verifyModels } from '../src/engine/models.ts';
import { createEnginePool } from '../src/engine/pool.ts';
import { bergamot, bergamotOptions, createBergamotProvider } from '../src/providers/bergamot.ts';
import type { Segment } from '../src/types.ts';

const MODELS = path.join(import.meta.dirname, 'fixtures/models');
const TOY = path.join(MODELS, 'toy-de-en');
const SHARED = path.resolve(import.meta.dirname, '../../shared/data/toy-model');
const never = new AbortController().signal;
const pair = { source: 'de', target: 'en' };

const recorded = JSON.parse(readFileSync(path.join(MODELS, 'toy-de-en.outputs.json'), 'utf8')) as {
  source: string;
  target: string;
}[];
const asSegments = (sources: string[]): Segment[] =>
  sources.map((source, index) => ({ id: `s${index}`, source, tags: [], kind: 'paragraph' }));

async function openToy(options = {}) {
  const model = await readModel(MODELS, 'toy-de-en');
  if (!model) throw new Error('the fixture model is missing');
  return createBergamotProvider({ model, workers: 1, ...options });
}

describe('the engine', () => {
  test.skipIf(!existsSync(SHARED))('gives the 50 reference outputs exactly', async () => {
    const file = path.join(SHARED, 'reference-outputs.json');
    const references = JSON.parse(await readFile(file, 'utf8')) as { src: string; text: string }[];
    const pool = createEnginePool({
      model: {
        model: path.join(SHARED, 'model.ssru.f32.bin'),
        vocabularies: [path.join(SHARED, 'vocab.spm')],
        precision: 'float32',
      },
      workers: 2,
    });
    const answers = await Promise.all(
      references.map(({ src }) => pool.translate([{ text: src, html: false }], never)),
    );
    expect(answers.map(([answer]) => answer?.text)).toEqual(references.map(({ text }) => text));
    expect(references).toHaveLength(50);
    await pool.dispose();
  });

  const engine = {
    model: path.join(TOY, 'model.bin'),
    vocabularies: [path.join(TOY, 'vocab.spm')],
    precision: 'int8shiftAlphaAll' as const,
  };

  test('a text that aborts it is found, the others are translated, the next batch too', async () => {
    const pool = createEnginePool({ model: engine, workers: 1 });
    const texts = ['Das Haus.', '<b>nie geschlossen', 'Der Hund.'].map((text) => ({ text, html: true }));
    const answers = await pool.translate(texts, never);
    expect(answers.map((answer) => answer !== undefined)).toEqual([true, false, true]);
    expect(await pool.translate([{ text: 'Das Haus.', html: true }], never)).toEqual([answers[0]]);
    await pool.dispose();
  });

  test('a model that cannot be loaded is told once, as corrupt', async () => {
    const pool = createEnginePool({ model: { ...engine, precision: 'float32' }, workers: 1 });
    const work = pool.translate([{ text: 'Haus', html: false }], never);
    await expect(work).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    await pool.dispose();
  });

  test('a batch that takes too long counts as broken', async () => {
    // Time enough to load the model on a busy machine, and far too little for the batch on any.
    const pool = createEnginePool({ model: engine, workers: 1, batchTimeoutMs: 3000 });
    const long = { text: 'Das Haus steht hier. '.repeat(100_000).replaceAll('. ', '.\n'), html: false };
    await expect(pool.translate([long], never)).resolves.toEqual([undefined]);
    await pool.dispose();
  });

  test('an abort lets the caller go, dispose ends what runs, and both are final', async () => {
    const pool = createEnginePool({ model: engine, workers: 1 });
    const long = { text: 'Das Haus steht hier.\n'.repeat(20_000), html: false };
    const stop = new AbortController();
    const running = pool.translate([long], stop.signal);
    const queued = pool.translate([long], never);
    setTimeout(() => stop.abort(), 300);
    await expect(running).rejects.toMatchObject({ code: 'ABORTED' });
    const rejected = expect(queued).rejects.toMatchObject({ code: 'ABORTED' });
    await pool.dispose();
    await rejected;
    await pool.dispose();
    await expect(pool.translate([long], never)).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('the provider', () => {
  test('gives the recorded outputs, on any number of workers', async () => {
    for (const workers of [1, 2]) {
      const provider = await openToy({ workers });
      const segments = asSegments(recorded.map(({ source }) => source));
      const { targets } = await provider.translate({ pair, segments, signal: never });
      expect(targets.map((target) => target?.target)).toEqual(recorded.map(({ target }) => target));
      await provider.dispose?.();
    }
  });

  test('loses no text of a paragraph far over what the engine takes at once', async () => {
    const provider = await openToy();
    const source = 'Das Haus und der Hof und die Katze und der Hund, '.repeat(60).trim();
    const segments = asSegments([source, `<g id="1">${source}</g>`]);
    const { targets } = await provider.translate({ pair, segments, signal: never });
    // Cut off after 127 tokens, it would be under a fifth.
    for (const target of targets) expect(target?.target.length).toBeGreaterThan(source.length * 0.7);
    await provider.dispose?.();
  });

  test('tells quality only when asked', async () => {
    const segments = asSegments(['Das ist ein <g id="1">Haus</g>.', 'Der Hund.']);
    for (const quality of [true, false]) {
      const provider = await openToy({ quality });
      const { targets } = await provider.translate({ pair, segments, signal: never });
      for (const target of targets) {
        if (quality) expect(target?.quality).toBeLessThan(0);
        else expect(target).not.toHaveProperty('quality');
      }
      await provider.dispose?.();
    }
  });

  test('broken markup is left unanswered, another pair refused', async () => {
    const provider = await openToy();
    const segments = asSegments(['<g id="1">offen', '2 &lt; 3', 'Der Hund.']);
    const { targets } = await provider.translate({ pair, segments, signal: never });
    expect(targets.map((target) => target !== undefined)).toEqual([false, true, true]);
    expect(targets[1]?.target).toBe('2 &lt; 3');
    const other = provider.translate({ pair: { source: 'fr', target: 'en' }, segments, signal: never });
    await expect(other).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await provider.dispose?.();
  });

  test('says which model it would use, or what to do without one', async () => {
    const options = bergamotOptions.parse({});
    const context = { env: {}, modelFolders: ['/nowhere', MODELS] };
    expect(await bergamot.check(options, context)).toMatchObject({
      usable: true,
      detail: expect.stringContaining('toy-de-en'),
    });
    const none = await bergamot.check(options, { env: {}, modelFolders: [] });
    expect(none.usable).toBe(false);
    expect(none.detail).toMatch(/klartext models add.*klartext models import.*DEEPL_API_KEY/);
    expect(bergamotOptions.safeParse({ modell: 'x' }).success).toBe(false);
  });
});

describe('models on disk', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'klartext-store-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('are imported with and without a manifest, listed, verified, removed', async () => {
    const known = await importModel({ folder, from: TOY });
    expect(known.manifest.name).toBe('toy-de-en');
    const bare = path.join(folder, 'bare');
    await cp(TOY, bare, { recursive: true });
    await rm(path.join(bare, 'manifest.json'));
    const found = await importModel({ folder, from: bare, name: 'own' });
    expect(found.manifest).toMatchObject({ precision: 'int8shiftAlphaAll', architecture: '128 wide' });
    expect((await listModels([folder])).map(({ name }) => name)).toEqual(['own', 'toy-de-en']);
    await expect(findModel([folder], {})).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    expect((await findModel([folder], { name: 'own' })).name).toBe('own');
    await writeFile(path.join(found.folder, 'vocab.spm'), 'x');
    const verified = await verifyModels([folder]);
    expect(verified.map(({ problems }) => problems.length)).toEqual([1, 0]);
    const options = bergamotOptions.parse({ model: 'own' });
    const context = { env: {}, modelFolders: [folder] };
    await expect(bergamot.create(options, context)).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    expect(await removeModel(folder, 'own')).toBe(true);
    expect(await removeModel(folder, 'own')).toBe(false);
    await truncate(path.join(bare, 'model.bin'), 1_000_000);
    const cut = importModel({ folder, from: bare, name: 'cut' });
    await expect(cut).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    await expect(importModel({ folder, from: folder, name: 'no' })).rejects.toThrow(/found 0, 0 and 0/);
    expect((await listModels([folder])).map(({ name }) => name)).toEqual(['toy-de-en']);
  });

  test('of several models in a folder the named one is imported, or the only one in 8 bits', async () => {
    const several = path.join(folder, 'several');
    await cp(TOY, several, { recursive: true });
    await rm(path.join(several, 'manifest.json'));
    await cp(path.join(several, 'model.bin'), path.join(several, 'other.bin'));
    const undecided = importModel({ folder, from: several, name: 'two' });
    await expect(undecided).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('--file'),
    });
    const named = await importModel({ folder, from: several, name: 'two', file: 'other.bin' });
    expect(named.manifest.files.map((file) => file.name).sort()).toEqual(['other.bin', 'vocab.spm']);
    await removeModel(folder, 'two');
    if (!existsSync(SHARED)) return;
    const shared = await importModel({ folder, from: SHARED, name: 'shared' });
    expect(shared.manifest.precision).toBe('int8shiftAlphaAll');
    await removeModel(folder, 'shared');
  });

  test.skipIf(!existsSync('/proc/self'))('have an end where no folder can be made', async () => {
    const nowhere = importModel({ folder: '/proc/nirgends', from: TOY });
    await expect(nowhere).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  test.each(['../x', '..', '.hidden', 'a/b', 'A', '', 'a..b', 'x'.repeat(65)])(
    'refuses the name %j',
    async (name) => {
      await expect(removeModel(folder, name)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      await expect(importModel({ folder, from: TOY, name })).rejects.toMatchObject({
        code: 'CONFIG_INVALID',
      });
      await expect(findModel([folder], { name })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    },
  );
});
