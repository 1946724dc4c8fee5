/** A DeepL of ours on loopback that keeps the real one's limits and fails on demand. */
import { parseMarkup } from '../../src/segments/parse-markup.ts';
import { upperCase } from './fake-providers.ts';
import { bend, type FakeReply, type FakeServer, type Fault, openFakeServer } from './fake-server.ts';

export interface FakeDeepL extends FakeServer {
  key: string;
}

const MAX_TEXTS = 50;
const MAX_BYTES = 128 * 1024;
const KEY = 'fake-key:fx';

export async function openFakeDeepL(): Promise<FakeDeepL> {
  const fake = await openFakeServer(({ headers, body }, fault) => {
    const refused = refusal(headers.authorization, body);
    return refused ? { status: refused[0], body: { message: refused[1] } } : answer(body, fault);
  });
  return Object.assign(fake, { key: KEY });
}

/** What the real service refuses: status and message. */
function refusal(authorization: string | undefined, body: string): [number, string] | undefined {
  const form = new URLSearchParams(body);
  const texts = form.getAll('text');
  if (authorization !== `DeepL-Auth-Key ${KEY}`) return [403, 'forbidden'];
  if (Buffer.byteLength(body) > MAX_BYTES) return [413, 'Request Entity Too Large'];
  if (texts.length === 0 || texts.length > MAX_TEXTS) return [400, `${texts.length} texts`];
  const isStrict = form.get('tag_handling') === 'xml';
  return isStrict && !texts.every(isXml)
    ? [400, 'Tag handling parsing failed, please check input.']
    : undefined;
}

function answer(body: string, fault: Fault | undefined): FakeReply {
  const texts = new URLSearchParams(body).getAll('text');
  const translations = texts.map((text) => ({
    detected_source_language: 'DE',
    text: translate(text),
    billed_characters: [...text].length,
  }));
  const billed = translations.reduce((sum, { billed_characters }) => sum + billed_characters, 0);
  return { body: { translations: bend(translations, fault, (one) => ({ ...one, text: '' })) }, billed };
}

/** What `ignore_tags=x` holds stays as it is. */
function translate(text: string): string {
  return text
    .split(/(<x id="\d+">[^<]*<\/x>)/)
    .map((part) => (part.startsWith('<x id') && part.endsWith('</x>') ? part : upperCase(part)))
    .join('');
}

function isXml(text: string): boolean {
  const bare = text.replace(/<x id="(\d+)">[^<]*<\/x>/g, '<x id="$1"/>');
  return parseMarkup(bare) !== undefined && !/&(?!(?:amp|lt|gt|quot|apos|#\d+);)/.test(text);
}
