/** Tells which of the three ways into a tree a document takes. */
import { extname } from 'node:path';
import type { InputFormat } from '../types.ts';

const BY_EXTENSION: Readonly<Record<string, InputFormat>> = {
  '.txt': 'text',
  '.text': 'text',
  '.md': 'markdown',
  '.markdown': 'markdown',
  '.html': 'html',
  '.htm': 'html',
  '.xhtml': 'html',
};

/** Extensions (with dot, lower case) that mean an input document. */
export const INPUT_EXTENSIONS: readonly string[] = Object.keys(BY_EXTENSION);

/** Constructs that plain prose does not hold by accident; two different ones make a text Markdown. */
const MARKDOWN_SIGNS: readonly RegExp[] = [
  /^#{1,6} \S/m,
  /^(```|~~~)/m,
  /\[[^\]\n]+\]\([^)\s]+\)/,
  /\*\*[^\s*][^*\n]*\*\*/,
  /^\|?[ :-]*-{3,}[ :-]*\|/m,
  /^> \S/m,
  /^\[[^\]\n]+\]: \S/m,
];

/** How a page begins; as Markdown all of it would be raw HTML, and as text its tags would be words. */
const PAGE = /^\ufeff?\s*(?:<!--(?:(?!-->)[\s\S])*-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html)\b[^>]*>/i;
const PAGE_PART = /<\/(?:head|body|html|title|p|div)\s*>/i;

/** The format by the name's extension, unless it is a page for sure; for an unknown one or none (stdin), by the content. */
export function detectFormat(name: string | undefined, text: string): InputFormat {
  const named = name === undefined ? undefined : formatByName(name);
  return named === undefined ? detectByContent(text) : isPage(text) ? 'html' : named;
}

function isPage(text: string): boolean {
  return PAGE.test(text.slice(0, 20_000)) && PAGE_PART.test(text);
}

/** `undefined` for an ending that says nothing. */
export function formatByName(name: string): InputFormat | undefined {
  return BY_EXTENSION[extname(name).toLowerCase()];
}

function detectByContent(text: string): InputFormat {
  const head = text.slice(0, 20_000);
  if (/^\ufeff?\s*(<!--((?!-->)[\s\S])*-->\s*)*(<\?xml|<!doctype html|<html|<head|<body)/i.test(head))
    return 'html';
  if (/^\ufeff?---\r?\n[\s\S]*?^\w[\w-]*:[\s\S]*?\r?\n---\s*$/m.test(head)) return 'markdown';
  // Before HTML is looked for: Markdown may hold some, and show it as code.
  const prose = head.replace(/<(pre|script|style)\b[\s\S]*?(<\/\1>|$)/gi, '');
  if (MARKDOWN_SIGNS.filter((sign) => sign.test(prose)).length >= 2) return 'markdown';
  const hasTags = /<(p|div|article|h[1-6]|br)\b[^>]*>/i.test(head);
  if (hasTags && /<\/(p|div|article|h[1-6]|a|body)>/i.test(head)) return 'html';
  return /^\ufeff?\s*<!--/.test(head) ? 'html' : 'text';
}
