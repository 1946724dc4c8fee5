/** Access to Google Cloud from the environment: a token as it is, or a key file through Google's own library. */
import { readFile } from 'node:fs/promises';
import type { JWTInput } from 'google-auth-library';
import * as z from 'zod';
import { KlartextError } from '../errors.ts';
import { readShape } from './answers.ts';
import { installHint, isInstalled, loadOptional } from './optional-package.ts';
import type { ProviderReadiness } from './provider.ts';

type Env = Readonly<Record<string, string | undefined>>;

const PACKAGE = 'google-auth-library';
/** A service account signs this itself (AIP-4111): no request for a token. */
const AUDIENCE = 'https://translation.googleapis.com/';
const SCOPE = 'https://www.googleapis.com/auth/cloud-translation';
const HOW =
  'Set GOOGLE_APPLICATION_CREDENTIALS to a key file, or GOOGLE_ACCESS_TOKEN to the output of `gcloud auth print-access-token`.';

export interface GoogleAccess {
  /** The project that the key file names, if any. */
  project?: string;
  /** A value for the header Authorization, fresh enough for one request. */
  authorization(): Promise<string>;
}

/** Whether access looks possible; reads nothing and sends nothing. */
export function checkGoogleAccess(env: Env): ProviderReadiness {
  if (env.GOOGLE_ACCESS_TOKEN) return { usable: true, detail: 'GOOGLE_ACCESS_TOKEN found' };
  if (!env.GOOGLE_APPLICATION_CREDENTIALS) return { usable: false, detail: HOW };
  if (!isInstalled(PACKAGE)) return { usable: false, detail: installHint(PACKAGE) };
  return { usable: true, detail: 'GOOGLE_APPLICATION_CREDENTIALS found' };
}

/** Rejects with PROVIDER_AUTH when nothing is set or the key file is none, CONFIG_INVALID without the library. */
export async function openGoogleAccess(env: Env): Promise<GoogleAccess> {
  const token = env.GOOGLE_ACCESS_TOKEN;
  if (token) return { authorization: async () => `Bearer ${token}` };
  const path = env.GOOGLE_APPLICATION_CREDENTIALS;
  if (!path) throw new KlartextError('PROVIDER_AUTH', 'Google Translation needs access.', { hint: HOW });
  const key = await readKey(path);
  const { GoogleAuth } = await loadOptional('google', PACKAGE, () => import('google-auth-library'));
  const isServiceAccount = key.type === 'service_account';
  const auth = new GoogleAuth({
    credentials: key as JWTInput,
    ...(isServiceAccount ? {} : { scopes: [SCOPE] }),
  });
  return {
    ...(key.project_id === undefined ? {} : { project: key.project_id }),
    async authorization() {
      try {
        return (await auth.getRequestHeaders(AUDIENCE)).get('authorization') ?? '';
      } catch (error) {
        throw tokenError(error);
      }
    },
  };
}

async function readKey(path: string) {
  const schema = z.looseObject({ type: z.string(), project_id: z.string().optional() });
  try {
    return readShape('The key file', schema, JSON.parse(await readFile(path, 'utf8')));
  } catch {
    throw new KlartextError('PROVIDER_AUTH', 'GOOGLE_APPLICATION_CREDENTIALS names no readable key file.', {
      hint: HOW,
    });
  }
}

/** The library's own messages may hold parts of the key. */
function tokenError(error: unknown): KlartextError {
  const status = (error as { status?: unknown }).status;
  if (typeof status === 'number' && (status >= 500 || status === 429))
    return new KlartextError('PROVIDER_UNAVAILABLE', `Google gave no access token (${status}).`);
  const code = (error as { code?: unknown }).code;
  const isNetwork = typeof code === 'string' && /^(E[A-Z]+|ERR_NETWORK)$/.test(code);
  if (isNetwork) return new KlartextError('PROVIDER_UNAVAILABLE', `Google gave no access token (${code}).`);
  return new KlartextError('PROVIDER_AUTH', 'Google gave no access token for the key file.', { hint: HOW });
}
