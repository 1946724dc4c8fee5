/** For how long an answer may be used without asking again. */
import CachePolicy from 'http-cache-semantics';

type Headers = Record<string, string | string[] | undefined>;

/** A daily run at the same hour asks each time, whatever a server claims. */
export const MAX_FRESH_MS = 20 * 60 * 60_000;

/** Milliseconds by `Cache-Control` and `Expires`, at most MAX_FRESH_MS; 0 when the answer says nothing of it. */
export function freshForMs(url: string, status: number, headers: Headers): number {
  const request = { url, method: 'GET', headers: {} };
  // A 304 stands for the stored answer.
  const response = { status: status === 304 ? 200 : status, headers };
  const policy = new CachePolicy(request, response, { shared: false, cacheHeuristic: 0 });
  const seconds = policy.maxAge() - policy.age();
  return Math.min(Math.max(0, seconds * 1000), MAX_FRESH_MS);
}
