/** A thread that cleans one document after another; what breaks it breaks nothing else. */
import { parentPort, workerData } from 'node:worker_threads';
import { cleanDocument } from '../run/document.ts';
import {
  asReply,
  type CleanerStart,
  type CleanReply,
  type CleanRequest,
  toPlain,
} from '../run/nightly/clean-protocol.ts';
import { openRun } from '../run/open.ts';

const { pipeline, cwd } = workerData as CleanerStart;
const reply = (message: CleanReply): void => parentPort?.postMessage(message);

const open = await openRun({
  ...{ pipeline, cwd, scope: 'cleaning' },
  context: { env: {}, modelFolders: [] },
  signal: new AbortController().signal,
});
parentPort?.on('message', async (input: CleanRequest) => {
  try {
    reply({ type: 'cleaned', document: toPlain(await cleanDocument(input, open.runner)) });
  } catch (error) {
    reply(asReply(error));
  }
});
reply({ type: 'ready' });
