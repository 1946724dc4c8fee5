/** A terminology in the user's AWS account that is kept equal to the pipeline's glossary. */
import type { TranslateClient } from '@aws-sdk/client-translate';
import type { GlossaryTerm, LanguagePair } from '../types.ts';

/** Resolves when the account has the terms. */
export type ImportTerms = (pair: LanguagePair, abortSignal: AbortSignal) => Promise<void>;

/**
 * Imports the terms when they are first needed, in place of what that terminology held. Nothing of this is billed. What
 * failed is tried again with the next request. Rejects with the client's errors.
 */
export function accountTerminology(
  client: TranslateClient,
  name: string,
  terms: readonly GlossaryTerm[],
): ImportTerms {
  let done: Promise<void> | undefined;
  return (pair, abortSignal) => {
    done ??= importTerms(client, name, toCsv(pair, terms), abortSignal).catch((error: unknown) => {
      done = undefined;
      throw error;
    });
    return done;
  };
}

async function importTerms(
  client: TranslateClient,
  Name: string,
  csv: string,
  abortSignal: AbortSignal,
): Promise<void> {
  const { ImportTerminologyCommand } = await import('@aws-sdk/client-translate');
  const TerminologyData = { File: new TextEncoder().encode(csv), Format: 'CSV' } as const;
  const command = new ImportTerminologyCommand({ Name, MergeStrategy: 'OVERWRITE', TerminologyData });
  await client.send(command, { abortSignal });
}

function toCsv({ source, target }: LanguagePair, terms: readonly GlossaryTerm[]): string {
  const rows = terms.map(({ german, english }) => [german, english]);
  return [[source, target], ...rows].map((row) => `${row.map(quoted).join(',')}\n`).join('');
}

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
