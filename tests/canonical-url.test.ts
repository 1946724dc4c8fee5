import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalUrl, shownUrl } from '../src/sources/canonical-url.ts';

test.each([
  ['https://Example.ORG:443/a?utm_source=x&b=1&fbclid=y#c', 'https://example.org/a?b=1'],
  ['https://example.org/a?wt_mc=rss.ho', 'https://example.org/a'],
  ['https://example.org/a?b=%20c+d&&e', 'https://example.org/a?b=%20c+d&e'],
  ['https://example.org/a?source=x&ref=y&page=2', 'https://example.org/a?source=x&ref=y&page=2'],
  ['https://example.org./#!/artikel/1', 'https://example.org/#!/artikel/1'],
  [' http://example.org ', 'http://example.org/'],
  ['https://example.org/Ärger', 'https://example.org/%C3%84rger'],
])('%s is known as %s', (address, url) => {
  expect(canonicalUrl(address)).toBe(url);
});

test.each([
  '',
  'a',
  'mailto:a@example.org',
  'javascript:1',
  'https://a:b@example.org',
  'http://',
  'http://[::',
])('%j is no address of a page', (address) => {
  expect(canonicalUrl(address)).toBeUndefined();
});

test('the canonical form of a canonical form is itself, and none keeps a tracking parameter', () => {
  const parameter = fc.constantFrom(
    'utm_source=a',
    'gclid',
    'b=1',
    'b=2',
    'q=%C3%A4',
    'x',
    '',
    'wt_zmc=e.f',
    'id=a+b',
  );
  fc.assert(
    fc.property(fc.webUrl({ withFragments: true }), fc.array(parameter), (url, parameters) => {
      const once = canonicalUrl(`${url.replace(/#.*/, '')}?${parameters.join('&')}#a`) as string;
      expect(canonicalUrl(once)).toBe(once);
      expect(once).not.toMatch(/[?&](?:utm_|gclid|wt_zmc)/);
      const kept = parameters.filter((one) => /^(?:b|q|x|id)\b/.test(one));
      expect(new URL(once).search).toBe(kept.length > 0 ? `?${kept.join('&')}` : '');
    }),
  );
});

test('what is shown of an address holds nothing that may be secret', () => {
  expect(shownUrl('https://user:key@example.org/a?token=key#key')).toBe('https://example.org/a');
  expect(shownUrl('key')).not.toContain('key');
});
