/** The three ways into one tree: a decoded document becomes an mdast on a VFile. */
import type { Root } from 'mdast';
import { VFile } from 'vfile';
import type { InputFormat } from '../types.ts';
import { checkKind, unreadMarkup } from './foreign.ts';
import type { SiteSelectors } from './html/site.ts';
import type { BlockReport } from './html.ts';
import { checkText, checkTree } from './limits.ts';
import { type ParsedDocument, parseMarkdown } from './markdown.ts';
import { reportRemoval } from './messages.ts';
import { parseText } from './text.ts';

/** Raised when something else is read from the same bytes: other blocks of a page, say. Part of fingerprints. */
export const PARSER_VERSION = 12;

export interface ParseInput {
  /** Decoded, see decode.ts. */
  text: string;
  format: InputFormat;
  /** Becomes the VFile's path. */
  path?: string;
  /** Where the document was found; for HTML, relative links are taken from it. */
  url?: string;
  /** For HTML: what its source calls it; its own title counts more. */
  title?: string;
  /** Where the document came from: a feed, a folder. */
  source?: string;
  /** For HTML: what is known of the site at this host. */
  siteOf?: (host: string) => SiteSelectors | undefined;
  /** For HTML: how many of the model's features to name for each block that it leaves out. */
  explain?: number;
}

/**
 * Parses a document and puts its data on the file (`file.data.klartext`). What the parser warns of is a
 * message on the file. The HTML parser is loaded only for HTML. Rejects with INPUT_UNSUPPORTED for HTML without text,
 * for what is no article at all (`foreign.ts`), and for more than one can be (`limits.ts`).
 */
export async function parseDocument(input: ParseInput): Promise<{ file: VFile; root: Root }> {
  const file = new VFile({ value: input.text, ...(input.path ? { path: input.path } : {}) });
  const { root, metadata, warnings = [], blocks = [] } = await parseAs(input);
  checkTree(root);
  const address = metadata.url ?? input.url;
  file.data.klartext = {
    format: input.format,
    metadata: { ...metadata, ...(address ? { url: address } : {}) },
    ...(input.source ? { source: input.source } : {}),
    segments: [],
  };
  const markup = input.format === 'html' ? undefined : unreadMarkup(input.text, input.format);
  if (markup)
    file.message(`the text is written in ${markup}, which is not read: its marks stand in the text`, UNREAD);
  for (const { reason, ruleId } of warnings) file.message(reason, { ruleId, source: 'parse' });
  for (const block of blocks) if (!block.kept) reportLeftOut(file, block);
  return { file, root };
}

const UNREAD = { ruleId: 'unread-markup', source: 'parse' };

/** What of a page is not its article is a removal like any other, so that it can be reviewed. */
function reportLeftOut(file: VFile, { text, name, score, features }: BlockReport): void {
  const because = features.map(({ feature }) => feature).join(', ');
  reportRemoval(file, {
    stage: 'extract-content',
    ruleId: `extract-content/${name}`,
    reason: `not part of the article (${[score.toFixed(3), because].filter(Boolean).join('; ')})`,
    text,
  });
}

async function parseAs({
  text,
  format,
  url,
  title,
  siteOf,
  explain,
}: ParseInput): Promise<ParsedDocument & { blocks?: BlockReport[] }> {
  checkKind(text);
  if (format !== 'html') checkText(text, format);
  if (format === 'text') return parseText(text);
  if (format === 'markdown') return parseMarkdown(text);
  const { parsePages } = await import('./html-pages.ts');
  return parsePages(text, {
    ...(url ? { url } : {}),
    ...(title ? { title } : {}),
    ...(siteOf ? { siteOf } : {}),
    ...(explain ? { explain } : {}),
  });
}
