import fc from 'fast-check';

/**
 * Properties run on the same examples each time, so that a failure is of the change that it meets.
 * `FC_SEED=random npm test` looks for new ones, `FC_SEED=<number>` repeats a run.
 */
const seed = process.env.FC_SEED ?? '20261126';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

/** No test reaches the network: a global fetch that was not injected fails at once. Loopback is ours. */
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return realFetch(input, init);
  return Promise.reject(new Error(`tests do not touch the network: ${url.origin}`));
};
