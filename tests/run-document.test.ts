import { unified } from 'unified';
import { expect, test } from 'vitest';
import { type DocumentRunner, processDocument } from '../src/run/document.ts';

const broken = (): undefined => {
  throw new TypeError('quotes the article');
};

test.each([
  [
    'a stage',
    {
      cleaning: unified()
        .use(() => broken)
        .freeze(),
    },
  ],
  ['the parser', { cleaning: unified().freeze(), siteOf: broken }],
])('a bug in %s gives up this document, never the run, and quotes nothing of it', async (_part, runner) => {
  const content = '<html><body><p>Das neue Rechenzentrum steht in der Nähe von Leipzig.</p></body></html>';
  const document = processDocument({ name: 'a.html', content, url: 'https://example.org/a' }, {
    ...runner,
    translates: false,
  } as unknown as DocumentRunner);
  await expect(document).rejects.toMatchObject({
    code: 'INPUT_UNSUPPORTED',
    reach: 'document',
    message: expect.stringMatching(/^a\.html: Klartext broke on this document \(TypeError/),
  });
  await expect(document).rejects.not.toThrow('quotes the article');
});
