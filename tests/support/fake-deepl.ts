/** A DeepL of ours on loopback that keeps the real one's limits and fails on demand. */
import { parseMarkup } from '../../src/segments/parse-markup.ts';
import { answerGlossaries, type Glossaries } from './fake-deepl-glossaries.ts';
import { upperCase } from './fake-providers.ts';
import { bend, type FakeReply, type FakeServer, type Fault, openFakeServer } from './fake-server.ts';

export interface FakeDeepL extends FakeServer {
  key: string;
  glossaries: Glossaries;
}

const MAX_TEXTS = 50;
const MAX_BYTES = 128 * 1024;
const KEY = 'fake-key:fx';

export async function openFakeDeepL(): Promise<FakeDeepL> {
  const glossaries: Glossaries = new Map();
  const fake: FakeServer = await openFakeServer((request, fault) => {
    const { url, headers, body } = request;
    if (headers.authorization !== `DeepL-Auth-Key ${KEY}`) return refuse(403, 'forbidden');
    if (url.pathname.startsWith('/v3/glossaries')) return answerGlossaries(request, glossaries);
    if (url.pathname === '/v2/usage')
      return { body: { character_count: fake.ledger.characters, character_limit: 500_000 } };
    const refused = refusal(body, glossaries);
    return refused ? refuse(...refused) : answer(body, glossaries, fault);
  });
  return Object.assign(fake, { key: KEY, glossaries });
}

function refuse(status: number, message: string): FakeReply {
  return { status, body: { message } };
}

/** What the real service refuses: status and message. */
function refusal(body: string, glossaries: Glossaries): [number, string] | undefined {
  const form = new URLSearchParams(body);
  const texts = form.getAll('text');
  const glossary = form.get('glossary_id');
  if (glossary !== null && !glossaries.has(glossary)) return [404, 'glossary not found'];
  if (glossary !== null && !form.has('source_lang')) return [400, 'source_lang is required'];
  if (Buffer.byteLength(body) > MAX_BYTES) return [413, 'Request Entity Too Large'];
  if (texts.length === 0 || texts.length > MAX_TEXTS) return [400, `${texts.length} texts`];
  const isStrict = form.get('tag_handling') === 'xml';
  return isStrict && !texts.every(isXml)
    ? [400, 'Tag handling parsing failed, please check input.']
    : undefined;
}

function answer(body: string, glossaries: Glossaries, fault: Fault | undefined): FakeReply {
  const form = new URLSearchParams(body);
  const texts = form.getAll('text');
  const { terms = {} } = glossaries.get(form.get('glossary_id') ?? '') ?? {};
  const translations = texts.map((text) => ({
    detected_source_language: 'DE',
    text: translate(withTerms(text, terms)),
    billed_characters: [...text].length,
  }));
  const billed = translations.reduce((sum, { billed_characters }) => sum + billed_characters, 0);
  return { body: { translations: bend(translations, fault, (one) => ({ ...one, text: '' })) }, billed };
}

function withTerms(text: string, terms: Record<string, string>): string {
  return Object.entries(terms).reduce((said, [german, english]) => said.replaceAll(german, english), text);
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
