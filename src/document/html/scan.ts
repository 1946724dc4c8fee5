/** One linear pass over the tags of HTML text, without building anything: for what must not cost much. */

export interface ScannedTag {
  /** Offset of `<`. */
  start: number;
  /** Offset after `>`, or after the raw content of a `script` or `style` (their end tag is a tag of its own). */
  end: number;
  /** Lower case; empty for a comment, a doctype or another declaration. */
  name: string;
  closing: boolean;
  /** How many attributes it has, about: white space before a name is counted. */
  attributes: number;
}

/** Calls `visit` for every tag and comment in order until it answers `false`. Linear in the input's length. */
export function scanTags(html: string, visit: (tag: ScannedTag) => boolean): void {
  const unclosed = new Set<string>();
  let at = html.indexOf('<');
  while (at !== -1) {
    const tag = readTag(html, at, unclosed);
    if (tag && visit(tag) === false) return;
    at = html.indexOf('<', tag ? tag.end : at + 1);
  }
}

function readTag(html: string, start: number, unclosed: Set<string>): ScannedTag | undefined {
  const mark = html.charCodeAt(start + 1);
  if (mark === 33 || mark === 63)
    return { start, end: endOfDeclaration(html, start), name: '', closing: false, attributes: 0 };
  const closing = mark === 47;
  const name = nameAt(html, start + (closing ? 2 : 1));
  if (!name) return undefined;
  const tag: ScannedTag = {
    start,
    name,
    closing,
    ...endOfTag(html, start + name.length + (closing ? 2 : 1)),
  };
  if (!closing && (name === 'script' || name === 'style'))
    tag.end = endOfRawText(html, name, tag.end, unclosed);
  return tag;
}

/** The tag's name, lower case; '' where no letter follows. Cut at 80 characters. */
function nameAt(html: string, from: number): string {
  const first = html.charCodeAt(from) | 32;
  if (!(first >= 97 && first <= 122)) return '';
  let end = from + 1;
  for (let code = html.charCodeAt(end); end - from < 80; code = html.charCodeAt(++end)) {
    if (!(code > 32 && code !== 47 && code !== 62)) break;
  }
  return html.slice(from, end).toLowerCase();
}

/** A quoted value may hold `>`; a quote that is never closed runs to the end, as the HTML parser has it. */
function endOfTag(html: string, from: number): { end: number; attributes: number } {
  let attributes = 0;
  for (let index = from; index < html.length; index++) {
    const code = html.charCodeAt(index);
    if (code === 62) return { end: index + 1, attributes };
    if (code === 61) {
      let value = index + 1;
      while (html.charCodeAt(value) <= 32) value++;
      const quote = html[value];
      if (quote !== '"' && quote !== "'") continue;
      const close = html.indexOf(quote, value + 1);
      if (close === -1) break;
      index = close;
    } else if (code <= 32 || code === 47) attributes++;
  }
  return { end: html.length, attributes };
}

function endOfDeclaration(html: string, start: number): number {
  const [mark, length] = html.startsWith('<!--', start) ? ['-->', 3] : ['>', 1];
  const at = html.indexOf(mark as string, start + 2);
  return at === -1 ? html.length : at + (length as number);
}

/** A script that is never closed hides nothing here, so that no text is lost behind a broken tag. */
function endOfRawText(html: string, name: string, from: number, unclosed: Set<string>): number {
  if (unclosed.has(name)) return from;
  const pattern = name === 'script' ? /<\/script/gi : /<\/style/gi;
  pattern.lastIndex = from;
  const found = pattern.exec(html);
  if (!found) unclosed.add(name);
  return found ? found.index : from;
}
