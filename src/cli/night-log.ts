/** What a night says while it goes on: lines for people, or one JSON object a line for a log collector. */
import type { KlartextError } from '../errors.ts';
import type { NightEvent } from '../run/nightly/night.ts';
import type { Io } from './io.ts';
import { createReporter } from './reporter.ts';

export interface NightLog {
  notice(text: string): void;
  problem(error: KlartextError): void;
  event(event: NightEvent): void;
  end(fields: Record<string, unknown>, text: string): Promise<void>;
}

export interface NightLogOptions {
  quiet: boolean;
  format: 'text' | 'json';
}

/** Neither kind holds text of an article. */
export async function createNightLog(io: Io, options: NightLogOptions): Promise<NightLog> {
  return options.format === 'json' ? jsonLog(io, options.quiet) : textLog(io, options.quiet);
}

function textLog(io: Io, quiet: boolean): NightLog {
  const reporter = createReporter(io, { quiet, json: false });
  let offered = 0;
  reporter.start(0);
  return {
    notice: (text) => reporter.notice(text),
    problem: (error) => reporter.problem(error),
    event(event) {
      if (event.type === 'trouble') reporter.problem(event.error);
      if (event.type !== 'document') return;
      offered += 1;
      reporter.grow(offered);
      reporter.document(event.report);
    },
    async end(_fields, text) {
      reporter.stop();
      if (!quiet) io.stdout.write(text);
    },
  };
}

async function jsonLog(io: Io, quiet: boolean): Promise<NightLog> {
  const { default: pino } = await import('pino');
  const log = pino(
    { base: null, level: quiet ? 'warn' : 'info' },
    io.stderr as NodeJS.WritableStream & { write(text: string): boolean },
  );
  return {
    notice: (text) => log.warn(text),
    problem: ({ code, message, hint }) => log.error({ code, hint }, message),
    event(event) {
      const { level, message, ...fields } = entryOf(event);
      if (level) log[level](fields, message);
    },
    async end(fields, _text) {
      log.info(fields, 'night over');
    },
  };
}

type Entry = { level?: 'info' | 'warn' | 'error'; message?: string } & Record<string, unknown>;

function entryOf(event: NightEvent): Entry {
  switch (event.type) {
    case 'trouble': {
      const { code, message, hint } = event.error;
      return { level: 'warn', message, where: event.where, code, hint };
    }
    case 'dead':
      return { level: 'error', message: 'given up', item: event.item.key, code: event.item.code };
    case 'document': {
      const { report, item, times } = event;
      const { outcome, output, status, words, segments, error } = report;
      const fields = {
        item: item.key,
        output,
        status,
        words,
        segments,
        code: error?.code,
        hint: error?.hint,
        ...times,
      };
      return { level: error ? 'error' : 'info', message: error?.message ?? outcome, ...fields };
    }
    default:
      return {};
  }
}
