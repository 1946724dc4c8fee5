/** A Google Cloud Translation v3 of ours on loopback. */
import { createVerify, generateKeyPairSync } from 'node:crypto';
import { characters, escapeHtml, upperCaseHtml } from './fake-html.ts';
import { bend, type FakeReply, type FakeRequest, type FakeServer, openFakeServer } from './fake-server.ts';

export interface FakeGoogle extends FakeServer {
  token: string;
  /** A service account's key file that this server knows. */
  keyFile: object;
}

const AUDIENCE = 'https://translation.googleapis.com/';
/** Made once: it takes half a second. */
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

interface Body {
  contents?: string[];
  mimeType?: string;
  glossaryConfig?: { glossary?: string };
}

export async function openFakeGoogle(): Promise<FakeGoogle> {
  const token = 'fake-token';
  const isKnown = (authorization = ''): boolean =>
    authorization === `Bearer ${token}` || isSigned(authorization.replace('Bearer ', ''));
  const isSigned = (jwt: string): boolean => {
    const [head = '', claims = '', signature = ''] = jwt.split('.');
    const isOurs = createVerify('RSA-SHA256')
      .update(`${head}.${claims}`)
      .verify(keys.publicKey, signature, 'base64url');
    return isOurs && JSON.parse(Buffer.from(claims, 'base64url').toString()).aud === AUDIENCE;
  };
  const fake = await openFakeServer((request, fault) => {
    const { contents = [], mimeType = 'text/html', glossaryConfig }: Body = JSON.parse(request.body);
    const refused = isKnown(request.headers.authorization)
      ? refusal(request, contents)
      : ([401, 'UNAUTHENTICATED'] as const);
    if (refused) return { status: refused[0], body: { error: { code: refused[0], status: refused[1] } } };
    const texts = contents.map((text) => (mimeType === 'text/html' ? asHtml(text) : text.toUpperCase()));
    const translations = texts.map((translatedText) => ({ translatedText, model: '' }));
    if (glossaryConfig) return withGlossary(glossaryConfig.glossary, translations);
    return {
      body: { translations: bend(translations, fault, (one) => ({ ...one, translatedText: '' })) },
      billed: characters(contents),
    };
  });
  const keyFile = {
    type: 'service_account',
    project_id: 'fake-project',
    private_key_id: 'fake-key-id',
    private_key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }),
    client_email: 'klartext@fake-project.iam.gserviceaccount.com',
  };
  return Object.assign(fake, { token, keyFile });
}

/** A project's glossary is in a region; the answers by it come beside those without. */
function withGlossary(glossary: string | undefined, translations: { translatedText: string }[]): FakeReply {
  if (!/^projects\/[\w-]+\/locations\/us-central1\/glossaries\/tech$/.test(glossary ?? ''))
    return { status: 404, body: { error: { code: 404, status: 'NOT_FOUND' } } };
  const glossaryTranslations = translations.map(({ translatedText }) => ({
    translatedText: translatedText.replaceAll('HANDY', 'mobile phone'),
  }));
  return { body: { translations, glossaryTranslations } };
}

function refusal({ url, headers }: FakeRequest, contents: string[]): [number, string] | undefined {
  const project = /^\/v3\/projects\/([\w-]+)\/locations\/[\w-]+:translateText$/.exec(url.pathname)?.[1];
  if (project === undefined) return [404, 'NOT_FOUND'];
  if (headers['x-goog-user-project'] !== project) return [403, 'PERMISSION_DENIED'];
  const isTooMuch = contents.length > 1024 || characters(contents) > 30_000;
  return contents.length === 0 || isTooMuch ? [400, 'INVALID_ARGUMENT'] : undefined;
}

/** As the real one: apostrophes come back as entities, line feeds not at all. */
function asHtml(text: string): string {
  const out = upperCaseHtml(text, (part) => escapeHtml(part).replaceAll("'", '&#39;').replaceAll('\n', ' '));
  return out ?? text;
}
