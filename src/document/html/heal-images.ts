/** Lazy, responsive and tracking images -> plain `<img src alt>` or nothing. */
import type { Element, Parents } from 'hast';
import { attribute, elementsOf } from './nodes.ts';

const SOURCES = ['dataSrc', 'dataOriginal', 'dataLazySrc', 'dataLazy', 'dataUrl', 'dataHiResSrc', 'src'];
const SOURCE_SETS = ['dataSrcSet', 'dataSrcset', 'dataLazySrcset', 'srcSet'];
/** A side said to be shorter, in pixels, is an icon's or a counter's. */
const MIN_SIDE = 33;
const NETWORK = 'twitter|facebook|instagram|pinterest|whatsapp|linkedin|xing|rss|e?mail|print(?:er)?';
/** What stands for a picture that scripts would load, counts readers, or is a button; not what editors uploaded. */
const NO_PICTURE = [
  /[/_-](?:placeholder|spacer|blank|loading|pixel)\.(?:gif|png|svg)$/i,
  /\/pixel$/i,
  /\/\/[^/]*(?:printfriendly|addtoany|sharethis|hupso)\.com\//i,
  /\/\/[^/]*gravatar\.com\/avatar\//i,
  /\/(?:twitter|share|sharing|social)[\w-]*(?:plugin|buttons)\//i,
  /\/(?:ico(?:n)?[-_])?(?:zoom(?:[-_]?in)?|lupe|magnif(?:ier|y)|chevron[\w%-]*)(?:\.[\da-f]{6,12})?\.(?:svg|png|gif)$/i,
  new RegExp(`/(?:s-|icon-)?(?:${NETWORK})(?:[-_]?icon|[-_]\\d+)?\\.(?:svg|png|gif)$`, 'i'),
];

/** What buttons are called that are pictures, in whole. */
const BUTTON =
  /^(?:(?:bild|foto|grafik) vergrößern|vergrößern(?: des bildes)?|(?:nach|ganz) oben|zum seitenanfang)$/i;
/** `IMG_1234.jpg` describes nothing. */
const FILE_NAME = /\.(?:jpe?g|png|gif|webp|tiff?)$/i;

export function imagesOf(node: Parents): Element[] {
  return elementsOf(node).filter((element) => element.tagName === 'img');
}

/** Gives the image its true address; `false` when it has none that can be linked, or is not worth showing. */
export function healImage(image: Element): boolean {
  const source = sourceOf(image);
  if (source === undefined) return false;
  const [alt, title] = [attribute(image, 'alt'), attribute(image, 'title')].map((text) =>
    FILE_NAME.test(text.trim()) ? '' : text,
  );
  image.properties = { src: source, alt, title, className: image.properties.className ?? [] };
  return true;
}

/** The true address of an image that is worth showing. */
export function sourceOf(image: Element): string | undefined {
  const found = SOURCES.map((name) => attribute(image, name)).find(isAddress) ?? largestOfSet(image);
  const source = found?.trim();
  const isButton = BUTTON.test(attribute(image, 'alt').trim());
  return !source || isTiny(image) || isButton || isNoPicture(source) ? undefined : source;
}

function isAddress(value: string): boolean {
  return (
    /^\s*(?:https?:|\/|\.|[\w%-]+[/.])/i.test(value) && !/^\s*(?:data|javascript|about|blob):/i.test(value)
  );
}

/** The last entry is the largest in practice; candidates are separated by a comma and a space. */
function largestOfSet(image: Element): string | undefined {
  for (const name of SOURCE_SETS) {
    const entries = attribute(image, name)
      .split(/,\s+|\s+\d+[wx],?\s*/)
      .map((entry) => entry.trim().split(/\s/)[0] ?? '');
    const found = entries.findLast((entry) => entry !== '' && isAddress(entry));
    if (found) return found;
  }
  return undefined;
}

function isNoPicture(address: string): boolean {
  const [path = ''] = address.split(/[?#]/);
  return !path.includes('/uploads/') && NO_PICTURE.some((pattern) => pattern.test(path));
}

function isTiny(image: Element): boolean {
  return ['width', 'height'].some((side) => {
    const value = attribute(image, side);
    return value !== '' && Number.parseFloat(value) < MIN_SIDE && !value.endsWith('%');
  });
}
