/** How long DeepL asks us to wait. Its client throws the headers away, so they are heard where Node reads them. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { retryAfterMs } from './status-errors.ts';

/** What was heard in answer to one request. */
export interface Heard {
  retryAfterMs?: number | undefined;
}

const requests = new AsyncLocalStorage<Heard>();
let isListening = false;

/** Runs `ask`, which makes one request over Node's own HTTP client, and notes in `heard` what its answer asked for. */
export function hearing<T>(heard: Heard, ask: () => Promise<T>): Promise<T> {
  if (!isListening) subscribe('http.client.response.finish', listen);
  isListening = true;
  return requests.run(heard, ask);
}

function listen(message: unknown): void {
  const heard = requests.getStore();
  if (!heard) return;
  const { headers } = (message as { response: IncomingMessage }).response;
  heard.retryAfterMs = retryAfterMs((name) => headers[name]?.toString());
}
