/** Between our markup and the XML that DeepL gets. */
import { escapeText } from '../segments/encode.ts';
import type { Segment } from '../types.ts';
import { xmlText } from '../xml.ts';
import { shownText } from './html-markup.ts';

/** Shows short kept text inside its tag, which `ignore_tags` leaves alone, so that the sentence reads on. */
export function toDeepL({ source, tags }: Segment): string {
  const shown = tags.reduce((markup, tag) => {
    const text = shownText(tag);
    if (text === undefined) return markup;
    return markup.replace(`<x id="${tag.id}"/>`, () => `<x id="${tag.id}">${escapeText(text)}</x>`);
  }, source);
  return xmlText(shown);
}

/** Empties kept tags again, whatever became of what they showed. */
export function fromDeepL(markup: string): string {
  return markup.replace(/<x id="(\d+)">[^<]*<\/x>/g, '<x id="$1"/>');
}
