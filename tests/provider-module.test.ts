import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { userModule } from '../src/providers/module.ts';
import { loadProvider } from '../src/providers/registry.ts';
import { openRun } from '../src/run/open.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';

const context = { env: { MY_KEY: 'k' }, modelFolders: [] };

/** A whole provider as a user would write it; `translate` is replaced by the tests of bad ones. */
const WHOLE = `
export function create(options, context) {
  if (options.mustFail) throw Object.assign(new Error(options.mustFail), { code: options.code });
  const upper = (markup) => markup.split(/(<[^>]*>|&[a-z]+;)/)
    .map((part, index) => (index % 2 ? part : part.toUpperCase())).join('');
  return {
    id: 'mine',
    model: 'mine-1/' + context.env.MY_KEY,
    limits: { maxSegments: 10, maxCharacters: 5000, maxConcurrent: 2 },
    features: { inlineTags: true, glossary: true, context: true, deterministic: true },
    async translate({ segments }) {
      options.seen?.push(segments);
      if (options.answer) return options.answer(segments);
      const characters = segments.reduce((sum, { source }) => sum + source.length, 0);
      return { targets: segments.map(({ source }) => ({ target: upper(source) })), usage: { characters } };
    },
  };
}`;

let folder: string;
const save = async (name: string, source: string): Promise<string> => {
  const file = path.join(folder, name);
  await writeFile(file, source);
  return file;
};
let whole: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klartext-module-'));
  whole = await save('whole.mjs', WHOLE);
});
afterAll(() => rm(folder, { recursive: true }));

const create = (file: string, options = {}): Promise<TranslationProvider> =>
  userModule.create(userModule.options.parse({ path: file, options }), context);

testProvider('module', async () => {
  const seen: unknown[] = [];
  return {
    provider: await create(whole, { seen }),
    keepsText: true,
    received: () => JSON.stringify(seen),
    close: async () => {},
  };
});

describe('module', () => {
  const signal = new AbortController().signal;
  const pair = { source: 'de', target: 'en' };
  const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source: 'Geheimer Text', tags: [] }];

  test('gets its options and the context', async () => {
    expect((await create(whole)).model).toBe('mine-1/k');
    const failing = create(whole, { mustFail: 'no such dictionary', code: 'MODEL_MISSING' });
    await expect(failing).rejects.toMatchObject({ code: 'MODEL_MISSING', message: 'no such dictionary' });
  });

  test('a provider id may be its path', async () => {
    const entry = await loadProvider(whole);
    const options = entry.options.parse({ anything: 1 });
    expect(await entry.check(options, context)).toEqual({ usable: true, detail: whole });
    expect((await entry.create(options, context)).id).toBe('mine');
  });

  test('a path counts from the first folder that has it', async () => {
    const entry = await loadProvider('./whole.mjs');
    const places = (...moduleFolders: string[]) => ({ ...context, moduleFolders });
    expect(await entry.check({}, places('/absent', folder))).toEqual({ usable: true, detail: whole });
    expect((await entry.create({}, places(folder, '/absent'))).id).toBe('mine');
    expect(await entry.check({}, places('/absent', '/gone'))).toMatchObject({
      usable: false,
      detail: expect.stringMatching(/no module .*\/absent\/whole\.mjs, \/gone\/whole\.mjs\./),
    });
  });

  test('a path in a pipeline counts from its file, wherever it is run', async () => {
    const pipeline = await save(
      'own.yaml',
      'version: 1\nstages: [detect-language, translate, check-translation]\nprovider: { id: ./whole.mjs }\n',
    );
    const run = await openRun({ pipeline, cwd: tmpdir(), context: { env: {} } });
    expect(run.provider?.id).toBe('mine');
    await run.close();
  });

  test.each([
    ['is not there', undefined, /There is no module/],
    ['does not parse', 'export const = 1', /cannot be loaded/],
    ['exports nothing', 'export const x = 1', /exports no function create/],
    ['answers nothing', 'export const create = () => {}', /is no provider/],
    ['has no limits', 'export const create = () => ({ id: "x", model: "y" })', /limits/],
    ['throws', 'export const create = () => { throw new TypeError("secret") }', /failed \(TypeError\)/],
  ])('one that %s', async (name, source, message) => {
    const file = source === undefined ? path.join(folder, 'absent.mjs') : await save(`${name}.mjs`, source);
    const error = await create(file).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringMatching(message) });
    expect(error.message).not.toContain('secret');
  });

  test('what is wrong is told by check too', async () => {
    const options = userModule.options.parse({ path: path.join(folder, 'absent.mjs') });
    expect(await userModule.check(options, context)).toMatchObject({ usable: false });
    expect(await userModule.check(userModule.options.parse({}), context)).toMatchObject({ usable: false });
  });

  const throws = (error: unknown) => () => {
    throw error;
  };
  test.each([
    ['an answer of none', () => undefined, 'PROVIDER_BAD_RESPONSE'],
    ['too few targets', () => ({ targets: [], usage: { characters: 1 } }), 'PROVIDER_BAD_RESPONSE'],
    [
      'texts in place of targets',
      () => ({ targets: ['X'], usage: { characters: 1 } }),
      'PROVIDER_BAD_RESPONSE',
    ],
    ['an error of a network or of its own', throws(new TypeError('Geheimer Text')), 'PROVIDER_UNAVAILABLE'],
    ['a refusal', throws({ code: 'PROVIDER_REJECTED', message: 'too long' }), 'PROVIDER_REJECTED'],
    ['a code of ours', throws({ code: 'PROVIDER_RATE_LIMIT', retryAfterMs: 7 }), 'PROVIDER_RATE_LIMIT'],
  ])('%s', async (_name, answer, code) => {
    const error = await (await create(whole, { answer }))
      .translate({ pair, segments, signal })
      .catch((e) => e);
    expect(error).toMatchObject({ name: 'KlartextError', code });
    expect(error.message).not.toContain('Geheim');
    if (code === 'PROVIDER_RATE_LIMIT') expect(error.retryAfterMs).toBe(7);
  });

  test('one that never answers is given up', async () => {
    const options = { answer: () => new Promise(() => undefined) };
    const given = userModule.options.parse({ path: whole, options, timeoutMs: 100 });
    const provider = await userModule.create(given, context);
    const error = await provider.translate({ pair, segments, signal }).catch((e) => e);
    expect(error).toMatchObject({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'mine did not answer within 0.1 seconds.',
    });
  });

  test('an abort is heard while it does not answer', async () => {
    const stop = new AbortController();
    const provider = await create(whole, { answer: () => new Promise(() => undefined) });
    const answered = provider.translate({ pair, segments, signal: stop.signal });
    stop.abort();
    await expect(answered).rejects.toMatchObject({ code: 'ABORTED' });
  });

  test('an empty target is none', async () => {
    const answer = () => ({ targets: [{ target: ' ' }], usage: { characters: 1 } });
    const { targets } = await (await create(whole, { answer })).translate({ pair, segments, signal });
    expect(targets).toEqual([undefined]);
  });
});
