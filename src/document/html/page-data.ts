/** What a page carries for its scripts: the values of its JSON, and the long strings of its JavaScript. */
import { readJson } from './read-json.ts';

export interface PageData {
  value: unknown;
  /** Members are indexes into the list that `value` is, as Nuxt 3 writes them. */
  isIndexed: boolean;
}

/** No article is in less. In characters. */
const LEAST = 200;
const ASSIGNED =
  /(?:\b(?:window|self|globalThis)\s*(?:\.\s*[\w$]{1,80}|\[\s*["'][\w$]{1,80}["']\s*\])|\b(?:var|let|const)\s+[\w$]{1,80})\s{0,9}=\s{0,9}/g;
const STRING = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)/g;
const PARSED = /JSON\.parse\(\s{0,9}(?=["'])/y;
/** What `serialize-javascript` writes and JSON does not know. */
const UNDEFINED = /([:[,])(?:undefined|void 0)(?=[,}\]])/g;

/** In document order. What cannot be read is passed over; time is linear in `html.length`. */
export function* pageDataOf(html: string): Generator<PageData> {
  const open = /<script\b([^>]{0,2000})>/gi;
  for (let tag = open.exec(html); tag; tag = open.exec(html)) {
    const end = html.indexOf('</script', open.lastIndex);
    if (end === -1) return;
    const source = html.slice(open.lastIndex, end);
    open.lastIndex = end;
    const attributes = tag[1] ?? '';
    if (source.length < LEAST || /ld\+json/i.test(attributes)) continue;
    const isJson = /\btype\s*=\s*["']?application\/(?:\w+\+)?json/i.test(attributes);
    if (isJson) yield { value: parse(source), isIndexed: attributes.includes('__NUXT_DATA__') };
    else for (const value of valuesOf(source)) yield { value, isIndexed: false };
  }
}

/** What is assigned to variables; of an expression that is no JSON, its strings by the names they have. */
function* valuesOf(source: string): Generator<unknown> {
  ASSIGNED.lastIndex = 0;
  for (let match = ASSIGNED.exec(source); match; match = ASSIGNED.exec(source)) {
    const from = ASSIGNED.lastIndex;
    const end = endOfValue(source, from);
    const value = end - from >= LEAST ? assignedValue(source, from, end) : {};
    if (value === undefined) yield* namedStrings(source.slice(from, end));
    else yield value;
    ASSIGNED.lastIndex = Math.max(end, from);
  }
}

function assignedValue(source: string, from: number, end: number): unknown {
  PARSED.lastIndex = from;
  if (!PARSED.test(source)) return parse(source.slice(from, end));
  const quoted = source.slice(PARSED.lastIndex, end).replace(/\s*\)\s*$/, '');
  const json = parse(quoted.startsWith("'") ? doubleQuoted(quoted) : quoted);
  return typeof json === 'string' ? parse(json) : undefined;
}

/** A literal of JavaScript as one of JSON. */
function doubleQuoted(literal: string): string {
  const inner = literal
    .slice(1, -1)
    .replace(/\\([\s\S])|"/g, (all, sign) => (sign === "'" ? "'" : sign ? all : '\\"'));
  return `"${inner.replace(/\\x([0-9a-f]{2})/gi, '\\u00$1')}"`;
}

/** Behind the brackets that open at or after `from`, whatever strings hold. */
function endOfValue(source: string, from: number): number {
  let depth = 0;
  const sign = /"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|$)|'[^'\\]*(?:\\[\s\S][^'\\]*)*(?:'|$)|[{}[\]();]/g;
  sign.lastIndex = from;
  for (let match = sign.exec(source); match; match = sign.exec(source)) {
    if ('{[('.includes(match[0])) depth++;
    else if ('}])'.includes(match[0])) depth--;
    if (depth < 0 || (depth === 0 && match[0] === ';')) return match.index;
  }
  return source.length;
}

/** Of HTML alone: one that is plain may be any part of a text. */
function* namedStrings(source: string): Generator<unknown> {
  for (const { 0: literal, index } of source.matchAll(STRING)) {
    if (literal.length < LEAST || !/<p[\s\S]*<p|\\u003cp[\s\S]*\\u003cp/i.test(literal)) continue;
    const name = /([\w$]+)["']?\s{0,9}:\s{0,9}$/.exec(source.slice(Math.max(0, index - 80), index))?.[1];
    if (name) yield { [name]: parse(literal) };
  }
}

function parse(text: string): unknown {
  return readJson(text, (other) => other.replace(UNDEFINED, '$1null'));
}
