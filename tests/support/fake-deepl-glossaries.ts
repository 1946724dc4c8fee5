/** The part of a DeepL account that keeps glossaries, as its API v3 has it. */
import type { FakeReply, FakeRequest } from './fake-server.ts';

/** By id: the name, and what each German term is in English. */
export type Glossaries = Map<string, { name: string; terms: Record<string, string> }>;

export function answerGlossaries({ url, method, body }: FakeRequest, glossaries: Glossaries): FakeReply {
  const form = new URLSearchParams(body);
  if (method === 'GET') return { body: { glossaries: [...glossaries.keys()].map(infoOf) } };
  if (method === 'POST') {
    const id = `glossary-${glossaries.size + 1}`;
    const languages = [form.get('dictionaries[0].source_lang'), form.get('dictionaries[0].target_lang')];
    if (languages.join() !== 'de,en') return { status: 400, body: { message: 'unsupported pair' } };
    const terms = termsIn(form.get('dictionaries[0].entries'));
    glossaries.set(id, { name: form.get('name') ?? '', terms });
    return { status: 201, body: infoOf(id) };
  }
  const known = glossaries.get(/^\/v3\/glossaries\/([^/]+)\/dictionaries$/.exec(url.pathname)?.[1] ?? '');
  if (method !== 'PUT' || !known) return { status: 404, body: { message: 'not found' } };
  known.terms = termsIn(form.get('entries'));
  return { body: dictionary(known.terms) };

  function infoOf(id: string): object {
    const { name, terms } = glossaries.get(id) ?? { name: '', terms: {} };
    const creation_time = '2026-11-01T00:00:00Z';
    return { glossary_id: id, name, creation_time, dictionaries: [dictionary(terms)] };
  }
}

function dictionary(terms: Record<string, string>): object {
  return { source_lang: 'de', target_lang: 'en', entry_count: Object.keys(terms).length };
}

function termsIn(tsv: string | null): Record<string, string> {
  return Object.fromEntries((tsv ?? '').split('\n').map((line) => line.split('\t')));
}
