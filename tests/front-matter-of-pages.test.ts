import { unified } from 'unified';
import { expect, test } from 'vitest';
import { composeJson } from '../src/run/compose.ts';
import { type DocumentInput, type DocumentRunner, processDocument } from '../src/run/document.ts';

const nothing = unified().freeze() as unknown as DocumentRunner['cleaning'];
const runner: DocumentRunner = {
  cleaning: nothing,
  translation: nothing,
  translates: false,
  siteOf: () => ({ body: ['main'] }),
};
const SENTENCE = 'Der Chor hat den ganzen Winter geprobt und singt nun zum ersten Mal vor Publikum.';

async function read(input: Partial<DocumentInput> & { content: string }) {
  const document = await processDocument({ name: 'a.html', ...input }, runner);
  return composeJson(document, 'a');
}

function page(body: string): Promise<{ title: string | null; markdown: string }> {
  const head =
    '<title>Der Chor singt im Mai | Blatt</title><meta property="og:title" content="Der Chor singt im Mai">';
  const content = `<html><head>${head}</head><body><main>${body}</main></body></html>`;
  return read({ content, url: 'https://blatt.example/chor' });
}

const headings = (markdown: string) => markdown.match(/^#+ .*$/gm);

test('the title of a page leads, whatever headings of the first rank stand in its text', async () => {
  const { title, markdown } = await page(
    `<p>${SENTENCE}</p><h2>Proben</h2><p>${SENTENCE}</p><h1>Helfen Sie uns</h1><p>${SENTENCE}</p>
     <h2>Konto</h2><p>${SENTENCE}</p><h6>Spenden</h6><p>${SENTENCE}</p>`,
  );
  expect(title).toBe('Der Chor singt im Mai');
  expect(headings(markdown)).toEqual([
    '# Der Chor singt im Mai',
    '## Proben',
    '## Helfen Sie uns',
    '### Konto',
    '###### Spenden',
  ]);
});

test('a heading that is the title stays the title, and only the others give way', async () => {
  const { title, markdown } = await page(
    `<h1>Der Chor singt im Mai</h1><h2>Proben</h2><p>${SENTENCE}</p><h1>Musik</h1><p>${SENTENCE}</p>`,
  );
  expect(title).toBe('Der Chor singt im Mai');
  expect(headings(markdown)).toEqual(['# Der Chor singt im Mai', '## Proben', '## Musik']);
});

test('of Markdown the heading at the head is the title, one further down is not', async () => {
  const markdown = (body: string) =>
    read({ name: 'a.md', content: `---\ntitle: Der Chor singt im Mai\n---\n\n${body}` });
  const head = `Ein Bericht\n\n# Der Chor singt\n\n${SENTENCE}\n\n# Musik\n`;
  expect(await markdown(head)).toMatchObject({ title: 'Der Chor singt' });
  const paragraphs = `${SENTENCE}\n\n`.repeat(4);
  const kept = await markdown(`${paragraphs}# Musik\n\n${SENTENCE}\n`);
  expect(kept.title).toBe('Der Chor singt im Mai');
  expect(headings(kept.markdown)).toEqual(['# Musik']);
});

test('of a text without front matter the first heading is the title wherever it stands', async () => {
  const content = `${`${SENTENCE}\n\n`.repeat(4)}# Musik\n\n${SENTENCE}\n`;
  expect(await read({ name: 'a.md', content })).toMatchObject({ title: 'Musik' });
});

test('a feed item that begins with its title has it once, and no empty heading', async () => {
  const { title, markdown } = await read({ content: `<h1>Der Chor singt im Mai</h1><p>${SENTENCE}</p>` });
  expect(title).toBe('Der Chor singt im Mai');
  expect(markdown).toBe(`# Der Chor singt im Mai\n\n${SENTENCE}\n`);
});

test('where nothing else tells the day of a page, its address does', async () => {
  const published = async (day: string, input: Pick<DocumentInput, 'metadata'> = {}) =>
    (await read({ content: `<p>${SENTENCE}</p>`, url: `https://blatt.example/${day}/chor`, ...input }))
      .published;
  expect(await published('2023/10/31')).toBe('2023-10-31');
  expect(await published('2023/10/31', { metadata: { published: '2023-10-30T09:00Z' } })).toBe(
    '2023-10-30T09:00Z',
  );
  expect(await published('2023/13/31')).toBeUndefined();
  expect(await published('2023/10')).toBeUndefined();
});

test('the title that a feed knows goes before a heading in its item', async () => {
  const metadata = { title: 'Der Chor singt im Mai' };
  const text = `<p>${SENTENCE}</p>`;
  const { title, markdown } = await read({ content: `${text}<h1>Musik</h1>${text}`, metadata });
  expect(title).toBe('Der Chor singt im Mai');
  expect(headings(markdown)).toEqual(['# Der Chor singt im Mai', '## Musik']);
  const told = await read({ content: `<h1>Der Chor singt im Mai!</h1>${text}`, metadata });
  expect(headings(told.markdown)).toEqual(['# Der Chor singt im Mai!']);
});

test('the front of a site is the address of none of its articles, whatever they say', async () => {
  const of = (head: string, url?: string) =>
    read({
      content: `<html><head><title>Der Chor</title>${head}</head><body><main><p>${SENTENCE}</p></main></body></html>`,
      ...(url ? { url } : {}),
    });
  const front = '<link rel="canonical" href="https://blatt.example/">';
  expect(await of(front, 'https://blatt.example/chor')).toMatchObject({ url: 'https://blatt.example/chor' });
  expect(await of('<meta property="og:url" content="/de/">', 'https://blatt.example/chor')).toMatchObject({
    url: 'https://blatt.example/chor',
  });
  expect(await of(front, 'https://blatt.example/index.html')).toMatchObject({
    url: 'https://blatt.example/',
  });
  expect(await of(front)).toMatchObject({ url: 'https://blatt.example/' });
  const article = '<link rel="canonical" href="https://blatt.example/chor-2">';
  expect(await of(article, 'https://blatt.example/chor')).toMatchObject({
    url: 'https://blatt.example/chor-2',
  });
});
