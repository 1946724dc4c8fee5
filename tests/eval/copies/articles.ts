/** The full texts of ../shared as Markdown documents. */
import { readGold, readPages } from '../cleaning/data.ts';

const MIN_WORDS = 60;

/** Each once: some pages stand in two sets. */
export function articles(): { site: string; paragraphs: string[] }[] {
  const pages = readPages();
  const gold = readGold(pages);
  const seen = new Set<string>();
  return pages.flatMap(({ id, site }) => {
    const text = gold.get(id)?.gold ?? '';
    const paragraphs = text
      .split(/\n+/)
      .map((line) => line.trim())
      .filter(Boolean);
    const longest = paragraphs.filter((line) => line.length > 150);
    const isNew = !longest.some((line) => seen.has(line));
    for (const line of longest) seen.add(line);
    return isNew && text.split(/\s+/).length >= MIN_WORDS ? [{ site, paragraphs }] : [];
  });
}

/** Front matter and one block a paragraph; nothing in them is taken for Markdown. */
export function document(head: Record<string, string>, blocks: readonly string[]): string {
  const fields = Object.entries(head).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const escaped = blocks.map((block) =>
    block
      .replace(/[\\`*_[\]<>#|~]/g, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
      .replace(/^([-+=])/, '\\$1'),
  );
  return `---\n${fields.join('')}---\n\n${escaped.join('\n\n')}\n`;
}
