/** Golden fixtures: one folder a case, holding `input.*`, `expected.*` and perhaps `options.json`. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

export interface FixtureCase {
  name: string;
  /** Text of `input.<inputExtension>`. */
  input: string;
  /** Content of `options.json`; `{}` when there is none. */
  options: Record<string, unknown>;
}

export interface FixtureSuite {
  /** Folder under tests/fixtures. */
  folder: string;
  /** Test file, for the update command. */
  testFile: string;
  inputExtension: string;
  expectedExtension: string;
  /** What the code makes of a case: the text to be compared with `expected.<expectedExtension>`. */
  run: (fixture: FixtureCase) => string | Promise<string>;
}

/**
 * Declares one test a case. A missing expectation fails and names the update command; with
 * UPDATE_FIXTURES=1, and never where CI is set, expectations are written instead.
 */
export function testFixtures(suite: FixtureSuite): void {
  const root = join(import.meta.dirname, '..', 'fixtures', suite.folder);
  const names = readdirSync(root, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  );
  test(`tests/fixtures/${suite.folder} holds cases`, () => expect(names.length).toBeGreaterThan(0));
  test.each(names)('%s', async (name) => {
    const folder = join(root, name);
    const actual = await suite.run(readCase(folder, name, suite.inputExtension));
    const path = join(folder, `expected.${suite.expectedExtension}`);
    if (process.env.UPDATE_FIXTURES === '1' && !process.env.CI) writeFileSync(path, actual);
    if (!existsSync(path)) {
      throw new Error(
        `${path} is missing; write it with: UPDATE_FIXTURES=1 npx vitest run ${suite.testFile}`,
      );
    }
    expect(actual).toBe(readFileSync(path, 'utf8'));
  });
}

function readCase(folder: string, name: string, extension: string): FixtureCase {
  const input = readFileSync(join(folder, `input.${extension}`), 'utf8');
  const optionsPath = join(folder, 'options.json');
  const options = existsSync(optionsPath) ? JSON.parse(readFileSync(optionsPath, 'utf8')) : {};
  return { name, input, options };
}
