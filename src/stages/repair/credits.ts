/** Image credits on a line of their own, joined to the caption that they belong to. */
import type { Paragraph, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';

const CREDIT =
  /^\(?\s*(?:(?:Foto|Bild|Grafik|Symbolbild|Archivbild|Quelle|Photo|Image|Picture|Credit)s?(?:quelle|rechte|nachweis)?\s*(?::|©|\bby\b)|©|\(c\))\s*[^\n]{2,100}$/iu;

/** Joins a credit to the caption right before it, where that follows its image. Answers how many were joined. */
export function attachCredits(root: Root): number {
  let count = 0;
  for (let index = 2; index < root.children.length; index += 1) {
    const [image, caption, credit] = root.children.slice(index - 2, index + 1);
    if (!image || !caption || !credit || !isImage(image) || !isCaption(caption) || !isCredit(credit))
      continue;
    caption.children.push({ type: 'text', value: ' ' }, ...credit.children);
    root.children.splice(index, 1);
    count += 1;
  }
  return count;
}

function isImage(node: Root['children'][number]): boolean {
  return (
    node.type === 'paragraph' &&
    plainText(node, { includeImageAlt: false }).trim() === '' &&
    JSON.stringify(node.children).includes('"type":"image')
  );
}

/** Captions of pages come in italics. */
function isCaption(node: Root['children'][number]): node is Paragraph {
  return node.type === 'paragraph' && node.children.length === 1 && node.children[0]?.type === 'emphasis';
}

function isCredit(node: Root['children'][number]): node is Paragraph {
  return (
    node.type === 'paragraph' &&
    CREDIT.test(plainText(node).trim()) &&
    !JSON.stringify(node.children).includes('"type":"image')
  );
}
