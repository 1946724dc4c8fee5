/** What we use of http-cache-semantics, which comes without types. */
declare module 'http-cache-semantics' {
  type Headers = Record<string, string | string[] | undefined>;
  export default class CachePolicy {
    constructor(
      request: { url: string; method: string; headers: Headers },
      response: { status: number; headers: Headers },
      options: { shared: boolean; cacheHeuristic: number },
    );
    /** Seconds for which the answer is fresh, and seconds since it was made. */
    maxAge(): number;
    age(): number;
  }
}
