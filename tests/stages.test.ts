import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { loadStage, STAGE_NAMES } from '../src/stages/registry.ts';
import { parseRulePack } from '../src/stages/rules.ts';
import { testStage } from './contracts/stage.ts';
import { parse } from './support/markdown.ts';

const RULES = new URL('../pipelines/rules/', import.meta.url);
const rulePacks = readdirSync(RULES).map((name) =>
  parseRulePack(readFileSync(new URL(name, RULES), 'utf8'), name),
);

/** One document with something for every stage. */
const DOCUMENT = `# Die Stadt baut eine neue Brücke

Die Stadt baut eine neue Brücke PlatoBlockchain Data Intelligence. Vertikale Suche. Ai.

Aktualisiert Die Arbeiten am **neuen Übergang** beginnen im Mai und dauern nach Plan [zwei Jahre](https://example.org/plan), sagt das Bauamt.

- Beton
- Stahl

> Teilen

Die Arbeiten am **neuen Übergang** beginnen im Mai und dauern nach Plan [zwei Jahre](https://example.org/plan), sagt das Bauamt.

| Jahr | Kosten |
| ---- | ------ |
| 2022 | 4 Mio. |

The mayor said that the bridge would be open to everybody. Danach wurde es still im Saal und viele gingen. ®

\`\`\`sh
npm run Anzeige
\`\`\`

Ein letzter Satz beschließt den Bericht über diese Brücke am Rand der Stadt.

Zeitstempel:

## Mehr von Das Blatt

- [Ein anderer Artikel](https://example.org/1)
- [Noch ein Artikel](https://example.org/2)
`;

const KEEPS_TEXT = new Set(['remove-boilerplate', 'remove-duplicates', 'detect-language']);

for (const name of STAGE_NAMES) {
  testStage({
    name,
    load: () => loadStage(name),
    fixtures: () => [
      { tree: parse(DOCUMENT), metadata: { title: 'Die Stadt baut eine neue Brücke' } },
      { tree: parse(DOCUMENT), metadata: {} },
    ],
    services: { rulePacks },
    keepsText: KEEPS_TEXT.has(name),
  });
}

test('an unknown stage is named with its nearest neighbour', async () => {
  await expect(loadStage('detect-langauge')).rejects.toMatchObject({
    code: 'STAGE_UNKNOWN',
    message: 'There is no stage "detect-langauge". Did you mean "detect-language"?',
  });
  await expect(loadStage('toString')).rejects.toMatchObject({ code: 'STAGE_UNKNOWN' });
});
