/** An output as it stands in its place: it knows of itself what the journal knows of it. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readFrontMatter } from '../../document/front-matter.ts';
import { sha256 } from '../../hash.ts';
import type { Journal } from '../../store/journal.ts';
import type { Problem, Written } from '../../store/journal-types.ts';
import type { DocumentStatus } from '../../types.ts';
import { FINAL } from '../batch.ts';

export interface ExistingOutput {
  fields: Readonly<Record<string, unknown>>;
  fingerprint: string;
  sourceHash: string;
  bodyHash: string;
  revision: number;
  body: string;
}

/** Undefined when there is none, or when it is no output of ours. */
export async function readExisting(folder: string, output: string): Promise<ExistingOutput | undefined> {
  const bytes = await readInPlace(folder, output);
  return bytes && parseOutput(bytes.toString('utf8'));
}

/** What stands in an output's place, whoever wrote it. Mostly nothing does, which is told without a thread's help. */
export async function readInPlace(folder: string, output: string): Promise<Buffer | undefined> {
  const file = path.join(folder, output);
  return existsSync(file) ? readFile(file).catch(() => undefined) : undefined;
}

/** Undefined when it is no output of ours. */
export function parseOutput(text: string): ExistingOutput | undefined {
  const head = readFrontMatter(text);
  if (head.kind !== 'fields') return undefined;
  const { fields } = head;
  const { fingerprint, source_hash: sourceHash, revision } = fields;
  if (typeof fingerprint !== 'string' || typeof sourceHash !== 'string') return undefined;
  const body = bodyOf(text.slice(head.length));
  return {
    fields,
    fingerprint,
    sourceHash,
    bodyHash: sha256(body),
    revision: typeof revision === 'number' ? revision : 1,
    body,
  };
}

/** Ids of the items that are done and whose outputs somebody has deleted since. */
export function missingOutputs(journal: Journal, folder: string): number[] {
  const missing = [];
  for (const { id, output } of journal.views.done())
    if (!existsSync(path.join(folder, output))) missing.push(id);
  return missing;
}

/** Between front matter and body stands one empty line. */
function bodyOf(rest: string): string {
  return rest.replace(/^\n/, '');
}

/** What the journal would say of it, had the run that wrote it lived a moment longer. */
export function settledBy(existing: ExistingOutput): Written {
  const { fields, sourceHash, fingerprint, bodyHash, revision } = existing;
  const status = String(fields.status) as DocumentStatus;
  const ending: Pick<Written, 'state' | 'problem'> = FINAL.has(status)
    ? { state: 'done' }
    : { state: 'partial', problem: problemOf(status, fields.segments) };
  return {
    ...ending,
    ...{ status, sourceHash, fingerprint, bodyHash, revision },
    counts: false,
    ...(typeof fields.title === 'string' ? { title: fields.title } : {}),
    ...(typeof fields.language === 'string' ? { language: fields.language } : {}),
  };
}

/** The output's warnings name each segment and why. */
function problemOf(status: DocumentStatus, segments: unknown): Problem {
  const counts = Object.entries(segments ?? {}).map(([state, count]) => [state, Number(count) || 0] as const);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const failed = counts.find(([state]) => state === 'failed')?.[1] ?? 0;
  return {
    code: status === 'untranslated' ? 'UNTRANSLATED' : 'PARTIAL',
    message: `${failed} of ${all} segments stand in the original.`,
  };
}
