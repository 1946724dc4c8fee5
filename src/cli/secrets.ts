/** Keys from files: `DEEPL_API_KEY_FILE=/run/secrets/deepl` in place of `DEEPL_API_KEY`, as containers and systemd have it. */
import { readFileSync } from 'node:fs';
import { KlartextError } from '../errors.ts';

/** What providers read from the environment and nobody else should see. */
export const SECRETS = [
  'DEEPL_API_KEY',
  'GOOGLE_ACCESS_TOKEN',
  'AZURE_TRANSLATOR_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'LIBRETRANSLATE_API_KEY',
  'OPENAI_API_KEY',
] as const;

type Environment = Readonly<Record<string, string | undefined>>;

/** The environment with the keys that it names by file; a key that is set itself wins. Throws CONFIG_INVALID. */
export function withSecretFiles(env: Environment): Environment {
  const found = SECRETS.flatMap((name) => {
    const file = env[`${name}_FILE`];
    return file && !env[name] ? [[name, readSecret(name, file)] as const] : [];
  });
  return found.length > 0 ? { ...env, ...Object.fromEntries(found) } : env;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw new KlartextError('CONFIG_INVALID', `${name}_FILE: ${file} cannot be read (${code}).`, { cause });
  }
}
