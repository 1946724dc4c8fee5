import fc from 'fast-check';
import { expect, test } from 'vitest';
import { documentStatus } from '../src/document/status.ts';
import { extractUnits } from '../src/segments/units.ts';
import { upperCaseProvider } from './support/fake-providers.ts';
import { foldedText, markdownDocument, parse, skeleton } from './support/markdown.ts';
import { NO_CHECKS, runStages } from './support/run-stages.ts';

test('generated documents keep their structure and every word', async () => {
  await fc.assert(
    fc.asyncProperty(markdownDocument, async (markdown) => {
      const {
        file,
        markdown: english,
        data,
      } = await runStages(markdown, upperCaseProvider(), {}, undefined, [], { checks: NO_CHECKS });
      const [before, after] = [parse(markdown), parse(english)];
      expect(skeleton(after)).toEqual(skeleton(before));
      expect(foldedText(after)).toBe(foldedText(before));
      expect(data.segments.filter(({ state }) => state === 'failed')).toEqual([]);
      expect(documentStatus(file, true)).toBe('translated');
    }),
    // An address that GFM reads and CommonMark's angle brackets do not hold.
    { numRuns: 250, examples: [['info\\@example.orgso_ist_es Wort\n']] },
  );
}, 120_000);

test('units change nothing, and showing the original again leaves no trace', () => {
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
