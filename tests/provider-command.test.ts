import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { command } from '../src/providers/command.ts';
import { wrapProvider } from '../src/translate/wrap-provider.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';

const PROGRAM = fileURLToPath(new URL('support/command-program.mjs', import.meta.url));
/** What the program does instead of its first answer, and the next. */
const FAULTS = {
  timeout: 'hang',
  cut: 'crash',
  'server-error': 'kill',
  html: 'html\nhtml',
  truncated: 'half\nquit',
  dropped: 'silent\nsilent',
} as const;

const context = { env: { PATH: process.env.PATH }, modelFolders: [] };
const signal = new AbortController().signal;
const pair = { source: 'de', target: 'en' };

let folder: string;
const fault = (words: string) => writeFileSync(path.join(folder, 'faults'), words);
const newFolder = async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'klartext-command-'));
  return folder;
};

function connect(options = {}): Promise<TranslationProvider> {
  const settings = { command: [process.execPath, PROGRAM, folder], timeoutMs: 5000, ...options };
  return command.create(command.options.parse(settings), context);
}

async function ledger(): Promise<Record<string, unknown>[]> {
  const text = await readFile(path.join(folder, 'ledger'), 'utf8').catch(() => '');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe.each([false, true])('keepOpen %s', (keepOpen) => {
  const faults = keepOpen ? (['timeout', 'cut', 'server-error'] as const) : Object.keys(FAULTS);
  testProvider(
    'command',
    async () => {
      const mine = await newFolder();
      const causes = Object.entries(FAULTS).map(([name, words]) => [name, () => fault(words)]);
      return {
        provider: await connect({ keepOpen }),
        keepsText: true,
        received: async () => JSON.stringify(await ledger()),
        faults: Object.fromEntries(causes),
        close: () => rm(mine, { recursive: true }),
      };
    },
    faults as (keyof typeof FAULTS)[],
  );
});

describe('command', () => {
  beforeEach(newFolder);
  afterEach(() => rm(folder, { recursive: true }));
  const list = (...sources: string[]): Segment[] =>
    sources.map((source, index) => ({
      id: `s${index}`,
      kind: 'heading',
      source,
      tags: [],
      context: 'Titel',
    }));
  const ask = async (provider: TranslationProvider, segments: Segment[]) => {
    const { targets } = await provider.translate({ pair, segments, signal });
    return targets.map((target) => target?.target);
  };

  test('gets all that is known of a segment, one line each', async () => {
    const provider = await connect();
    expect(await ask(provider, list('Eins', 'Zwei'))).toEqual(['EINS', 'ZWEI']);
    await provider.dispose?.();
    expect((await ledger()).slice(1)).toEqual([
      { id: '1', text: 'Eins', kind: 'heading', context: 'Titel', from: 'de', to: 'en' },
      { id: '2', text: 'Zwei', kind: 'heading', context: 'Titel', from: 'de', to: 'en' },
      { ended: 2 },
    ]);
  });

  test('a crash in the middle loses only what was not answered', async () => {
    fault('ok\ncrash');
    const provider = await connect();
    const { targets, failures } = await provider.translate({
      pair,
      segments: list('Eins', 'Zwei', 'Drei'),
      signal,
    });
    expect(targets.map((target) => target?.target)).toEqual(['EINS', undefined, undefined]);
    expect(failures?.get(1)).toEqual({
      code: 'PROVIDER_UNAVAILABLE',
      message: 'The command ended with exit code 3 and had not answered.',
    });
    await provider.dispose?.();
  });

  test('what was answered before it hung is kept, and the next request finds a program that works', async () => {
    for (const keepOpen of [false, true]) {
      fault('ok\nhang');
      const provider = await connect({ keepOpen, timeoutMs: 5000 });
      const { targets, failures } = await provider.translate({
        pair,
        segments: list('Eins', 'Zwei'),
        signal,
      });
      expect(targets.map((target) => target?.target)).toEqual(['EINS', undefined]);
      expect(failures?.get(1)).toEqual({
        code: 'PROVIDER_UNAVAILABLE',
        message: 'The command took more than 5 seconds and had not answered.',
      });
      expect(await ask(provider, list('Drei'))).toEqual(['DREI']);
      await provider.dispose?.();
    }
  });

  test('after a crash only the rest is asked again, of a program started anew', async () => {
    for (const keepOpen of [false, true]) {
      fault('ok\ncrash\nok\nkill');
      const provider = wrapProvider(await connect({ keepOpen }), { retry: { sleep: async () => {} } });
      expect(await ask(provider, list('Eins', 'Zwei', 'Drei'))).toEqual(['EINS', 'ZWEI', 'DREI']);
      await provider.dispose?.();
    }
    const texts = (await ledger()).flatMap(({ text }) => (text === undefined ? [] : [text]));
    expect(texts.filter((text) => text === 'Eins')).toHaveLength(2);
  });

  test('a program that is kept open is started once, and ends when it is let go', async () => {
    const provider = await connect({ keepOpen: true, maxConcurrent: 2 });
    const answers = await Promise.all(['Eins', 'Zwei', 'Drei'].map((one) => ask(provider, list(one))));
    expect(answers).toEqual([['EINS'], ['ZWEI'], ['DREI']]);
    await provider.dispose?.();
    expect((await ledger()).filter((event) => 'started' in event)).toHaveLength(1);
    expect((await ledger()).at(-1)).toEqual({ ended: 3 });
  });

  test('a late answer goes to nobody', async () => {
    const provider = await connect({ keepOpen: true });
    const controller = new AbortController();
    const left = provider.translate({ pair, segments: list('Eins'), signal: controller.signal });
    controller.abort();
    await expect(left).rejects.toMatchObject({ code: 'ABORTED' });
    expect(await ask(provider, list('Zwei'))).toEqual(['ZWEI']);
    await provider.dispose?.();
  });

  test('the first answer counts, and lines that answer nothing are told', async () => {
    fault('twice\nempty\nhtml');
    const provider = await connect();
    const answer = await provider.translate({ pair, segments: list('Eins', 'Zwei', 'Drei'), signal });
    expect(answer.targets.map((target) => target?.target)).toEqual(['EINS', undefined, undefined]);
    expect(answer.warnings).toEqual(['The command wrote 2 lines that answer nothing.']);
    await provider.dispose?.();
  });

  test('an error that it reports is passed on by its code, never by its prose', async () => {
    const provider = await connect();
    for (const [word, message] of [
      ['code', 'The command gave up a segment (no-model).'],
      ['prose', 'The command gave up a segment.'],
    ] as const) {
      fault(word);
      const error = await ask(provider, list('Geheimer Text')).catch((reason) => reason);
      expect(error).toMatchObject({ code: 'PROVIDER_REJECTED', message });
    }
    await provider.dispose?.();
  });

  test('a program that is not there', async () => {
    const options = { command: ['klartext-no-such-program'] };
    await expect(ask(await connect(options), list('Eins'))).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    expect(await command.check(command.options.parse(options), context)).toMatchObject({ usable: false });
    expect(await command.check(command.options.parse({}), context)).toMatchObject({ usable: false });
    expect(await command.check(command.options.parse({ command: ['node'] }), context)).toMatchObject({
      usable: true,
    });
    await expect(command.create(command.options.parse({}), context)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
    });
  });

  test('its arguments reach no shell, and its model name does not show them', async () => {
    const provider = await connect({
      command: [process.execPath, PROGRAM, folder, '$(touch pwned); key=secret'],
    });
    expect(await ask(provider, list('Eins'))).toEqual(['EINS']);
    expect(existsSync('pwned')).toBe(false);
    expect(provider.model).not.toContain('secret');
    await provider.dispose?.();
  });
});
