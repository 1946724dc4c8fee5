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

/** For the document in work; the night knows them, so that its threads need no index of their own. */
let learned: CleanRequest['learned'];
const NONE: NonNullable<CleanRequest['learned']> = new Map();

const open = await openRun({
  ...{ pipeline, cwd, scope: 'cleaning', learnedBlocks: () => learned ?? NONE },
  context: { env: {}, modelFolders: [] },
  signal: new AbortController().signal,
});
parentPort?.on('message', async (request: CleanRequest) => {
  learned = request.learned;
  try {
    reply({ type: 'cleaned', document: toPlain(await cleanDocument(request.input, open.runner)) });
  } catch (error) {
    reply(asReply(error));
  }
});
reply({ type: 'ready' });
