/** What robots.txt of each host allows (RFC 9309). */
import robots from 'robots-parser';
import { KlartextError } from '../../errors.ts';
import { shownUrl } from '../canonical-url.ts';
import { failure } from './failures.ts';

/** Its types speak of an ES module; it is none, so what is imported is the function itself. */
const parseRobots = robots as unknown as typeof robots.default;
type Rules = ReturnType<typeof parseRobots>;

export interface RobotsOptions {
  /** The name that rules are looked up by: the user agent up to its first slash. */
  agent: string;
  /** Hosts, with port where it is not the usual one, whose rules do not count. */
  ignoreHosts: readonly string[];
  /** The file's text; `undefined` when there is none. Rejects when that cannot be told. */
  fetchText(url: string, signal: AbortSignal): Promise<string | undefined>;
}

export class Robots {
  readonly #options: RobotsOptions;
  readonly #rules = new Map<string, Promise<Rules | undefined>>();

  constructor(options: RobotsOptions) {
    this.#options = options;
  }

  /**
   * Resolves to the pause that the host asks for, in milliseconds (0 without one). Rejects with SOURCE_REFUSED when
   * the address is forbidden, with SOURCE_UNAVAILABLE when robots.txt is there and cannot be had: then all is.
   */
  async check(url: URL, signal: AbortSignal): Promise<number> {
    if ([url.host, url.hostname].some((host) => this.#options.ignoreHosts.includes(host))) return 0;
    const rules = await this.#rulesOf(url.origin, signal);
    const { agent } = this.#options;
    if (rules?.isAllowed(url.href, agent) === false)
      throw failure('SOURCE_REFUSED', url.href, "is forbidden to programs by the host's robots.txt", {
        hint: `If the host allows it to you, name ${url.host} under fetch.ignoreRobots.`,
      });
    return (rules?.getCrawlDelay(agent) ?? 0) * 1000;
  }

  async #rulesOf(origin: string, signal: AbortSignal): Promise<Rules | undefined> {
    const known = this.#rules.get(origin);
    if (known) return known;
    const rules = this.#read(`${origin}/robots.txt`, signal);
    this.#rules.set(origin, rules);
    // What failed is asked for again by the next one.
    rules.catch(() => this.#rules.delete(origin));
    return rules;
  }

  async #read(url: string, signal: AbortSignal): Promise<Rules | undefined> {
    try {
      const text = await this.#options.fetchText(url, signal);
      return text === undefined ? undefined : parseRobots(url, text);
    } catch (cause) {
      if (!(cause instanceof KlartextError) || cause.reach !== 'attempt') throw cause;
      const { hint, retryAfterMs, isUntried } = cause;
      throw new KlartextError(
        cause.code,
        `${cause.message} Without ${shownUrl(url)} nothing is fetched there.`,
        {
          cause,
          isUntried,
          ...(hint ? { hint } : {}),
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        },
      );
    }
  }
}
