/** Clients that not everybody needs: loaded on first use, and told how to install when absent. */
import { createRequire } from 'node:module';
import { KlartextError } from '../errors.ts';

export function installHint(name: string): string {
  return `Install the client: npm install ${name}`;
}

export function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}

/** What `load` imports; rejects with CONFIG_INVALID and the install command. */
export async function loadOptional<T>(provider: string, name: string, load: () => Promise<T>): Promise<T> {
  return load().catch((cause: unknown) => {
    throw new KlartextError('CONFIG_INVALID', `The provider ${provider} needs the package ${name}.`, {
      cause,
      hint: installHint(name),
    });
  });
}
