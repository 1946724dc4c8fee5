/** A DeepL of ours on loopback that keeps the real one's limits and fails on demand. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseMarkup } from '../../src/segments/parse-markup.ts';
import { upperCase } from './fake-providers.ts';

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

export interface FakeDeepL {
  url: string;
  key: string;
  /** Faults of the next requests, first in first out; when empty the server works. */
  faults: Fault[];
  /** What was billed, as the service would have it. */
  ledger: { requests: number; characters: number; bodies: string[] };
  close(): Promise<void>;
}

const MAX_TEXTS = 50;
const MAX_BYTES = 128 * 1024;

export async function openFakeDeepL(): Promise<FakeDeepL> {
  const fake = {
    url: '',
    key: 'fake-key:fx',
    faults: [] as Fault[],
    ledger: { requests: 0, characters: 0, bodies: [] as string[] },
  };
  const server = createServer(async (request, response) => {
    const body = await readBody(request);
    if (request.url === '/page') {
      response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Hello</html>');
      return;
    }
    fake.ledger.requests += 1;
    fake.ledger.bodies.push(body);
    const fault = fake.faults.shift();
    if (fault !== undefined && failBefore(fault, response)) return;
    const refused = refusal(fake.key, request.headers.authorization, body);
    if (refused) response.writeHead(refused[0]).end(JSON.stringify({ message: refused[1] }));
    // A fault that hangs: the request stays open until the client gives up.
    else if (fault !== 'timeout') answer(fake.ledger, body, response, fault);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  fake.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return Object.assign(fake, { close });
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
  else return false;
  return true;
}

/** What the real service refuses: status and message. */
function refusal(key: string, authorization: string | undefined, body: string): [number, string] | undefined {
  const form = new URLSearchParams(body);
  const texts = form.getAll('text');
  if (authorization !== `DeepL-Auth-Key ${key}`) return [403, 'forbidden'];
  if (Buffer.byteLength(body) > MAX_BYTES) return [413, 'Request Entity Too Large'];
  if (texts.length === 0 || texts.length > MAX_TEXTS) return [400, `${texts.length} texts`];
  const isStrict = form.get('tag_handling') === 'xml';
  return isStrict && !texts.every(isXml)
    ? [400, 'Tag handling parsing failed, please check input.']
    : undefined;
}

function answer(ledger: FakeDeepL['ledger'], body: string, response: ServerResponse, fault?: Fault): void {
  const texts = new URLSearchParams(body).getAll('text');
  const billed = texts.map((text) => [...text].length);
  ledger.characters += billed.reduce((sum, count) => sum + count, 0);
  let translations = texts.map((text, index) => ({
    detected_source_language: 'DE',
    text: fault === 'blank' && index === 0 ? '' : translate(text),
    billed_characters: billed[index],
  }));
  if (fault === 'drop') translations = translations.slice(1);
  if (fault === 'reorder') translations.reverse();
  if (fault === 'duplicate') translations = [...translations, ...translations.slice(0, 1)];
  const json = JSON.stringify({ translations });
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(fault === 'truncate' ? json.slice(0, json.length / 2) : json);
}

/** What `ignore_tags=x` holds stays as it is. */
function translate(text: string): string {
  return text
    .split(/(<x id="\d+">[^<]*<\/x>)/)
    .map((part) => (part.startsWith('<x id') && part.endsWith('</x>') ? part : upperCase(part)))
    .join('');
}

function isXml(text: string): boolean {
  const bare = text.replace(/<x id="(\d+)">[^<]*<\/x>/g, '<x id="$1"/>');
  return parseMarkup(bare) !== undefined && !/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text);
}
