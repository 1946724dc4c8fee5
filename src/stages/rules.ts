/** Rule packs: boilerplate rules as data. A pack is a YAML file; this turns its text into compiled rules. */
import { parseDocument } from 'yaml';
import type * as z from 'zod';
import { hasKeys, yamlContent } from '../document/yaml-content.ts';
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';
import { compilePattern, compileRule, type Pattern } from './rules/compile.ts';
import { packSchema, type RuleSource, ruleSchema } from './rules/schema.ts';

export interface Rule
  extends Pick<RuleSource, 'id' | 'kind' | 'language' | 'position' | 'reason'>,
    Partial<Pick<RuleSource, 'examples'>> {
  /** `<pack>/<rule>`, as removals name it. */
  readonly ruleId: string;
  /** Any of them takes a block, being anchored to a whole one; for `in-sentence` a single global one. */
  readonly patterns: readonly Pattern[];
  /** Must be found in the document for the rule to work at all. */
  readonly requires?: Pattern;
  readonly split: boolean;
}

export interface RulePack {
  readonly name: string;
  readonly version: number;
  readonly languages: readonly string[];
  readonly description: string;
  readonly rules: readonly Rule[];
}

/**
 * Parses, checks and compiles a pack. `path` is only used in errors.
 * Throws CONFIG_INVALID naming the file, the rule, the key, and the nearest known key.
 */
export function parseRulePack(yamlText: string, path: string): RulePack {
  const document = parseDocument(yamlText);
  const problem = document.errors[0];
  if (problem) throw invalid(path, problem.message.split('\n')[0] ?? 'it is no YAML');
  const raw = yamlContent(document, ({ message }) => {
    throw invalid(path, message);
  });
  if (!hasKeys(raw)) throw invalid(path, 'expected keys such as `name` and `rules`, got none');
  const parsed = packSchema.safeParse(raw);
  if (!parsed.success) throw invalid(path, describe(parsed.error.issues, raw));
  const pack = parsed.data;
  const twice = pack.rules.find(
    (rule, index) => pack.rules.findIndex((other) => other.id === rule.id) < index,
  );
  if (twice) throw invalid(path, `rule "${twice.id}" stands in it twice`);
  return { ...pack, rules: pack.rules.map((rule) => compileSource(rule, pack.name, path)) };
}

/** One rule of a pack (or of a site), compiled. Throws CONFIG_INVALID naming `path` and the rule. */
export function compileSource(source: RuleSource, pack: string, path: string): Rule {
  const { id, kind, language, position, reason, requires, split, examples } = source;
  try {
    return {
      ...{ id, kind, language, position, reason, examples },
      ruleId: `${pack}/${source.id}`,
      patterns: compileRule(source),
      split: split ?? source.kind === 'literal',
      ...(requires ? { requires: compilePattern(requires, false) } : {}),
    };
  } catch (error) {
    throw invalid(path, `rule "${source.id}": ${error instanceof Error ? error.message : String(error)}`);
  }
}

function invalid(path: string, what: string): KlartextError {
  return new KlartextError('CONFIG_INVALID', `Rule pack ${path}: ${what.replace(/\.$/, '')}.`);
}

/** The most telling issue in words: where (rule by its id when it has one), what, and the nearest known key. */
function describe(issues: readonly z.core.$ZodIssue[], raw: unknown): string {
  const issue = issues.find((candidate) => candidate.code === 'unrecognized_keys') ?? issues[0];
  if (!issue) return 'it is no rule pack';
  const path = issue.path.map(String);
  const inRule = path[0] === 'rules' && path[1] !== undefined;
  const rules = (raw as { rules?: unknown[] } | null)?.rules;
  const id = inRule ? (rules?.[Number(path[1])] as { id?: unknown } | null)?.id : undefined;
  const where = inRule
    ? [`rule ${id ? `"${String(id)}"` : `number ${Number(path[1]) + 1}`}`, ...path.slice(2)]
    : path;
  const place = where.length > 0 ? `${where.join(', ')}: ` : '';
  if (issue.code !== 'unrecognized_keys') return place + issue.message;
  const known = Object.keys(inRule ? ruleSchema.shape : packSchema.shape);
  const inExamples = path.includes('examples');
  const key = issue.keys[0] ?? '';
  return `${place}unknown key "${key}".${didYouMean(key, inExamples ? ['remove', 'keep'] : known)}`;
}
