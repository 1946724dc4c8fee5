/** A web site on loopback whose pages misbehave on demand. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

export interface Reply {
  status?: number;
  headers?: OutgoingHttpHeaders;
  body?: string | Uint8Array;
}

export interface Hit {
  /** Path and query. */
  path: string;
  headers: IncomingHttpHeaders;
  at: number;
}

export interface LocalSite {
  /** `http://127.0.0.1:<port>`, no slash at the end. */
  url: string;
  /** Everything that was asked for, robots.txt included. */
  hits: Hit[];
  /** Most requests that were open at the same time. */
  peak(): number;
  /** What a path (with query) answers from now on; 404 where nothing was said. */
  on(path: string, reply: Reply | Handler): void;
  /** Hits of one path. */
  count(path: string): number;
}

/** Closes when the test ends, whatever hangs. */
export async function openLocalSite(): Promise<LocalSite> {
  const routes = new Map<string, Reply | Handler>();
  let open = 0;
  let peak = 0;
  const site: LocalSite = {
    url: '',
    hits: [],
    peak: () => peak,
    on: (path, reply) => routes.set(path, reply),
    count: (path) => site.hits.filter((hit) => hit.path === path).length,
  };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    site.hits.push({ path, headers: request.headers, at: Date.now() });
    open += 1;
    peak = Math.max(peak, open);
    response.on('close', () => {
      open -= 1;
    });
    const reply = routes.get(path) ?? { status: 404, body: 'Nichts' };
    if (typeof reply === 'function') void reply(request, response);
    else
      response
        .writeHead(reply.status ?? 200, { 'content-type': 'text/html', ...reply.headers })
        .end(reply.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  site.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  onTestFinished(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return site;
}

/** Accepts the request and never answers. */
export const hang: Handler = () => undefined;

/** Answers at once and then sends a byte now and then, for ever. */
export const drip =
  (everyMs: number): Handler =>
  async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    while (!response.destroyed) {
      response.write('x');
      await sleep(everyMs);
    }
  };

/** Sends `bytes` zeros in pieces, as fast as they are taken, without saying how many. */
export const flood =
  (bytes: number, sent: { bytes: number }, headers: OutgoingHttpHeaders = {}): Handler =>
  async (_request, response) => {
    const piece = Buffer.alloc(64 * 1024, 0x20);
    response.writeHead(200, { 'content-type': 'text/html', ...headers });
    while (!response.destroyed && sent.bytes < bytes) {
      sent.bytes += piece.length;
      if (!response.write(piece)) await drained(response);
    }
    response.end();
  };

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}

/** Answers 304 to who knows the tag, else the page with the tag. */
export const tagged =
  (etag: string, body: string, headers: OutgoingHttpHeaders = {}): Handler =>
  (request, response) => {
    if (request.headers['if-none-match'] === etag) response.writeHead(304, { etag, ...headers }).end();
    else response.writeHead(200, { 'content-type': 'text/html', etag, ...headers }).end(body);
  };
