/** What a block's own words tell. */
import type { ElementContent } from 'hast';
import type { Block } from '../blocks.ts';
import { attribute, textOf } from '../nodes.ts';
import { PHRASES } from './phrases.ts';
import { STOP_WORDS } from './words.ts';

export interface TextStats {
  /** Characters with white space folded. */
  length: number;
  words: number;
  linkLength: number;
  links: number;
  commas: number;
  sentences: number;
  /** Characters that are set bold, italic or the like. */
  emphasised: number;
  /** Links that name a host. */
  hosts: number;
}

export const TEXT_FEATURES: readonly string[] = [
  'length',
  'words',
  'wordLength',
  'linkDensity',
  'links',
  'stopWords',
  'commasPerWord',
  'sentences',
  'endsSentence',
  'endsColon',
  'endsEllipsis',
  'digits',
  'capitals',
  'startsLower',
  'quotes',
  'separators',
  'startsQuote',
  'hasMarkup',
  'breaks',
  'emphasis',
  'external',
  ...PHRASES.map(([name]) => name),
];

/** What a longer block is like shows in its beginning; its end is looked at for itself. */
const MAX_CHARACTERS = 50_000;

export function statsOf(block: Block): TextStats {
  const links: ElementContent[] = [];
  for (const node of block.nodes) collectLinks(node, links);
  const linked = links.reduce((sum, link) => sum + textOf(link).replace(/\s+/g, ' ').trim().length, 0);
  const inside = block.path.some((element) => element.tagName === 'a');
  const text = block.text.slice(0, MAX_CHARACTERS);
  return {
    length: block.text.length,
    words: text.split(' ').length,
    linkLength: inside ? block.text.length : Math.min(linked, block.text.length),
    links: inside ? 1 : links.length,
    commas: text.split(/[,;،、，]/).length - 1,
    emphasised: Math.min(
      block.text.length,
      block.nodes.reduce((sum, node) => sum + emphasisIn(node), 0),
    ),
    hosts: links.filter((link) => link.type === 'element' && HOST.test(attribute(link, 'href'))).length,
    sentences: text.match(/[.!?:…。！？]["“”»«')\]]*(?:\s|$)/g)?.length ?? 0,
  };
}

const HOST = /^\s*(?:https?:)?\/\//i;

function emphasisIn(node: ElementContent): number {
  if (node.type !== 'element') return 0;
  if (/^(?:strong|b|em|i|u|mark)$/.test(node.tagName)) return textOf(node).length;
  return node.children.reduce((sum, child) => sum + emphasisIn(child), 0);
}

function collectLinks(node: ElementContent, links: ElementContent[]): void {
  if (node.type !== 'element') return;
  if (node.tagName === 'a') links.push(node);
  else for (const child of node.children) collectLinks(child, links);
}

export function textFeatures(block: Block, stats: TextStats): number[] {
  const text = block.text.slice(0, MAX_CHARACTERS);
  const end = block.text.slice(-10);
  const words = text.split(' ');
  const { letters, digits, separators } = countCharacters(text);
  const start = text.slice(0, 300).toLowerCase();
  const [stopWords, capitals] = countWords(words);
  return [
    Math.log1p(stats.length),
    Math.log1p(stats.words),
    letters / stats.words,
    stats.linkLength / stats.length,
    Math.min(stats.links, 20),
    stopWords / words.length,
    stats.commas / stats.words,
    Math.log1p(stats.sentences),
    flag(/[.!?…。]["“”»«'’)\]]*$/.test(end)),
    flag(end.endsWith(':')),
    flag(/(?:…|\.\.\.)\]?$/.test(end)),
    digits / letters,
    capitals / words.length,
    flag(/^\p{Ll}/u.test(text)),
    flag(/["“”„«»]/.test(text)),
    separators / stats.words,
    flag(/^["“„»«‚‘]/.test(text)),
    flag(block.nodes.some((node) => node.type === 'element' && node.tagName !== 'a')),
    Math.min(block.nodes.filter((node) => node.type === 'element' && node.tagName === 'br').length, 10),
    stats.emphasised / stats.length,
    stats.links === 0 ? -1 : stats.hosts / stats.links,
    ...PHRASES.map(([, pattern]) => flag(pattern.test(start))),
  ];
}

const SEPARATORS = new Set([...'|•·›»/–'].map((letter) => letter.charCodeAt(0)));

/** By code, since a regular expression a character is what would cost most of all features. */
function countCharacters(text: string): { letters: number; digits: number; separators: number } {
  let letters = 0;
  let digits = 0;
  let separators = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code >= 48 && code <= 57) digits++;
    else if (SEPARATORS.has(code)) separators++;
    else if (isLetter(code)) letters++;
  }
  return { letters: letters + digits || 1, digits, separators };
}

/** ASCII letters, and beyond ASCII all but the blocks of punctuation and symbols. */
function isLetter(code: number): boolean {
  if (code < 0xc0) return (code | 32) >= 97 && (code | 32) <= 122;
  return !((code >= 0x2000 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x303f) || code >= 0xff00);
}

function countWords(words: readonly string[]): [stopWords: number, capitals: number] {
  let stopWords = 0;
  let capitals = 0;
  for (const word of words) {
    const lower = word.toLowerCase();
    if (STOP_WORDS.has(lower)) stopWords++;
    if (word[0] !== lower[0]) capitals++;
  }
  return [stopWords, capitals];
}

function flag(value: boolean): number {
  return value ? 1 : 0;
}
