/** What cleaning took from a document: how much, and as a file beside the output. */

import type { Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import type { VFile } from 'vfile';
import { isRemoval } from '../document/messages.ts';

export interface RemovedText {
  rule: string;
  reason: string;
  text: string;
  line?: number;
}

/** Every removal of a document, in the order in which they happened. */
export function removedTexts(file: VFile): RemovedText[] {
  return file.messages.filter(isRemoval).map((message) => ({
    rule: message.ruleId ?? '',
    reason: message.reason,
    text: message.actual ?? '',
    ...(message.line ? { line: message.line } : {}),
  }));
}

/** Where the removed texts of an output go: no ending that a later run would take for a document. */
export function removedPath(output: string): string {
  return output.replace(/\.(?:md|txt|json)$/, '.removed.json');
}

/** Letters and digits: what a document can lose. */
export function textSize(root: Root): number {
  return plainText(root).match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Warns (`loses-much`) when the removals took more than `share` (0..1) of a text of `size` letters and digits. */
export function warnOfLoss(file: VFile, size: number, share: number): void {
  const lost = removedTexts(file)
    // What stood on a page around its article is no part of `size`.
    .filter(({ rule }) => !rule.startsWith('extract-content/'))
    .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]/gu)?.length ?? 0), 0);
  if (size === 0 || lost / size <= share) return;
  file.message(`cleaning removed ${Math.round((lost / size) * 100)} % of the text; look at what went`, {
    ruleId: 'loses-much',
    source: 'clean',
  });
}
