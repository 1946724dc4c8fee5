import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KlartextError } from '../src/errors.ts';
import { sha256 } from '../src/hash.ts';
import { type CompiledPack, dehydratePack, hydratePack } from '../src/stages/rules/compiled.ts';
import { hintsOf } from '../src/stages/rules/hints.ts';
import { activeIn, matchesBlock } from '../src/stages/rules/match.ts';
import { nestedQuantifier } from '../src/stages/rules/redos.ts';
import { testRules } from '../src/stages/rules/test-pack.ts';
import { parseRulePack } from '../src/stages/rules.ts';
import { golden } from './support/golden.ts';

const FOLDER = new URL('../pipelines/rules/', import.meta.url);

function pack(rule: string): string {
  return `name: own\nversion: 1\nlanguages: [de]\ndescription: d\nrules:\n  - ${rule.trim().split('\n').join('\n    ')}\n`;
}

const LITERAL = `
id: label
kind: literal
language: de
position: anywhere
reason: a label
text: Weiter im „Plato-Netz“, hier.
examples: {remove: [Weiter im Plato-Netz hier], keep: [Weiter im Text]}`;

describe('shipped packs', () => {
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.yaml'))) {
    test(`${name}: every example holds`, () => {
      const parsed = parseRulePack(readFileSync(new URL(name, FOLDER), 'utf8'), name);
      expect(`${parsed.name}.yaml`).toBe(name);
      expect(testRules(parsed.rules)).toEqual([]);
    });
  }
});

test('compiled-rules.json holds the shipped packs as they are', () => {
  const packs = readdirSync(FOLDER).map((name) => {
    const text = readFileSync(new URL(name, FOLDER), 'utf8');
    return [sha256(text), dehydratePack(parseRulePack(text, name))] as const;
  });
  const came = `${JSON.stringify(Object.fromEntries(packs))}\n`;
  const expected = golden(fileURLToPath(new URL('../compiled-rules.json', FOLDER)), came);
  expect(JSON.parse(came)).toEqual(JSON.parse(expected));
  for (const compiled of Object.values(JSON.parse(expected) as Record<string, CompiledPack>)) {
    expect(dehydratePack(hydratePack(compiled))).toEqual(compiled);
  }
});

describe('literals', () => {
  const [rule] = parseRulePack(pack(LITERAL), 'own.yaml').rules;
  const matches = (text: string) => rule !== undefined && matchesBlock(rule, text);
  const gaps = fc.constantFrom(' ', '\u00A0', '  ', ' – ', '. ', '„', '\u200B', '');

  test('tolerate case, spacing, quotes, dashes, punctuation', () => {
    fc.assert(
      fc.property(fc.array(gaps, { minLength: 6, maxLength: 6 }), fc.boolean(), (between, upper) => {
        const text = ['Weiter', 'im', 'Plato', 'Netz', 'hier']
          .map((word, i) => (between[i] ?? '') + word)
          .join('');
        return matches((upper ? text.toUpperCase() : text) + between[5]);
      }),
    );
  });

  test('take nothing that has another word', () => {
    expect(matches('Weiter im Plato-Netz geht es hier')).toBe(false);
    expect(matches('Weiter im Plato-Netz hierzu')).toBe(false);
  });
});

describe('errors name the file, the rule and the slip', () => {
  const cases: [string, string, RegExp][] = [
    ['unknown key in a rule', LITERAL.replace('reason:', 'reson:'), /own\.yaml.*rule "label".*"reason"/s],
    ['unknown position', LITERAL.replace('anywhere', 'nowhere'), /rule "label", position: .*anywhere/s],
    ['no examples to keep', LITERAL.replace(/, keep: .*\}/, '}'), /rule "label", examples, keep/],
    ['misspelt examples', LITERAL.replace('keep:', 'keeps:'), /rule "label".*(keep)/s],
    ['literal without text', LITERAL.replace('text: Weiter im', 'pattern: Weiter im'), /takes `text`/],
    [
      'no id',
      LITERAL.replace('id: label\n', 'language: de\n').replace(
        'kind: literal\nlanguage: de',
        'kind: literal',
      ),
      /rule number 1, id/,
    ],
    [
      'broken pattern',
      LITERAL.replace('literal', 'regex').replace('text: Weiter im „Plato-Netz“, hier.', "pattern: '('"),
      /rule "label": /,
    ],
    [
      'runaway pattern',
      LITERAL.replace('literal', 'regex').replace('text: Weiter im „Plato-Netz“, hier.', "pattern: '(a+)+b'"),
      /run for ever/,
    ],
  ];
  for (const [name, rule, message] of cases) {
    test(name, () => {
      const attempt = () => parseRulePack(pack(rule), 'own.yaml');
      expect(attempt).toThrow(KlartextError);
      expect(attempt).toThrow(message);
    });
  }

  test('text that is no YAML, no pack, or has a rule twice', () => {
    expect(() => parseRulePack('a: [', 'x.yaml')).toThrow(/x\.yaml/);
    for (const nothing of ['', '# Regeln\n', 'alle'])
      expect(() => parseRulePack(nothing, 'x.yaml')).toThrow(
        'Rule pack x.yaml: expected keys such as `name` and `rules`, got none.',
      );
    expect(() => parseRulePack('rules: *nirgends', 'x.yaml')).toThrow(KlartextError);
    expect(() => parseRulePack(pack(LITERAL) + pack(LITERAL).split('rules:\n')[1], 'x.yaml')).toThrow(
      /twice/,
    );
    expect(() => parseRulePack(pack(LITERAL).replace('languages', 'langages'), 'x.yaml')).toThrow(
      /"languages"/,
    );
  });
});

test('testRules shows examples that do not hold', () => {
  const text = LITERAL.replace('[Weiter im Text]', '[WEITER im PlatoNetz hier!]').replace(
    '[Weiter im Plato-Netz hier]',
    '[etwas anderes]',
  );
  const failures = testRules(parseRulePack(pack(text), 'own.yaml').rules);
  expect(failures.map(({ expected }) => expected)).toEqual(['remove', 'keep']);
});

test.each([
  ['(a+)+', true],
  ['(?:.*x)*', true],
  ['((a|b)*c)+', true],
  ['([a-z]+\\d){2,}', true],
  ['(a+){1,9}', false],
  ['(?:a{1,9}b)+', false],
  ['[(+]+x+', false],
  ['\\p{L}+(?:ab)?', false],
])('nestedQuantifier(%s) is %s', (pattern, expected) => {
  expect(nestedQuantifier(pattern)).toBe(expected);
});

test.each([
  ['(?:Mehr|Alles)\\s+zum Thema', ['thema']],
  ['artikels?', ['artikel']],
  ['(?:ab|xyz)def', ['def']],
  ['(?:hier|jetzt)?\\s*(?:abonnieren|testen)!?', ['abonnieren', 'testen']],
  ['[abc]+\\d{2}', undefined],
  ['(?=vorne)x{3,}', undefined],
  ['(?<!vor)c\\.net', ['c.net']],
  ['abc|\\p{L}+', undefined],
])('hintsOf(%s) is %j', (pattern, expected) => {
  expect(hintsOf(pattern)).toEqual(expected);
});

test('hints rule no rule out whose example they stand for', () => {
  for (const name of readdirSync(FOLDER)) {
    for (const rule of parseRulePack(readFileSync(new URL(name, FOLDER), 'utf8'), name).rules) {
      for (const { text } of rule.examples?.remove ?? []) {
        const { requires: _, ...free } = rule;
        expect(activeIn(free, text, text.toLowerCase()), `${rule.ruleId}: ${text}`).toBeDefined();
      }
    }
  }
});
