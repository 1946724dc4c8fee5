/** Site rules: what is known of the pages of one host. A file of them is YAML, named after the host. */
import { parse } from 'yaml';
import * as z from 'zod';
import { checkSelector } from '../../document/html/site.ts';
import { hasKeys } from '../../document/yaml-content.ts';
import { KlartextError } from '../../errors.ts';
import { didYouMean } from '../../suggest.ts';
import { compileSource, type Rule } from '../rules.ts';
import { ruleSchema } from './schema.ts';

const selectors = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

export const siteSchema = z.strictObject({
  host: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a host name in lower case')
    .describe('Exact host of the documents’ URLs; a leading `www.` aside.'),
  version: z.int().min(1).describe('Raised by hand with every change.'),
  description: z.string().optional(),
  title: selectors.optional().describe('CSS selectors; the first that finds text is the title.'),
  body: selectors.optional().describe('CSS selectors; the first that finds something holds the article.'),
  strip: selectors.optional().describe('CSS selectors of what goes before the article is looked for.'),
  rules: z.array(ruleSchema).default([]).describe('Text rules as in packs, for this host only.'),
});

export interface SiteRules {
  readonly host: string;
  readonly version: number;
  readonly title?: readonly string[] | undefined;
  readonly body?: readonly string[] | undefined;
  readonly strip?: readonly string[] | undefined;
  readonly rules: readonly Rule[];
}

/** Parses and checks a site's file. Throws CONFIG_INVALID naming the file, the key, what was expected. */
export function parseSiteRules(yamlText: string, path: string): SiteRules {
  const invalid = (what: string) => new KlartextError('CONFIG_INVALID', `Site rules ${path}: ${what}`);
  let raw: unknown;
  try {
    raw = parse(yamlText);
  } catch (error) {
    throw invalid(`not valid YAML: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
  }
  if (!hasKeys(raw)) throw invalid('expected keys such as `host`, got none.');
  const parsed = siteSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const key = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
    const where = issue?.path.length ? `${issue.path.join('.')}: ` : '';
    const what = key
      ? `unknown key "${key}".${didYouMean(key, Object.keys(siteSchema.shape))}`
      : `${issue?.message ?? 'no site rules'}.`;
    throw invalid(where + what);
  }
  const { rules, ...site } = parsed.data;
  for (const selector of [...(site.title ?? []), ...(site.body ?? []), ...(site.strip ?? [])]) {
    try {
      checkSelector(selector);
    } catch (error) {
      throw invalid(
        `"${selector}" is no CSS selector: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
  return { ...site, rules: rules.map((rule) => compileSource(rule, `site:${site.host}`, path)) };
}

/** Whether a YAML text is meant as site rules and not as a pack. */
export function isSiteRules(yamlText: string): boolean {
  return /^host\s*:/mu.test(yamlText);
}
