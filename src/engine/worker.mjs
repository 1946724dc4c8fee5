// @ts-check
/**
 * A thread with one engine: loads its model, says so, then answers one batch at a time. After a failure it is
 * unusable and waits to be ended.
 *
 * @import { WorkerReply, WorkerRequest, WorkerStart } from './protocol.ts'
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openEngine } from './wasm-engine.mjs';

/** @param {WorkerReply} reply */
const post = (reply) => parentPort?.postMessage(reply);

/** @param {unknown} error */
const fail = (error) =>
  post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });

try {
  const { wasm, model } = /** @type {WorkerStart} */ (workerData);
  const engine = await openEngine(wasm, model);
  // Much that is wrong with a model shows only when it is used; then it must not look like a bad text.
  engine.translate([{ text: 'Haus.', html: true }]);
  parentPort?.on('message', (/** @type {WorkerRequest} */ request) => {
    try {
      post({ type: 'answer', answers: engine.translate(request.texts), heapBytes: engine.heapBytes() });
    } catch (error) {
      fail(error);
    }
  });
  post({ type: 'ready' });
} catch (error) {
  fail(error);
}
