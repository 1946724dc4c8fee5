/** What XML 1.0 allows nowhere, not even escaped: with one such character no reader takes any of the file. */
const NOT_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text, or XML itself, without such characters; halves of surrogate pairs are among them. */
export function xmlText(text: string): string {
  return text.replace(NOT_XML, '');
}
