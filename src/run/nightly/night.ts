/** What one night needs, and what it tells while it goes on. */
import type PQueue from 'p-queue';
import type { KlartextError } from '../../errors.ts';
import type { Candidate } from '../../sources/source.ts';
import type { Journal } from '../../store/journal.ts';
import type { JournalItem } from '../../store/journal-types.ts';
import type { DocumentReport } from '../batch.ts';
import type { CleanedDocument, DocumentInput, DocumentRunner, ProcessedDocument } from '../document.ts';
import type { LearnedBlocksByKey } from './clean-protocol.ts';
import type { Neighbours } from './neighbours.ts';
import type { Shift } from './shift.ts';

export interface Night {
  journal: Journal;
  /** The run's number in the journal. */
  run: number;
  /** `2026-11-23`: the folder of what is new tonight. */
  day: string;
  outFolder: string;
  runner: DocumentRunner;
  /** Of the pipeline and provider. */
  fingerprint: string;
  /** Whether the pipeline translates, and has what to translate with. */
  translates: boolean;
  /** Whether there is nothing to translate with; then an untranslated item is no failed attempt. */
  lacksEngine: boolean;
  /** Whether the service has translated anything tonight. */
  isServed: boolean;
  maxBytes: number;
  /** Failed attempts in a row after which an item is given up. */
  maxAttempts: number;
  /** Before something that could not be loaded is tried once more. */
  retryDelayMs: number;
  /** Make anew also what another pipeline or model has made. */
  redo: boolean;
  /** The pipeline that an item is left to, if to another; see other-pipelines.ts. */
  ownerOf(item: JournalItem): string | undefined;
  /** Cleans one document, in a thread or here, of what was learned if it is given. Rejects as `cleanDocument` does. */
  clean(input: DocumentInput, learned?: LearnedBlocksByKey): Promise<CleanedDocument>;
  /** What items decide of each other; absent where the pipeline neither learns nor looks for copies. */
  neighbours?: Neighbours;
  /** One for each stage: fetching, cleaning and translating overlap, and none runs ahead. */
  queues: { load: PQueue; clean: PQueue; translate: PQueue };
  shift: Shift;
  tell(event: NightEvent): void;
  /** Writes the journal, waiting while another program has it locked. */
  patient<T>(write: () => T): Promise<T>;
}

export type NightEvent =
  | {
      type: 'document';
      report: DocumentReport;
      item: JournalItem;
      times: Times;
      document?: ProcessedDocument;
    }
  /** Known and as it was; nothing was done for it. */
  | { type: 'known'; candidate: Candidate }
  /** Known, but it had to be loaded to tell. */
  | { type: 'unchanged'; item: JournalItem; times: Times }
  /** Its link led to the page of another item. */
  | { type: 'joined'; item: JournalItem; to: JournalItem }
  | { type: 'dead'; item: JournalItem }
  /** A whole feed or page says that nothing is new. */
  | { type: 'quiet'; where: string }
  | { type: 'trouble'; where: string; error: KlartextError }
  /** Something to know of that is no trouble. */
  | { type: 'notice'; message: string }
  | { type: 'released'; item: JournalItem };

/** What an item took, in milliseconds of waiting for each. */
export interface Times {
  loadMs?: number;
  cleanMs?: number;
  translateMs?: number;
  bytes?: number;
}
