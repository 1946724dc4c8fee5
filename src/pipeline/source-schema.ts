/** What a pipeline file may say of where documents come from, and of how they are fetched. */
import * as z from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });
const text = z.string().min(1);
const oneOrMore = <T extends z.ZodType<string>>(item: T) =>
  z.union([item, z.array(item).min(1)]).transform((given) => (Array.isArray(given) ? given : [given]));

const name = text.optional().describe('How reports call it; its address or path when absent.');
/** A listing is fetched or read from a file. */
const place = {
  name,
  url: httpUrl.optional().describe('Address of it.'),
  path: text.optional().describe('Or a file, relative to this pipeline file.'),
};
const hasOnePlace = ({ url, path }: { url?: string | undefined; path?: string | undefined }) =>
  !url !== !path;
const ONE_PLACE = { message: 'expected one of `url` and `path`' };
const content = z
  .enum(['auto', 'feed', 'page'])
  .default('auto')
  .describe(
    'Take the text from the feed, fetch the page, or (auto) the page where the feed has a teaser only.',
  );
const parts = z.array(text).default([]);
const file = text.describe('File, relative to this pipeline file; `.gz` is unpacked.');

const TYPES = 'expected one of feed, opml, sitemap, url, files, jsonl, warc';

const source = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('feed'), ...place, content }).refine(hasOnePlace, ONE_PLACE),
    z.strictObject({ type: z.literal('opml'), ...place, content }).refine(hasOnePlace, ONE_PLACE),
    z
      .strictObject({
        type: z.literal('sitemap'),
        ...place,
        include: parts.describe('Only addresses that contain one of these.'),
        exclude: parts.describe('No address that contains one of these.'),
        maxAgeDays: z.number().positive().optional().describe('No page whose last change is longer ago.'),
      })
      .refine(hasOnePlace, ONE_PLACE),
    z.strictObject({ type: z.literal('url'), name, url: oneOrMore(httpUrl).describe('Pages.') }),
    z.strictObject({
      type: z.literal('files'),
      name,
      path: oneOrMore(text).describe(
        'Files, folders or globs, relative to this pipeline file; a glob with `!` before it leaves out.',
      ),
    }),
    z.strictObject({ type: z.literal('jsonl'), name, path: file }),
    z.strictObject({ type: z.literal('warc'), name, path: file }),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? TYPES : undefined) },
);

export const sourcesSchema = z
  .array(source)
  .default([])
  .describe('Where documents come from (`klartext sources` shows what they offer).');

const ms = z.int().min(0);
const hosts = z.array(
  z
    .string()
    .regex(
      /^[\w.-]+(?::\d+)?$|^\[?[\da-f]*:[\da-f]*:[\da-f:.]*\]?$/i,
      'expected a host name, without scheme and path',
    ),
);
const headerText = z.string().regex(/^[\x20-\x7e]+$/, 'expected printable ASCII characters');

export const fetchSchema = z
  .strictObject({
    userAgent: headerText
      .optional()
      .describe('Sent with every request; Klartext and its version when absent.'),
    contact: headerText
      .optional()
      .describe('Address or URL put into the user agent, for publishers who want to reach you.'),
    allowHosts: hosts
      .default([])
      .describe('Hosts of this machine or a private network that may be fetched from, by exact name.'),
    ignoreRobots: hosts
      .default([])
      .describe('Hosts whose robots.txt does not count, as you agreed with them.'),
    delayMs: ms.default(1000).describe('Least pause between two requests to one host; slow hosts get more.'),
    maxWaitMs: ms
      .default(60_000)
      .describe(
        'Longest rest that a host may ask for within a run; one that wants more is left for the next.',
      ),
    connectTimeoutMs: ms.min(1).default(10_000).describe('For a connection to be made.'),
    answerTimeoutMs: ms
      .min(1)
      .default(30_000)
      .describe('For the first byte of an answer, and between two parts of it.'),
    totalTimeoutMs: ms.min(1).default(120_000).describe('For one request and all of its answer.'),
    maxPages: z
      .int()
      .min(1)
      .max(100)
      .default(20)
      .describe(
        'Pages fetched of one article, where each names the next (`rel=next`); they become one document.',
      ),
    maxRedirects: z.int().min(0).max(20).default(5).describe('Redirects followed for one address.'),
  })
  .refine(({ delayMs, maxWaitMs }) => delayMs <= maxWaitMs, {
    message: 'expected maxWaitMs to be no less than delayMs',
    path: ['maxWaitMs'],
  })
  .prefault({})
  .describe('How pages and feeds are fetched.');

export type SourceSettings = z.output<typeof source>;
export type FetchSettings = z.output<typeof fetchSchema>;
