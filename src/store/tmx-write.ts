/** Entries -> TMX 1.4, a piece at a time, so that a memory of any size goes through. */
import { type MarkupNode, parseMarkup } from '../segments/parse-markup.ts';
import { xmlText } from '../xml.ts';
import type { MemoryEntry } from './memory.ts';

/** Names of the properties that bring a machine's answer back to where it was. */
export const PROPS = {
  provider: 'x-klartext-provider',
  model: 'x-klartext-model',
  settings: 'x-klartext-settings',
} as const;

/** `version` is this program's. Paired tags become `<bpt>` and `<ept>`, kept ones `<ph>`. */
export function* writeTmx(entries: Iterable<MemoryEntry>, version: string): Generator<string> {
  yield `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="klartext" creationtoolversion="${escapeXml(version)}" segtype="paragraph" o-tmf="klartext" adminlang="en" srclang="de" datatype="xml"/>
<body>
`;
  for (const entry of entries) yield unit(entry);
  yield '</body>\n</tmx>\n';
}

function unit(entry: MemoryEntry): string {
  const date = new Date(entry.made).toISOString().replace(/[-:]|\.\d+/g, '');
  const props = (['provider', 'model', 'settings'] as const)
    .map((name) => `<prop type="${PROPS[name]}">${escapeXml(entry[name])}</prop>`)
    .join('');
  const variant = (language: string, markup: string): string =>
    `<tuv xml:lang="${escapeXml(language)}"><seg>${inline(markup)}</seg></tuv>`;
  const { pair, source, target } = entry;
  return `<tu creationdate="${date}">${props}${variant(pair.source, source)}${variant(pair.target, target)}</tu>\n`;
}

function inline(markup: string): string {
  const write = (nodes: readonly MarkupNode[]): string =>
    nodes
      .map((node) => {
        if (node.type === 'text') return escapeXml(node.value);
        const { id } = node;
        if (node.type === 'x') return `<ph x="${id}">${escapeXml(`<x id="${id}"/>`)}</ph>`;
        const open = `<bpt i="${id}" x="${id}">${escapeXml(`<g id="${id}">`)}</bpt>`;
        return `${open}${write(node.children)}<ept i="${id}">${escapeXml('</g>')}</ept>`;
      })
      .join('');
  return write(parseMarkup(markup) ?? [{ type: 'text', value: markup }]);
}

function escapeXml(text: string): string {
  return xmlText(text).replace(
    /[&<>"]/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] as string,
  );
}
