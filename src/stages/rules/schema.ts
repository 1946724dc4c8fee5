/** The shape of a rule pack file, checked strictly; what each key means is said here and nowhere else. */
import * as z from 'zod';

const oneOrMore = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === 'string' ? [value] : value));

const example = z
  .union([
    z.string().min(1),
    z.strictObject({
      text: z.string().min(1).describe('The text; line ends stand for block borders.'),
      leaves: z.string().describe('What is left of it, line ends as in `text`.'),
    }),
  ])
  .transform((value) => (typeof value === 'string' ? { text: value } : value));

export const ruleSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case'),
    kind: z
      .enum(['literal', 'regex', 'from-here'])
      .describe(
        '`literal`: wording, tolerant of case, spacing, punctuation. `regex`: pattern. `from-here`: heading of a part that goes to the end.',
      ),
    language: z.enum(['de', 'en', 'any']).describe('The language of the wording; for readers.'),
    position: z
      .enum(['head', 'tail', 'anywhere', 'in-sentence'])
      .describe(
        '`head`: before the first paragraph of prose. `tail`: after the last. `in-sentence`: cut out of a block; all others take whole blocks (or whole lines of one).',
      ),
    reason: z.string().min(1).describe('Why it goes, for a reader of `explain`.'),
    text: oneOrMore.optional().describe('For `literal` and `from-here`: one wording or several.'),
    pattern: oneOrMore
      .optional()
      .describe(
        'For `regex` and `from-here`: one pattern or several; anchored to the block unless in-sentence.',
      ),
    caseSensitive: z.boolean().default(false),
    split: z
      .boolean()
      .optional()
      .describe('May be spread over up to four short neighbouring blocks. Default: true for `literal`.'),
    requires: z
      .string()
      .min(1)
      .optional()
      .describe('A pattern that must be found somewhere in the document for the rule to work at all.'),
    examples: z.strictObject({
      remove: z.array(example).min(1),
      keep: z.array(z.string().min(1)).min(1),
    }),
  })
  .check((context) => {
    const { kind, position, text, pattern } = context.value;
    const fail = (message: string) => context.issues.push({ code: 'custom', message, input: context.value });
    if (kind === 'literal' && (!text || pattern)) fail('kind "literal" takes `text` and no `pattern`');
    if (kind === 'regex' && (!pattern || text)) fail('kind "regex" takes `pattern` and no `text`');
    if (kind === 'from-here' && !text && !pattern) fail('kind "from-here" takes `text` or `pattern`');
    if (kind === 'from-here' && position !== 'tail') fail('kind "from-here" takes position "tail"');
  });

export const packSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected kebab-case'),
  version: z.int().min(1).describe('Raised by hand with every change of the rules; part of fingerprints.'),
  languages: z.array(z.string().regex(/^[a-z]{2,3}$/, 'expected a language code')).min(1),
  description: z.string().min(1),
  rules: z.array(ruleSchema).min(1),
});

export type RuleSource = z.output<typeof ruleSchema>;
