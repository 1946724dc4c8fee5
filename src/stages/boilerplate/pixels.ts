/** Images that count readers and show nothing. */
import type { Image, Paragraph, Root } from 'mdast';
import { visitParents } from 'unist-util-visit-parents';

const TRACKER =
  /(?:matomo|piwik)[^/]*(?:\.php|\/(?:js\/)?\?)|\/\/pixel\.wp\.com\/|\.met\.vgwort\.de\/|\/\/(?:www\.)?(?:ssl-)?vg\d\d\.met\.|doubleclick\.net\/|\/(?:1x1|pixel|spacer|blank|transparent)\.(?:gif|png)|\/tr\?id=\d+&ev=/i;

/** Images of trackers without words of their own, and what holds them. */
export function trackingPixels(tree: Root): { image: Image; parents: (Root | Paragraph)[] }[] {
  const found: { image: Image; parents: (Root | Paragraph)[] }[] = [];
  visitParents(tree, 'image', (image, parents) => {
    if (!image.alt?.trim() && TRACKER.test(image.url))
      found.push({ image, parents: parents as (Root | Paragraph)[] });
  });
  return found;
}
