import { fork } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AddOptions, addModel } from '../src/engine/add-model.ts';
import { listModels, verifyModels } from '../src/engine/models.ts';
import type { RemoteModel } from '../src/engine/remote-models.ts';

const BYTES = { model: randomBytes(300_000), vocab: randomBytes(20_000) };
const sha = (data: Buffer) => createHash('sha256').update(data).digest('hex');
const REMOTE: Omit<RemoteModel, 'baseUrl'> = {
  name: 'test-de-en',
  pair: { source: 'de', target: 'en' },
  architecture: 'test',
  precision: 'int8shiftAlphaAll',
  licence: 'MIT',
  files: [
    { role: 'model', name: 'm.bin', path: 'a/m.bin', sha256: sha(BYTES.model) },
    { role: 'vocab', name: 'v.spm', path: 'a/v.spm', sha256: sha(BYTES.vocab) },
  ],
};

type Handler = (request: IncomingMessage, response: ServerResponse, data: Buffer) => void;
let server: Server;
let base: string;
let folder: string;
let handler: Handler;
let requests: { url: string; range: string | undefined }[];

/** What a well-behaved server does: whole files and ranges. */
const serve: Handler = (request, response, data) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (request.headers.range === undefined) {
    response.writeHead(200, { 'content-length': data.length }).end(data);
  } else if (from >= data.length) {
    response.writeHead(416).end();
  } else {
    const range = `bytes ${from}-${data.length - 1}/${data.length}`;
    response
      .writeHead(206, { 'content-range': range, 'content-length': data.length - from })
      .end(data.subarray(from));
  }
};

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'klartext-models-'));
  requests = [];
  handler = serve;
  server = createServer((request, response) => {
    requests.push({ url: request.url ?? '', range: request.headers.range });
    handler(request, response, request.url?.includes('m.bin') ? BYTES.model : BYTES.vocab);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

const add = (options: Partial<AddOptions> = {}) =>
  addModel({
    folder,
    model: { ...REMOTE, baseUrl: base },
    signal: new AbortController().signal,
    idleTimeoutMs: 2000,
    ...options,
  });

/** Sends `count` bytes of the first answer to `m.bin`, then cuts the connection. */
function cutOnce(count: number): Handler {
  let cut = false;
  return (request, response, data) => {
    if (cut || !request.url?.includes('m.bin')) return serve(request, response, data);
    cut = true;
    response.writeHead(200, { 'content-length': data.length });
    response.write(data.subarray(0, count), () => setTimeout(() => response.destroy(), 50));
  };
}

test('a download ends whole, proved, with its progress told, and is not repeated', async () => {
  const progress: [number, number][] = [];
  const model = await add({ onProgress: (...step) => progress.push(step) });
  expect(await readFile(path.join(model.folder, 'm.bin'))).toEqual(BYTES.model);
  expect(await verifyModels([folder])).toMatchObject([{ name: 'test-de-en', problems: [] }]);
  expect(progress.at(-1)).toEqual([320_000, 320_000]);
  expect(progress.every(([done], i) => i === 0 || done >= (progress[i - 1]?.[0] ?? 0))).toBe(true);
  expect(await readdir(folder)).toEqual(['test-de-en']);
  await add();
  expect(requests).toHaveLength(2);
});

test('a cut connection is resumed where it broke', async () => {
  handler = cutOnce(100_000);
  await add();
  expect(requests[1]).toEqual({ url: '/a/m.bin', range: 'bytes=100000-' });
  expect(await verifyModels([folder])).toMatchObject([{ problems: [] }]);
});

test('a later run goes on with what a failed one received', async () => {
  handler = (request, response, data) => {
    if (request.headers.range) return response.writeHead(404).end() as never;
    response.writeHead(200, { 'content-length': data.length });
    response.write(data.subarray(0, 50_000), () => setTimeout(() => response.destroy(), 50));
  };
  await expect(add()).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  expect(await listModels([folder])).toEqual([]);
  requests = [];
  handler = serve;
  await add();
  expect(requests[0]?.range).toBe('bytes=50000-');
  expect(await readdir(folder)).toEqual(['test-de-en']);
});

test('a part of something else is thrown away and fetched anew', async () => {
  const work = path.join(folder, '.adding-test-de-en+0+aa');
  await mkdir(work);
  await writeFile(path.join(work, 'm.bin.part'), randomBytes(1000));
  await add();
  expect(await verifyModels([folder])).toMatchObject([{ problems: [] }]);
});

test('a server without ranges starts again from the beginning', async () => {
  const first = cutOnce(100_000);
  handler = (request, response, data) => {
    delete request.headers.range;
    first(request, response, data);
  };
  await add();
  expect(await verifyModels([folder])).toMatchObject([{ problems: [] }]);
});

test.each([
  ['as files', {}],
  ['as an encoding', { 'content-encoding': 'gzip' }],
])('gzip %s is unpacked, and the hash is of the content', async (_name, headers) => {
  handler = (_request, response, data) => void response.writeHead(200, headers).end(gzipSync(data));
  const model = await add();
  expect(await readFile(path.join(model.folder, 'v.spm'))).toEqual(BYTES.vocab);
});

test('a redirect is followed, and a mirror has the same paths below it', async () => {
  handler = (request, response, data) => {
    if (request.url?.startsWith('/mirror/a/'))
      return void response.writeHead(302, { location: request.url.slice(7) }).end();
    serve(request, response, data);
  };
  await add({ mirror: `${base}/mirror/`, model: { ...REMOTE, baseUrl: 'https://unused.invalid' } });
  expect(requests.map(({ url }) => url)).toEqual([
    '/mirror/a/m.bin',
    '/a/m.bin',
    '/mirror/a/v.spm',
    '/a/v.spm',
  ]);
});

test.each<[string, Handler, object]>([
  [
    'not found',
    (_q, s) => void s.writeHead(404).end(),
    { code: 'MODEL_MISSING', message: /answered 404/, hint: /models import/ },
  ],
  [
    'other content',
    (_q, s, data) => void s.end(randomBytes(data.length)),
    { code: 'MODEL_CORRUPT', message: /SHA-256 differs/ },
  ],
  ['broken gzip', (_q, s, data) => void s.end(gzipSync(data).subarray(0, 999)), { code: 'MODEL_CORRUPT' }],
  ['silence', () => undefined, { code: 'MODEL_MISSING', hint: /same command again/ }],
])('%s: one clear error, nothing visible', async (_name, bad, expected) => {
  handler = bad;
  const error = await add({ idleTimeoutMs: 300 }).then(
    () => undefined,
    (reason: Error) => reason,
  );
  for (const [key, value] of Object.entries(expected)) {
    const actual = error?.[key as keyof Error];
    if (value instanceof RegExp) expect(actual).toMatch(value);
    else expect(actual).toBe(value);
  }
  expect(await listModels([folder])).toEqual([]);
});

test('a dead network is told so', async () => {
  const model = { ...REMOTE, baseUrl: 'http://127.0.0.1:1' };
  await expect(add({ model })).rejects.toMatchObject({ code: 'MODEL_MISSING' });
});

test('a mirror must be an address', async () => {
  await expect(add({ mirror: 'ftp://x' })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});

test('a folder that cannot be made', async () => {
  await writeFile(path.join(folder, 'file'), '');
  await expect(add({ folder: path.join(folder, 'file', 'models') })).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITABLE',
  });
});

test('an abort stops a download at once', async () => {
  handler = () => undefined;
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 100);
  await expect(add({ signal: stop.signal })).rejects.toMatchObject({ code: 'ABORTED' });
});

