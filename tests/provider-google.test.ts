import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { google } from '../src/providers/google.ts';
import type { Segment, TranslationProvider } from '../src/types.ts';
import { testProvider } from './contracts/provider.ts';
import { type FakeGoogle, openFakeGoogle } from './support/fake-google.ts';
import { causesOf, faultNames, LIST_FAULTS } from './support/http-faults.ts';

const FAULTS = {
  ...LIST_FAULTS,
  quota: { status: 403, body: '{"error":{"code":403,"message":"Daily Limit Exceeded"}}' },
  overload: { status: 403, body: '{"error":{"code":403,"message":"User Rate Limit Exceeded"}}' },
};

function connect(fake: FakeGoogle, env: Record<string, string>, options = {}): Promise<TranslationProvider> {
  const parsed = google.options.parse({ endpoint: fake.url, timeoutMs: 3000, ...options });
  return google.create(parsed, { env, modelFolders: [] });
}

testProvider(
  'google',
  async () => {
    const fake = await openFakeGoogle();
    return {
      provider: await connect(fake, { GOOGLE_ACCESS_TOKEN: fake.token, GOOGLE_CLOUD_PROJECT: 'p-1' }),
      keepsText: true,
      tellsRetryAfter: true,
      faults: causesOf(fake, FAULTS),
      requests: () => fake.ledger.requests,
      received: () => fake.ledger.bodies.join(),
      close: fake.close,
    };
  },
  faultNames(FAULTS),
);

describe('google', () => {
  let fake: FakeGoogle;
  let folder: string;
  beforeEach(async () => {
    fake = await openFakeGoogle();
    folder = await mkdtemp(path.join(tmpdir(), 'klartext-google-'));
  });
  afterEach(async () => {
    await fake.close();
    await rm(folder, { recursive: true });
  });
  const ask = (provider: TranslationProvider, source: string) => {
    const segments: Segment[] = [{ id: 's1', kind: 'paragraph', source, tags: [] }];
    const signal = new AbortController().signal;
    return provider.translate({ pair: { source: 'de', target: 'en' }, segments, signal });
  };

  test('apostrophes that come back as entities are text again', async () => {
    const provider = await connect(fake, { GOOGLE_ACCESS_TOKEN: fake.token }, { project: 'p-1' });
    expect((await ask(provider, "Wie geht's dir &amp; mir?")).targets).toEqual([
      { target: "WIE GEHT'S DIR &amp; MIR?" },
    ]);
    expect(JSON.parse(fake.ledger.bodies[0] ?? '')).toMatchObject({
      mimeType: 'text/html',
      model: 'projects/p-1/locations/global/models/general/nmt',
    });
  });

  test('a glossary of the project answers in place of the model alone', async () => {
    const options = { project: 'p-1', location: 'us-central1', glossary: 'tech' };
    const provider = await connect(fake, { GOOGLE_ACCESS_TOKEN: fake.token }, options);
    expect((await ask(provider, 'Das Handy')).targets).toEqual([{ target: 'DAS mobile phone' }]);
    const global = await connect(
      fake,
      { GOOGLE_ACCESS_TOKEN: fake.token },
      { ...options, location: 'global' },
    );
    await expect(ask(global, 'Das Handy')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  test('a service account signs for itself, and its project is billed', async () => {
    const file = path.join(folder, 'key.json');
    await writeFile(file, JSON.stringify(fake.keyFile));
    const provider = await connect(fake, { GOOGLE_APPLICATION_CREDENTIALS: file });
    expect((await ask(provider, 'Guten Tag')).targets).toEqual([{ target: 'GUTEN TAG' }]);
    expect(fake.ledger.characters).toBe(9);
  });

  test('without access it says what to do, and never what was in the key file', async () => {
    const context = { env: {}, modelFolders: [] };
    expect(await google.check(google.options.parse({}), context)).toMatchObject({ usable: false });
    await expect(connect(fake, {})).rejects.toMatchObject({ code: 'PROVIDER_AUTH' });
    const file = path.join(folder, 'broken.json');
    await writeFile(file, '{"private_key":"secret"');
    const error = await connect(fake, { GOOGLE_APPLICATION_CREDENTIALS: file }).catch((reason) => reason);
    expect(error).toMatchObject({ code: 'PROVIDER_AUTH' });
    expect(error.message).not.toContain('secret');
  });

  test('a key that is none is a matter of access', async () => {
    const file = path.join(folder, 'key.json');
    await writeFile(file, JSON.stringify({ ...fake.keyFile, private_key: 'no key' }));
    const provider = await connect(fake, { GOOGLE_APPLICATION_CREDENTIALS: file });
    const error = await ask(provider, 'Guten Tag').catch((reason) => reason);
    expect(error).toMatchObject({ code: 'PROVIDER_AUTH' });
    expect(error.message).not.toContain('no key');
  });

  test('a project that nobody named, or that there is not', async () => {
    const env = { GOOGLE_ACCESS_TOKEN: fake.token };
    const ready = await google.check(google.options.parse({}), { env, modelFolders: [] });
    expect(ready).toEqual({ usable: false, detail: expect.stringContaining('GOOGLE_CLOUD_PROJECT') });
    await expect(connect(fake, env)).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    const provider = await connect(fake, env, { project: 'a.b' });
    await expect(ask(provider, 'Guten Tag')).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      hint: expect.stringContaining('project'),
    });
  });
});
