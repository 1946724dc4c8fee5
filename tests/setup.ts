/** No test reaches the network: a global fetch that was not injected fails at once. Loopback is ours. */
const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  if (['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)) return realFetch(input, init);
  return Promise.reject(new Error(`tests do not touch the network: ${url.origin}`));
};
