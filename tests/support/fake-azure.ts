/** An Azure Translator of ours on loopback, in both versions of its API. */
import { characters, escapeHtml, upperCaseHtml } from './fake-html.ts';
import { bend, type FakeReply, type FakeServer, openFakeServer } from './fake-server.ts';

export interface FakeAzure extends FakeServer {
  key: string;
  region: string;
}

interface NewInput {
  text: string;
  textType?: string;
  targets?: { language?: string }[];
}

export async function openFakeAzure(): Promise<FakeAzure> {
  const key = 'fake-key';
  const region = 'westeurope';
  const fake = await openFakeServer(({ url, headers, body }, fault) => {
    if (headers['ocp-apim-subscription-key'] !== key || headers['ocp-apim-subscription-region'] !== region)
      return error(401, 401000);
    const version = url.searchParams.get('api-version');
    const parsed = JSON.parse(body);
    const inputs: NewInput[] | undefined = version === '3.0' ? oldInputs(url, parsed) : parsed.inputs;
    if (url.pathname !== '/translate' || !inputs) return error(404, 404000);
    const texts = inputs.map(({ text }) => text);
    if (texts.length > 1000 || characters(texts) > 50_000) return error(400, 400077);
    if (!inputs.every(({ textType, targets }) => textType === 'Html' && targets?.[0]?.language === 'en'))
      return error(400, 400035);
    const results = texts.map((text) => {
      const said = version === '3.0' ? withDictionary(text) : text;
      const answer = { text: upperCaseHtml(said, escapeHtml) ?? said };
      return { translations: [{ ...answer, ...(version === '3.0' ? { to: 'en' } : { language: 'en' }) }] };
    });
    const bent = bend(results, fault, () => ({ translations: [{ text: '', to: 'en' }] }));
    return {
      body: version === '3.0' ? bent : { value: bent },
      headers: { 'x-metered-usage': String(characters(texts)) },
      billed: characters(texts),
    };
  });
  return Object.assign(fake, { key, region });
}

function oldInputs(url: URL, body: { Text: string }[]): NewInput[] | undefined {
  if (!Array.isArray(body) || url.searchParams.get('from') !== 'de') return undefined;
  const textType = url.searchParams.get('textType') === 'html' ? 'Html' : 'Plain';
  const targets = [{ language: url.searchParams.get('to') ?? '' }];
  return body.map(({ Text }) => ({ text: Text, textType, targets }));
}

/** What the dynamic dictionary has for a phrase comes back without a mark. */
function withDictionary(text: string): string {
  return text.replace(
    /<mstrans:dictionary translation="([^"]*)">[^<]*<\/mstrans:dictionary>/g,
    (_all, english: string) => `<span class="notranslate">${english.replaceAll('&quot;', '"')}</span>`,
  );
}

function error(status: number, code: number): FakeReply {
  return { status, body: { error: { code, message: 'refused' } } };
}
