/** TMX 1.4 of any tool -> entries, streaming. */
import { type SaxesAttributeNS, SaxesParser, type SaxesTagPlain } from 'saxes';
import { decodeXml } from '../document/decode-xml.ts';
import { KlartextError } from '../errors.ts';
import type { LanguagePair } from '../types.ts';
import { PROPS } from './tmx-write.ts';

export interface TmxUnit {
  /** Our markup, tags numbered from 1 in source order. */
  source: string;
  target: string;
  /** What our own export says of where it came from; absent in other tools' files. */
  from?: { provider: string; model: string; settings: string };
}

type Piece = string | { kind: 'open' | 'close' | 'keep'; key: string };
interface Variant {
  language: string;
  pieces: Piece[];
}

/** Inline elements whose content is another tool's code and no text. */
const CODE: ReadonlySet<string> = new Set(['bpt', 'ept', 'ph', 'it', 'ut', 'sub']);

/**
 * Reads translation units in order; `undefined` for one that has not both languages or whose tags do not match.
 * Rejects with INPUT_UNSUPPORTED where the file is no well-formed XML, has no `tmx`, or other bytes than it says.
 */
export async function* readTmx(
  bytes: AsyncIterable<Uint8Array>,
  pair: LanguagePair,
): AsyncGenerator<TmxUnit | undefined> {
  const done: (TmxUnit | undefined)[] = [];
  const parser = unitParser(pair, (unit) => done.push(unit));
  try {
    for await (const text of decodeXml(bytes)) {
      parser.write(text);
      yield* done.splice(0);
    }
    parser.close();
  } catch (cause) {
    // What the source of the bytes says is for the caller, who knows its name.
    if ((cause as NodeJS.ErrnoException).code !== undefined) throw cause;
    const where = `line ${parser.line}, column ${parser.column}`;
    throw new KlartextError('INPUT_UNSUPPORTED', `expected TMX 1.4, got no well-formed XML (${where}).`, {
      cause,
    });
  }
  yield* done;
}

function unitParser(pair: LanguagePair, onUnit: (unit: TmxUnit | undefined) => void): SaxesParser {
  const parser = new SaxesParser();
  let variants: Variant[] = [];
  let props = new Map<string, string>();
  let prop: string | undefined;
  let inSegment = false;
  let codeDepth = 0;
  let isTmx = false;
  const pieces = () => variants.at(-1)?.pieces ?? [];
  const text = (value: string): void => {
    if (prop !== undefined) props.set(prop, (props.get(prop) ?? '') + value);
    else if (inSegment && codeDepth === 0) pieces().push(value);
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('text', text);
  parser.on('cdata', text);
  parser.on('opentag', (tag) => {
    const attribute = (name: string) => attributeOf(tag, name);
    if (tag.name === 'tmx') isTmx = true;
    else if (tag.name === 'tu') [variants, props] = [[], new Map()];
    else if (tag.name === 'prop') prop = attribute('type') ?? '';
    else if (tag.name === 'tuv')
      variants.push({ language: attribute('xml:lang') ?? attribute('lang') ?? '', pieces: [] });
    else if (tag.name === 'seg') inSegment = true;
    else if (inSegment && CODE.has(tag.name)) {
      if (codeDepth === 0) pieces().push(pieceOf(tag.name, attribute, pieces()));
      codeDepth += 1;
    }
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'prop') prop = undefined;
    else if (name === 'seg') inSegment = false;
    else if (inSegment && CODE.has(name)) codeDepth -= 1;
    else if (name === 'tu') onUnit(toUnit(variants, props, pair));
  });
  // Other XML has no units either, and "0 taken in" would pass for done.
  parser.on('end', () => {
    if (!isTmx)
      throw new KlartextError('INPUT_UNSUPPORTED', 'expected TMX 1.4, got XML without a tmx element.');
  });
  return parser;
}

function attributeOf(tag: SaxesTagPlain, name: string): string | undefined {
  const value: string | SaxesAttributeNS | undefined = tag.attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** `x` ties a tag to its like in the other language; without it `i` does for pairs, and the order for the rest. */
function pieceOf(
  name: string,
  attribute: (name: string) => string | undefined,
  before: readonly Piece[],
): Piece {
  const i = attribute('i') ?? '';
  if (name === 'ept') return { kind: 'close', key: i };
  if (name === 'bpt') return { kind: 'open', key: `${i}\n${attribute('x') ?? i}` };
  const nth = before.filter((piece) => typeof piece !== 'string' && piece.kind === 'keep').length;
  return { kind: 'keep', key: `x${attribute('x') ?? `#${nth}`}` };
}

function toUnit(
  variants: readonly Variant[],
  props: ReadonlyMap<string, string>,
  pair: LanguagePair,
): TmxUnit | undefined {
  const of = (language: string) =>
    variants.find((variant) => variant.language.toLowerCase().split(/[-_]/)[0] === language)?.pieces;
  const ids = new Map<string, number>();
  const source = toMarkup(of(pair.source), (key) => ids.set(key, ids.get(key) ?? ids.size + 1).get(key));
  const target = toMarkup(of(pair.target), (key) => ids.get(key));
  if (!source?.trim() || !target?.trim()) return undefined;
  const provider = props.get(PROPS.provider);
  if (!provider) return { source, target };
  const from = {
    provider,
    model: props.get(PROPS.model) ?? '',
    settings: props.get(PROPS.settings) ?? '',
  };
  return { source, target, from };
}

/** Undefined where a tag is not known to `idOf`, or ends that did not begin. */
function toMarkup(
  pieces: readonly Piece[] | undefined,
  idOf: (key: string) => number | undefined,
): string | undefined {
  if (!pieces) return undefined;
  const open = new Map<string, true>();
  let markup = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') markup += piece.replace(/[&<>]/g, (c) => ENTITIES[c] as string);
    else if (piece.kind === 'close') {
      if (!open.delete(piece.key)) return undefined;
      markup += '</g>';
    } else {
      const [own = '', shared = own] = piece.key.split('\n');
      const id = idOf(piece.kind === 'open' ? `g${shared}` : own);
      if (id === undefined) return undefined;
      if (piece.kind === 'open') open.set(own, true);
      markup += piece.kind === 'open' ? `<g id="${id}">` : `<x id="${id}"/>`;
    }
  }
  return open.size === 0 ? markup : undefined;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
