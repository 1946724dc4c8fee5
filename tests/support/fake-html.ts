/** The translation of the fakes that take HTML: text in capitals, markup and untouchable spans as they were. */
import { decodeHTML } from 'entities';

/** Undefined where spans do not close. `write` writes text as the service does. */
export function upperCaseHtml(html: string, write: (text: string) => string): string | undefined {
  const open: boolean[] = [];
  let isWhole = true;
  const out = html.split(/(<[a-z/][^>]*>)/i).map((part, index) => {
    if (index % 2 === 0) {
      const text = decodeHTML(part);
      return write(open.includes(true) ? text : text.toUpperCase());
    }
    if (/^<span/i.test(part)) open.push(/translate="no"|class="notranslate"/.test(part));
    if (/^<\/span/i.test(part) && open.pop() === undefined) isWhole = false;
    return part;
  });
  return isWhole && open.length === 0 ? out.join('') : undefined;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

export function characters(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + [...text].length, 0);
}
