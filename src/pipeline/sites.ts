/** The site rules at hand: found by host, read when a document of that host comes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../errors.ts';
import { hashValue, sha256 } from '../hash.ts';
import type { SiteRules } from '../stages/rules/site.ts';

export interface Sites {
  /** Rules for a host, a leading `www.` aside. Throws CONFIG_INVALID for a broken file. */
  of(host: string): SiteRules | undefined;
  /** Hosts with rules, sorted, and the file of each. */
  readonly files: ReadonlyMap<string, string>;
  /** Over names and texts of all files; part of fingerprints. */
  readonly hash: string;
}

/** `<host>.yaml` in the folders; of two for one host that in the earlier folder counts. */
export async function openSites(folders: readonly string[]): Promise<Sites> {
  const files = new Map<string, string>();
  for (const folder of folders.filter((candidate) => existsSync(candidate))) {
    for (const name of readdirSync(folder).sort()) {
      const host = /^(.+)\.ya?ml$/.exec(name)?.[1];
      if (host && !files.has(bare(host))) files.set(bare(host), path.join(folder, name));
    }
  }
  // Most users have none, and need not wait for what reads them.
  const reader = files.size > 0 ? await import('../stages/rules/site.ts') : undefined;
  const loaded = new Map<string, SiteRules>();
  return {
    files,
    hash: hashValue([...files].map(([host, file]) => [host, sha256(readFileSync(file, 'utf8'))])),
    of(host) {
      const file = files.get(bare(host.toLowerCase()));
      if (!file || !reader) return undefined;
      const known = loaded.get(file);
      if (known) return known;
      const site = reader.parseSiteRules(readFileSync(file, 'utf8'), file);
      if (bare(site.host) !== bare(path.basename(file).replace(/\.ya?ml$/, ''))) {
        throw new KlartextError(
          'CONFIG_INVALID',
          `Site rules ${file}: the host "${site.host}" is not the file's name.`,
        );
      }
      loaded.set(file, site);
      return site;
    },
  };
}

function bare(host: string): string {
  return host.replace(/^www\./, '');
}
