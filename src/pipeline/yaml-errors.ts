/** Turns what a schema says of a YAML file into errors a user can act on: file, line, path, did you mean. */
import {
  type Document,
  isMap,
  isNode,
  type LineCounter,
  parseDocument,
  LineCounter as YamlLines,
} from 'yaml';
import * as z from 'zod';
import { yamlContent } from '../document/yaml-content.ts';
import { KlartextError } from '../errors.ts';
import { didYouMean } from '../suggest.ts';

export interface YamlSource {
  value: unknown;
  document: Document;
  lines: LineCounter;
  /** As the user knows it, for messages. */
  path: string;
}

type Path = readonly PropertyKey[];

/** Rejects with CONFIG_INVALID naming the line when the text is not YAML. */
export function parseYaml(text: string, path: string): YamlSource {
  const lines = new YamlLines();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [error] = document.errors;
  if (error) {
    throw new KlartextError(
      'CONFIG_INVALID',
      `${path}:${lines.linePos(error.pos[0]).line}: not valid YAML: ${error.message}`,
    );
  }
  const value = yamlContent(document, (cause) => {
    throw new KlartextError('CONFIG_INVALID', `${path}: not valid YAML: ${cause.message}`, { cause });
  });
  return { value, document, lines, path };
}

/** Validates `value` (found at `at` within the file) and throws CONFIG_INVALID with every problem, one a line. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  source: YamlSource,
  at: Path = [],
): z.output<Schema> {
  if (at.length === 0 && value === null)
    throw new KlartextError(
      'CONFIG_INVALID',
      `${source.path}: expected keys such as \`version: 1\`, got none.`,
      {
        hint: 'It is empty, or all of it is comment.',
      },
    );
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const problems = result.error.issues.flatMap((issue) => describe(issue, { schema, value, source, at }));
  throw new KlartextError('CONFIG_INVALID', problems.join('\n'));
}

/** `german-tech.yaml:12: stages.2` for any path into the file. */
export function locate(source: YamlSource, path: Path): string {
  const line = lineOf(source, path);
  const where = path.map(String).join('.');
  return `${source.path}${line === undefined ? '' : `:${line}`}${where ? `: ${where}` : ''}`;
}

interface Validation {
  schema: z.ZodType;
  value: unknown;
  source: YamlSource;
  at: Path;
}

function describe(issue: z.core.$ZodIssue, { schema, value, source, at }: Validation): string[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, issue.path, value);
    return issue.keys.map(
      (key) => `${locate(source, [...path, key])}: unknown key.${didYouMean(key, known)}`,
    );
  }
  return [`${locate(source, path)}: ${issue.message}`];
}

function lineOf(source: YamlSource, path: Path): number | undefined {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(source.document, path.slice(0, length));
    if (offset !== undefined) return source.lines.linePos(offset).line;
  }
  return undefined;
}

/** Where the key stands for a map's entry, where the value stands for a list's. */
function offsetOf(document: Document, path: Path): number | undefined {
  const parent = path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  const last = path.at(-1);
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isNode(item.key) && String(item.key) === String(last));
    return isNode(pair?.key) ? pair.key.range?.[0] : undefined;
  }
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  const?: unknown;
}

/** The keys that may stand at a place of `value`. */
function keysAt(schema: z.ZodType, path: Path, value: unknown): string[] {
  let here: JsonSchema | undefined = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  }) as JsonSchema;
  let there = value;
  for (const step of path) {
    here = typeof step === 'number' ? here?.items : here?.properties?.[String(step)];
    there = (there as Record<PropertyKey, unknown> | undefined)?.[step];
    here = here && chosen(here, there);
  }
  return Object.keys(here?.properties ?? {});
}

/** Of alternatives, the one that the value names by a constant (`type: feed`). */
function chosen(schema: JsonSchema, value: unknown): JsonSchema {
  const named = (schema.oneOf ?? schema.anyOf)?.find(({ properties = {} }) =>
    Object.entries(properties).some(
      ([key, { const: constant }]) =>
        constant !== undefined && (value as Record<string, unknown> | undefined)?.[key] === constant,
    ),
  );
  return named ?? schema;
}
