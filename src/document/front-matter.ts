/** The head of a Markdown file: reading it, and writing it in YAML so that it always reads back the same. */
import { type Document, isMap, parseDocument, stringify, visit } from 'yaml';
import { parseJson } from './exact-json.ts';
import { yamlContent } from './yaml-content.ts';

/** `length` is that of the head in characters, closing line included. */
export type FrontMatter =
  | { kind: 'none' }
  /** Values are as YAML's core schema reads them: dates stay strings, and so do figures that no number writes back. */
  | { kind: 'fields'; fields: Record<string, unknown>; length: number }
  /** A head that is not read: TOML, or meant as YAML and none. `text` is what stands between the lines. */
  | { kind: 'unread'; lang: 'yaml' | 'toml'; text: string; length: number; reason: string };

/** Front matter has few, and is read before anything is known of where it comes from. */
const MAX_ALIASES = 20;
const HEAD = /^\ufeff?---[ \t]*\r?\n(?:([\s\S]*?)\r?\n)??---[ \t]*(?:\r?\n|$)/;

/** As Hugo writes them: JSON up to the first brace at the begin of a line, with text after it. */
const JSON_HEAD = /^\ufeff?(\{[ \t]*\r?\n[\s\S]*?\r?\n\})[ \t]*\r?\n(?=[\s\S]*\S)/;
const TOML_HEAD = /^\ufeff?\+\+\+[ \t]*\r?\n([\s\S]*?)\r?\n\+\+\+[ \t]*(?:\r?\n|$)/;

/**
 * Reads the head of a Markdown text, YAML or JSON. A head without any `key:` line is not one (two thematic breaks
 * with text between); broken YAML with such lines, and TOML, is `unread`, so that the caller can keep its text.
 */
export function readFrontMatter(text: string): FrontMatter {
  const match = HEAD.exec(text);
  if (!match) return readJson(text) ?? readToml(text) ?? { kind: 'none' };
  const body = match[1] ?? '';
  const { length } = match[0];
  if (body.trim() === '') return { kind: 'fields', fields: {}, length };
  const document = parseDocument(body, { logLevel: 'silent' });
  keepFigures(document);
  const [error] = document.errors;
  const content =
    !error && isMap(document.contents) ? yamlContent(document, () => undefined, MAX_ALIASES) : undefined;
  const fields = content as Record<string, unknown> | undefined;
  if (fields) return { kind: 'fields', fields, length };
  if (!/^[\w"'-]+[ \t]*:/m.test(body)) return { kind: 'none' };
  const reason = error ? `line ${(error.linePos?.[0].line ?? 0) + 1}: ${error.code}` : 'not a plain mapping';
  return { kind: 'unread', lang: 'yaml', text: body, length, reason: `no valid YAML (${reason})` };
}

function readJson(text: string): FrontMatter | undefined {
  const [head, json] = JSON_HEAD.exec(text) ?? [];
  if (head === undefined || json === undefined) return undefined;
  try {
    return { kind: 'fields', fields: parseJson(json) as Record<string, unknown>, length: head.length };
  } catch {
    return undefined;
  }
}

function readToml(text: string): FrontMatter | undefined {
  const [head, body] = TOML_HEAD.exec(text) ?? [];
  if (head === undefined || body === undefined || !/^[\w"'.-]+[ \t]*=/m.test(body)) return undefined;
  return { kind: 'unread', lang: 'toml', text: body, length: head.length, reason: 'TOML, which is not read' };
}

/**
 * A postcode `01067`, a version `1.10` or a long id would come back as another number, and a key `null` as none: what does
 * not read back as it stands is a string.
 */
function keepFigures(document: Document): void {
  visit(document, {
    Scalar: (place, node) => {
      const { value, source } = node;
      if (source === undefined || typeof value === 'string') return;
      if (place === 'key' || (typeof value === 'number' && String(value) !== source)) node.value = source;
    },
  });
}

/**
 * Writes fields in the order given, between `---` lines, with a line end after the last. Undefined fields
 * are left out; strings that YAML 1.1 or 1.2 would misread (`no`, `2024-05-01`, `1.0`) are quoted;
 * lines are never folded. No field at all gives ''.
 */
export function writeFrontMatter(fields: Record<string, unknown>): string {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (present.length === 0) return '';
  const yaml = stringify(withoutUndefined(Object.fromEntries(present)), {
    lineWidth: 0,
    minContentWidth: 0,
    compat: 'yaml-1.1',
    aliasDuplicateObjects: false,
  });
  return `---\n${yaml}---\n`;
}

function withoutUndefined(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter((entry) => entry !== undefined).map(withoutUndefined);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, withoutUndefined(entry)]));
}
