/** What every source of documents must do, whatever is behind it. Run once for each kind. */
import { describe, expect, test } from 'vitest';
import { KlartextError } from '../../src/errors.ts';
import type { Candidate, Source, SourceEvent } from '../../src/sources/source.ts';
import { collect } from '../support/collect.ts';
import { neverAborted } from '../support/fetching.ts';

export interface SourceHarness {
  /** Opens it as a new run would: nothing is known but what is on disk. */
  open(): Source;
  /** What it must offer, in any order; `text` stands in the loaded document. */
  documents: { key: string; url?: string; text: string }[];
  /** Changes the text of the first document to hold `text`. */
  change(text: string): void;
  /** Makes the source itself unreadable; absent where there is nothing but documents. */
  ruin?(): void;
  /** How often the documents themselves were asked for; absent where that cannot be told. */
  loads?(): number;
}

const SECRET = 'Der geheime Satz steht nur im Artikel.';

export function testSource(name: string, setUp: () => Promise<SourceHarness>): void {
  describe(`source ${name}`, () => {
    test('offers each document once, and gives nothing away that was not asked for', async () => {
      const { open, documents, loads } = await setUp();
      const candidates = candidatesOf(await collect(open().read(neverAborted)));
      expect(candidates.map(({ key }) => key).sort()).toEqual(documents.map(({ key }) => key).sort());
      expect(loads?.() ?? 0).toBe(0);
      expect(open().name).not.toBe('');
    });

    test('loads what it offered, with its address', async () => {
      const { open, documents } = await setUp();
      const candidates = candidatesOf(await collect(open().read(neverAborted)));
      for (const { key, url, text } of documents) {
        const candidate = candidates.find((one) => one.key === key) as Candidate;
        const loaded = await candidate.load(neverAborted);
        expect(Buffer.from(loaded.content).toString()).toContain(text);
        expect([candidate.url, loaded.url]).toEqual([url, url]);
        // A candidate may be loaded again, as after a failed attempt.
        expect((await candidate.load(neverAborted)).content).toEqual(loaded.content);
      }
    });

    test('the next run knows the same documents by the same keys and versions', async () => {
      const { open } = await setUp();
      const [first, second] = [
        candidatesOf(await collect(open().read(neverAborted))),
        candidatesOf(await collect(open().read(neverAborted))),
      ];
      expect(second.map(identity).sort()).toEqual(first.map(identity).sort());
    });

    test('a changed document has another version, and the new text', async () => {
      const { open, documents, change } = await setUp();
      const key = documents[0]?.key;
      const before = candidatesOf(await collect(open().read(neverAborted))).find((one) => one.key === key);
      await before?.load(neverAborted);
      change(SECRET);
      const after = candidatesOf(await collect(open().read(neverAborted))).find((one) => one.key === key);
      if (before?.version !== undefined) expect(after?.version).not.toBe(before.version);
      const loaded = await after?.load(neverAborted);
      expect(Buffer.from(loaded?.content ?? '').toString()).toContain(SECRET);
    });

    test('is named as a trouble when it cannot be read, without rejecting and without its text', async () => {
      const { open, ruin, change } = await setUp();
      if (!ruin) return;
      change(SECRET);
      ruin();
      const troubles = (await collect(open().read(neverAborted))).filter((event) => event.type === 'trouble');
      expect(troubles).toHaveLength(1);
      for (const { where, error } of troubles) {
        expect(where).not.toBe('');
        expect(error).toBeInstanceOf(KlartextError);
        expect(`${error.message}${error.hint}`).not.toContain('geheime');
      }
    });

    test('may be left early, and ends with ABORTED', async () => {
      const { open, documents } = await setUp();
      for await (const event of open().read(neverAborted)) {
        expect(event.type).toBe('candidate');
        break;
      }
      const aborted = AbortSignal.abort();
      await expect(collect(open().read(aborted))).rejects.toMatchObject({ code: 'ABORTED' });
      expect(documents.length).toBeGreaterThan(1);
    });
  });
}

function candidatesOf(events: readonly SourceEvent[]): Candidate[] {
  expect(events.filter(({ type }) => type === 'trouble')).toEqual([]);
  return events.flatMap((event) => (event.type === 'candidate' ? [event.candidate] : []));
}

function identity({ key, version }: Candidate): string {
  return `${key} ${version}`;
}
