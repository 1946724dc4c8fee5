/** Reads a site configuration of the `ftr-site-config` kind (`key: value` lines, XPath) into site rules. */
import path from 'node:path';
import { stringify } from 'yaml';
import { checkSelector } from '../document/html/site.ts';
import { KlartextError } from '../errors.ts';
import { xpathToCss } from './xpath-to-css.ts';

export interface ImportedSite {
  host: string;
  /** The site's file, as YAML. */
  yaml: string;
  /** Selectors taken over, by key. */
  taken: Record<'title' | 'body' | 'strip', number>;
  /** Lines that mean nothing here, and why. */
  skipped: { line: number; text: string; reason: string }[];
}

/** Keys that are about fetching and tidying, which is not done here, or about testing. */
const OTHER =
  /^(?:http_header\(|test_|single_page|next_page|autodetect|requires_login|login_|not_logged|parser|tidy|prune|convert_|insert_|skip_|native_ad|if_page|src_lazy|dissolve|wrap_in|move_into)/;

/**
 * `file` is named after the host (`heise.de.txt`; a leading dot, for all sub-domains, is read as the host itself).
 * Throws CONFIG_INVALID when the name is no host's or nothing of it can be taken over.
 */
export function importSiteConfig(text: string, file: string): ImportedSite {
  const host = path
    .basename(file)
    .replace(/\.txt$/, '')
    .replace(/^\./, '')
    .toLowerCase();
  if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) {
    throw new KlartextError(
      'CONFIG_INVALID',
      `${file}: expected a file named after a host, like heise.de.txt.`,
    );
  }
  const found: Record<'title' | 'body' | 'strip', string[]> = { title: [], body: [], strip: [] };
  const skipped: ImportedSite['skipped'] = [];
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) continue;
    const [key, value] = splitLine(line);
    const reason = take(key, value, found);
    if (reason) skipped.push({ line: index + 1, text: line, reason });
  }
  const taken = { title: found.title.length, body: found.body.length, strip: found.strip.length };
  if (taken.title + taken.body + taken.strip === 0) {
    throw new KlartextError('CONFIG_INVALID', `${file}: nothing in it can be taken over.`);
  }
  const site = Object.fromEntries(Object.entries(found).filter(([, selectors]) => selectors.length > 0));
  const description = `Imported from ${path.basename(file)} of a ftr-site-config collection.`;
  return {
    host,
    yaml: stringify({ host, version: 1, description, ...site }, { lineWidth: 110 }),
    taken,
    skipped,
  };
}

function splitLine(line: string): [string, string] {
  const colon = line.indexOf(':');
  return colon < 0 ? [line, ''] : [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

/** Adds what a line asks for to `found`; answers why it could not. */
function take(key: string, value: string, found: Record<string, string[]>): string | undefined {
  if (key === 'strip_id_or_class') {
    const name = JSON.stringify(value.replace(/^['"]|['"]$/g, ''));
    return add(found.strip as string[], [`[class*=${name}]`, `[id*=${name}]`]);
  }
  if (key === 'strip_image_src') return add(found.strip as string[], [`img[src*=${JSON.stringify(value)}]`]);
  if (key === 'title' || key === 'body' || key === 'strip') {
    const selectors = xpathToCss(value);
    return selectors ? add(found[key] as string[], selectors) : 'this XPath cannot be said in CSS';
  }
  if (key === 'author' || key === 'date') return 'read from the page’s own metadata';
  if (/^(?:find|replace)_string/.test(key)) return 'replacements in the HTML are not supported';
  return OTHER.test(key) ? 'about fetching, tidying or testing' : 'unknown key';
}

function add(list: string[], selectors: readonly string[]): string | undefined {
  try {
    selectors.forEach(checkSelector);
  } catch {
    return 'this XPath cannot be said in CSS';
  }
  list.push(...selectors.filter((selector) => !list.includes(selector)));
  return undefined;
}
