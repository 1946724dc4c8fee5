import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isRemoval } from '../src/document/messages.ts';
import { stage as boilerplate } from '../src/stages/remove-boilerplate.ts';
import { stage as duplicates } from '../src/stages/remove-duplicates.ts';
import { parseRulePack } from '../src/stages/rules.ts';
import { runStage } from './contracts/stage.ts';
import { golden, goldenCases } from './support/golden.ts';
import { parse, stringify } from './support/markdown.ts';

const RULES = new URL('../pipelines/rules/', import.meta.url);
const rulePacks = readdirSync(RULES).map((name) =>
  parseRulePack(readFileSync(new URL(name, RULES), 'utf8'), name),
);

for (const stage of [boilerplate, duplicates]) {
  describe(stage.name, () => {
    for (const { name, tree, options, metadata, path } of goldenCases(stage.name)) {
      test(name, async () => {
        const { file } = await runStage(stage as never, tree, { rulePacks }, options, metadata);
        const removed = file.messages.map((message) =>
          isRemoval(message) ? `${message.ruleId}: ${message.actual}` : `(${message.ruleId})`,
        );
        const printed = stringify(tree);
        const expected = golden(path('expected.md'), printed);
        expect(stringify(parse(printed))).toEqual(stringify(parse(expected)));
        expect(removed.join('\n')).toEqual(golden(path('removed.txt'), `${removed.join('\n')}\n`).trimEnd());
      });
    }
  });
}
