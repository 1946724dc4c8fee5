/** A WARC file: the pages that a crawler kept, without asking anybody. */
import path from 'node:path';
import { sha256 } from '../hash.ts';
import { canonicalUrl } from './canonical-url.ts';
import { createSource, trouble } from './create-source.ts';
import { tooLarge } from './fetch/body.ts';
import { header, mediaType } from './fetch/exchange.ts';
import { charsetOf } from './page.ts';
import { readFile } from './read-file.ts';
import type { Candidate, Source } from './source.ts';
import { parseHttpAnswer, unpackBody } from './warc/http-message.ts';
import { readWarc, type WarcRecord } from './warc/read-warc.ts';

export interface WarcSettings {
  /** Absolute; `.gz` is unpacked. */
  path: string;
  name?: string;
}

const WANTED: ReadonlySet<string> = new Set(['response', 'resource']);
const PAGE = /^(?:text\/html|application\/xhtml\+xml)$/;

/** Pages answered with 200, in order; of several copies each comes. Images, redirects and errors are passed over. */
export function openWarc(settings: WarcSettings, options: { maxBytes: number }): Source {
  const { name, path: file } = settings;
  const where = path.basename(file);
  return createSource(name, where, async function* () {
    for await (const record of readWarc(readFile(file), WANTED, options.maxBytes)) {
      // A body that cannot be unpacked gives up its record and no more.
      const candidate = await toCandidate(record, options.maxBytes).catch((error: unknown) =>
        trouble(where, error),
      );
      if (candidate && 'type' in candidate) yield candidate;
      else if (candidate) yield { type: 'candidate', candidate };
    }
  });
}

async function toCandidate(record: WarcRecord, maxBytes: number): Promise<Candidate | undefined> {
  const { headers, block, isWhole } = record;
  const url = canonicalUrl(headers.get('warc-target-uri')?.replace(/^<|>$/g, '') ?? '');
  const isHttp = mediaType(headers.get('content-type')) === 'application/http';
  const answer = isHttp
    ? parseHttpAnswer(block)
    : { status: 200, headers: Object.fromEntries(headers), body: block };
  const contentType = answer && header(answer.headers, 'content-type');
  if (!url || answer?.status !== 200 || !PAGE.test(mediaType(contentType))) return undefined;
  if (!isWhole) throw tooLarge(url, maxBytes);
  const content = isHttp ? await unpackBody(answer, url, maxBytes) : block;
  const charset = charsetOf(contentType);
  return {
    key: url,
    url,
    version: sha256(content).slice(0, 32),
    metadata: { url },
    load: async () => ({ content, format: 'html', url, ...(charset ? { charset } : {}) }),
  };
}
