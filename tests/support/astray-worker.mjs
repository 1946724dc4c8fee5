/** A cleaning thread that does what its document's name says: `hang`, `eat`, `exit`, or answer. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ input: { name } }) => {
  if (name === 'hang') for (;;);
  if (name === 'exit') process.exit(1);
  if (name === 'eat') {
    const eaten = [];
    for (;;) eaten.push(new Array(100_000).fill({ name: String(eaten.length) }));
  }
  const data = { format: 'text', metadata: {}, segments: [] };
  const root = { type: 'root', children: [] };
  parentPort?.postMessage({
    type: 'cleaned',
    document: { root, data, messages: [], size: 0, sourceHash: name },
  });
});
parentPort?.postMessage({ type: 'ready' });
