/** An HTTP answer as a crawler stored it: status, headers, body as it came over the wire. */
import { Readable } from 'node:stream';
import { readBody } from '../fetch/body.ts';
import type { Answer } from '../fetch/exchange.ts';
import { header } from '../fetch/exchange.ts';
import { networkFailure } from '../fetch/failures.ts';

/** `body` is as it came over the wire. Undefined for what is no HTTP answer. */
export function parseHttpAnswer(block: Buffer): Answer | undefined {
  const { head, body } = cutHead(block) ?? {};
  const [first = '', ...lines] = head?.split(/\r?\n/) ?? [];
  const status = /^HTTP\/\d(?:\.\d)? (\d{3})/.exec(first)?.[1];
  if (!body || !status) return undefined;
  const headers: Record<string, string> = {};
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  return { status: Number(status), headers, body };
}

/** At its first empty line; some crawlers write lines without a carriage return. */
function cutHead(block: Buffer): { head: string; body: Buffer } | undefined {
  const ends = ['\r\n\r\n', '\n\n'].map((mark) => ({ at: block.indexOf(mark), length: mark.length }));
  const [end] = ends.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at);
  if (!end) return undefined;
  return { head: block.toString('latin1', 0, end.at), body: block.subarray(end.at + end.length) };
}

/** The body without what was done to it for its way. Rejects with one classified error. */
export async function unpackBody({ headers, body }: Answer, url: string, maxBytes: number): Promise<Buffer> {
  const isChunked = /chunked/i.test(header(headers, 'transfer-encoding') ?? '');
  const packed = (isChunked && joinChunks(body)) || body;
  const contentEncoding = looksPacked(packed) ? header(headers, 'content-encoding') : undefined;
  return readBody(Readable.from([packed]), { url, contentEncoding, maxBytes }).catch((cause: unknown) => {
    throw networkFailure(url, cause);
  });
}

/** Many crawlers leave the header and store the body joined; then there are no chunks in it. */
function joinChunks(wire: Buffer): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = wire.indexOf('\r\n', at);
    const line = end < 0 ? '' : wire.toString('latin1', at, Math.min(end, at + 200));
    const size = /^([0-9a-f]{1,8})\s*(?:;.*)?$/i.exec(line)?.[1];
    if (size === undefined) return undefined;
    const length = Number.parseInt(size, 16);
    if (length === 0) return Buffer.concat(parts);
    parts.push(wire.subarray(end + 2, end + 2 + length));
    at = end + 2 + length + 2;
  }
}

/** The same goes for compression. A text begins with a tag or a word; Brotli has no mark and may begin so too. */
function looksPacked(body: Buffer): boolean {
  return !/^(?:\xef\xbb\xbf)?\s*<[!?a-z]/i.test(body.toString('latin1', 0, 200));
}
