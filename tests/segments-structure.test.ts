import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeTarget, extractUnits } from '../src/segments/units.ts';
import { upperCase } from './support/fake-providers.ts';
import { foldedText, markdownDocument, parse, skeleton, stringify } from './support/markdown.ts';

function upperCased(markdown: string): string {
  const tree = parse(markdown);
  for (const unit of extractUnits(tree)) {
    if (!unit.hasText) continue;
    const decoded = decodeTarget(unit, upperCase(unit.segment.source));
    if (!decoded.ok) throw new Error(`${decoded.reason}: ${unit.segment.source}`);
    unit.show(decoded.children);
  }
  return stringify(tree);
}

test('generated documents keep their structure and every word', () => {
  fc.assert(
    fc.property(markdownDocument, (markdown) => {
      const [before, after] = [parse(markdown), parse(upperCased(markdown))];
      expect(skeleton(after)).toEqual(skeleton(before));
      expect(foldedText(after)).toBe(foldedText(before));
    }),
    { numRuns: 250 },
  );
}, 120_000);

test('showing the original again leaves no trace', () => {
  fc.assert(
    fc.property(markdownDocument, (markdown) => {
      const tree = parse(markdown);
      const before = structuredClone(tree);
      const units = extractUnits(tree);
      expect(tree).toEqual(before);
      for (const unit of units) unit.show([{ type: 'text', value: 'other' }]);
      for (const unit of units) unit.show(undefined);
      expect(tree).toEqual(before);
    }),
    { numRuns: 100 },
  );
});
