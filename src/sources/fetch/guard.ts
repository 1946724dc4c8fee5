/** Keeps requests out of this machine and its network: addresses are judged where a connection is made. */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { buildConnector } from 'undici';
import { KlartextError } from '../../errors.ts';

export interface GuardOptions {
  /** Host names (or literal addresses) that may be private; exact, without port. */
  allowHosts: readonly string[];
  connectTimeoutMs: number;
  /** How names are looked up; the system's way when absent. */
  lookup?: LookupFunction;
}

/**
 * A connector for undici. The name is looked up within the connection itself and private answers are dropped, so that
 * the address that was judged is the one that is used, whatever the name says the next moment; as every redirect is a
 * connection of its own, it holds for each. Refuses with SOURCE_REFUSED.
 */
export function guardedConnector(options: GuardOptions): buildConnector.connector {
  const allowed = new Set(options.allowHosts.map(normalHost));
  const lookup = guardedLookup(allowed, options.lookup ?? (systemLookup as LookupFunction));
  // undici hands `lookup` on to the socket; its types do not say so.
  const connect = buildConnector({
    timeout: options.connectTimeoutMs,
    lookup,
  } as buildConnector.BuildOptions);
  return (target, callback) => {
    const host = normalHost(target.hostname);
    // For a literal address nothing is looked up.
    if (ipaddr.isValid(host) && !isPublic(host) && !allowed.has(host)) callback(refused(host), null);
    else connect(target, callback);
  };
}

/** Looks names up as `lookup` does, without private answers; a name in `allowed` (lower case) keeps all of them. */
export function guardedLookup(allowed: ReadonlySet<string>, lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    const host = normalHost(hostname);
    if (allowed.has(host)) return lookup(hostname, options, callback);
    return lookup(hostname, { ...options, all: true } as LookupOptions, (error, found) => {
      if (error) return callback(error, '', 0);
      const usable = (found as LookupAddress[]).filter(({ address }) => isPublic(address));
      const [first] = usable;
      if (!first) return callback(refused(host) as NodeJS.ErrnoException, '', 0);
      return options.all ? callback(null, usable) : callback(null, first.address, first.family);
    });
  };
}

/** Whether an address is one of the open internet, also where it is an IPv4 address in IPv6 clothes. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const range = parsed.range();
  // NAT64: how networks without IPv4 reach every host that has only that.
  if (range === 'rfc6052') return isPublic(parsed.toByteArray().slice(-4).join('.'));
  return range === 'unicast';
}

function normalHost(hostname: string): string {
  return hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

function refused(host: string): KlartextError {
  return new KlartextError(
    'SOURCE_REFUSED',
    `${host} is an address of this machine or of a private network; it was not asked.`,
    { hint: `If that is meant, name ${host} under fetch.allowHosts in the pipeline file.` },
  );
}
