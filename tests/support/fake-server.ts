/** What every fake translation service on loopback shares: its ledger, and faults on demand. */
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Fault =
  | { status: number; retryAfter?: string; body?: string }
  | 'html'
  | 'redirect'
  | 'drop'
  | 'duplicate'
  | 'reorder'
  | 'truncate'
  | 'timeout'
  | 'cut'
  | 'blank';

export interface FakeRequest {
  method: string;
  /** Path and query. */
  url: URL;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface FakeReply {
  /** 200 when absent. */
  status?: number;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  body: unknown;
  /** What the service bills for it. */
  billed?: number;
}

export interface FakeServer {
  url: string;
  /** Faults of the next requests, first in first out; when empty the server works. */
  faults: Fault[];
  /** How long an answer takes; 0 at first. */
  delayMs: number;
  /** What answers wait for besides. */
  until?: Promise<void>;
  /** What was billed, as the service would have it. */
  ledger: { requests: number; characters: number; bodies: string[] };
  close(): Promise<void>;
}

/** `answer` is the service: it refuses what the real one refuses, and bends its texts by `bend`. */
export async function openFakeServer(
  answer: (request: FakeRequest, fault?: Fault) => FakeReply,
): Promise<FakeServer> {
  const fake: FakeServer = {
    url: '',
    faults: [],
    delayMs: 0,
    ledger: { requests: 0, characters: 0, bodies: [] },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '', 'http://fake');
    const body = await readBody(request);
    if (url.pathname === '/page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>');
      return;
    }
    fake.ledger.requests += 1;
    fake.ledger.bodies.push(body);
    const fault = fake.faults.shift();
    if (fault !== undefined && failBefore(fault, response)) return;
    if (fake.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, fake.delayMs));
    await fake.until;
    const { method = 'GET', headers } = request;
    const reply = answer({ method, url, headers, body }, fault);
    fake.ledger.characters += reply.billed ?? 0;
    const json = JSON.stringify(reply.body);
    response.writeHead(reply.status ?? 200, { 'content-type': 'application/json', ...reply.headers });
    response.end(fault === 'truncate' ? json.slice(0, json.length / 2) : json);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return fake;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** Faults that come instead of an answer; true when one did. */
function failBefore(fault: Fault, response: ServerResponse): boolean {
  if (typeof fault === 'object') {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
    response.writeHead(fault.status, headers).end(fault.body ?? '{"message":"fault"}');
  } else if (fault === 'html')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Wartung</html>');
  else if (fault === 'redirect') response.writeHead(301, { location: '/page' }).end();
  else if (fault === 'cut') response.socket?.destroy();
  // The request stays open until the client gives up.
  else return fault === 'timeout';
  return true;
}

/** A list of answers as a service in trouble would send it. */
export function bend<T>(answers: readonly T[], fault: Fault | undefined, blank: (answer: T) => T): T[] {
  if (fault === 'drop') return answers.slice(1);
  if (fault === 'reorder') return answers.toReversed();
  if (fault === 'duplicate') return [...answers, ...answers.slice(0, 1)];
  if (fault === 'blank') return answers.map((answer, index) => (index === 0 ? blank(answer) : answer));
  return [...answers];
}
