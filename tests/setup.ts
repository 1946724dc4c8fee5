import fc from 'fast-check';
import { Agent, buildConnector, setGlobalDispatcher } from 'undici';

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Properties run on the same examples each time, so that a failure is of the change that it meets.
 * `FC_SEED=random npm test` looks for new ones, `FC_SEED=<number>` repeats a run.
 */
const seed = process.env.FC_SEED ?? '20261126';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });

/** No test reaches the network, neither by `fetch` nor by undici's own functions. Loopback is ours. */
const connect = buildConnector({});
const guarded = new Agent({
  connect: (options, done) =>
    LOOPBACK.includes(options.hostname)
      ? connect(options, done)
      : done(new Error(`tests do not touch the network: ${options.hostname}`), null),
});
setGlobalDispatcher(guarded);