test('the proxy comes from the environment handed in', async () => {
  const model = { ...REMOTE, baseUrl: 'http://models.example' };
  server.on('connect', (_request, socket) => {
    // A tunnel to ourselves stands for the far host.
    const upstream = connect(Number(new URL(base).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  await add({ model, env: { HTTP_PROXY: base } });
  expect(await verifyModels([folder])).toMatchObject([{ problems: [] }]);
});

test('adds at a time are safe', async () => {
  const models = await Promise.all([add(), add(), add()]);
  expect(new Set(models.map((model) => model.folder)).size).toBe(1);
  expect(await verifyModels([folder])).toMatchObject([{ problems: [] }]);
  await add();
  expect((await readdir(folder)).filter((name) => !name.startsWith('.'))).toEqual(['test-de-en']);
});

test('a kill in mid-download leaves nothing visible, and the next run goes on', async () => {
  handler = (_request, response, data) => {
    response.writeHead(200, { 'content-length': data.length });
    response.write(data.subarray(0, 70_000));
  };
  const child = fork(path.join(import.meta.dirname, 'run-ts.mjs'), [
    path.join(import.meta.dirname, 'fixtures/add-model.ts'),
  ]);
  child.send({ folder, model: { ...REMOTE, baseUrl: base } });
  await new Promise<void>((resolve) => child.once('message', () => resolve()));
  child.kill('SIGKILL');
  await new Promise((resolve) => child.once('exit', resolve));
  expect(await listModels([folder])).toEqual([]);
  requests = [];
  handler = serve;
  await add();
  expect(requests[0]?.range).toBe('bytes=70000-');
  expect(await readdir(folder)).toEqual(['test-de-en']);
});
