/** A LibreTranslate of ours on loopback. */
import { decodeHTML } from 'entities';
import { characters, escapeHtml, upperCaseHtml } from './fake-html.ts';
import { bend, type FakeServer, openFakeServer } from './fake-server.ts';

export interface FakeLibreTranslate extends FakeServer {
  key: string;
  /** As its operator has set them. */
  limits: { texts: number; characters: number };
}

export async function openFakeLibreTranslate(): Promise<FakeLibreTranslate> {
  const key = 'fake-key';
  const limits = { texts: 32, characters: 10_000 };
  const fake = await openFakeServer(({ url, body }, fault) => {
    const { q, source, target, format, api_key } = JSON.parse(body);
    const refuse = (status: number, error: string) => ({ status, body: { error } });
    if (url.pathname !== '/translate') return refuse(404, 'Not found');
    if (api_key === undefined) return refuse(400, 'Please contact the server operator to get an API key');
    if (api_key !== key) return refuse(403, 'Invalid API key');
    if (!Array.isArray(q) || source !== 'de' || target !== 'en' || format !== 'html')
      return refuse(400, 'Invalid request: missing parameter');
    if (q.length > limits.texts || characters(q) > limits.characters)
      return refuse(400, `Invalid request: request (${q.length}) exceeds text limit (${limits.texts})`);
    // As the real one: images close themselves, and entities are decoded at the end.
    const translated = q.map((text: string) =>
      decodeHTML((upperCaseHtml(text, escapeHtml) ?? text).replace(/<img ([^>]*)>/g, '<img $1/>')),
    );
    return { body: { translatedText: bend(translated, fault, () => '') } };
  });
  return Object.assign(fake, { key, limits });
}
