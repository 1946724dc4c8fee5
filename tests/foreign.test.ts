import { describe, expect, test } from 'vitest';
import { detectFormat } from '../src/document/format.ts';
import { parseDocument } from '../src/document/parse.ts';

const TEXT = 'Die Brücke wird in der nächsten Woche für drei Monate gesperrt.';
const HEADERS = 'From: a@example.org\nTo: b@example.org,\n c@example.org\nSubject: =?utf-8?Q?Br=C3=BCcke?=\n';

describe('a text that is none to read is refused by its name, whatever it is called', () => {
  test.each([
    ['WebVTT', `WEBVTT\n\n00:01.000 --> 00:04.000\n${TEXT}\n`],
    [
      'WebVTT',
      `\ufeffWEBVTT - Nachrichten\r\n\r\nNOTE ${TEXT}\r\n\r\n00:01.000 --> 00:04.000\r\n${TEXT}\r\n`,
    ],
    ['SubRip', `1\n00:00:01,000 --> 00:00:04,000\n${TEXT}\n`],
    ['e-mail', `${HEADERS}MIME-Version: 1.0\nContent-Type: text/plain\n\n${TEXT}\n`],
    ['e-mail', `Return-Path: <a@example.org>\nReceived: from mail.example.org\n\n${TEXT}\n`],
    ['MHTML', `From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html><body><p>${TEXT}</p></body></html>`],
    ['PostScript', `%!PS-Adobe-3.0\n(${TEXT}) show\n`],
    ['LaTeX', `% Bericht\n\\documentclass{article}\n\\begin{document}\n${TEXT}\n\\end{document}`],
    ['feed', `<?xml version="1.0"?>\n<rss version="2.0"><channel><title>${TEXT}</title></channel></rss>`],
    ['sitemap', `<urlset xmlns="x"><url><loc>https://example.org/</loc></url></urlset>`],
    ['JSON', JSON.stringify({ title: 'Brücke', body: TEXT }, null, 2)],
    ['JSON', `${JSON.stringify({ id: 1, text: TEXT })}\n${JSON.stringify({ id: 2, text: TEXT })}\n`],
    ['quoted-printable', 'Die Br=C3=BCcke wird n=C3=A4chste Woche gesperrt, und niemand h=C3=B6rt=\n zu.'],
  ])('%s', async (name, text) => {
    for (const format of ['text', 'markdown', 'html'] as const)
      await expect(parseDocument({ text, format })).rejects.toMatchObject({
        code: 'INPUT_UNSUPPORTED',
        message: expect.stringMatching(new RegExp(`^expected text, Markdown or HTML, came .*${name}`)),
      });
  });

  test.each([
    `WEBVTT ist ein Format für Untertitel.\n\n${TEXT}`,
    `1\n\n${TEXT}`,
    `From: Hans Müller\nNewsgroups: de.test\nSubject: Brücke\n\n${TEXT}`,
    `Received: das Wort steht im Kopf jeder Mail.\n\n${TEXT}`,
    `[1] ${TEXT}`,
    `["Zitat", sagte er.\n\n${TEXT}`,
    `{{ name }} ist ein Platzhalter.\n\n${TEXT}`,
    `${TEXT}\n\n\\documentclass{article} steht am Anfang.`,
    `Im Quelltext steht für „ü“ die Folge =C3=BC, für „ä“ =C3=A4 und für „ö“ =C3=B6.`,
  ])('but not %j', async (text) => {
    for (const format of ['text', 'markdown'] as const)
      await expect(parseDocument({ text, format })).resolves.toBeDefined();
  });
});

describe('markup that is not read is named', () => {
  const warningsOf = async (text: string, format: 'text' | 'markdown' = 'text') =>
    (await parseDocument({ text, format })).file.messages
      .filter(({ ruleId }) => ruleId === 'unread-markup')
      .map(({ reason }) => reason);

  test.each([
    ['HTML', `<p>${TEXT}</p>\n<p>${TEXT}</p>`],
    ['BBCode', `[b]Brücke[/b]\n\n${TEXT} [url=https://example.org]Mehr[/url]`],
    ['MediaWiki', `== Brücke ==\n\nDie '''Brücke''' steht in [[Regensburg]]. ${TEXT}`],
    ['reStructuredText', `Brücke\n======\n\n${TEXT}\n\n.. code-block:: python\n\n   x = 1\n`],
    ['AsciiDoc', `= Brücke\n:toc:\n\n== Warum\n\n${TEXT}`],
    ['Org', `#+TITLE: Brücke\n\n* Warum\n\n${TEXT}`],
  ])('%s', async (name, text) => {
    expect(await warningsOf(text)).toEqual([expect.stringContaining(name)]);
  });

  test.each([
    `# BBCode\n\nSo schreibt man es:\n\n\`\`\`\n[b]fett[/b] == x ==\n\`\`\`\n\n${TEXT}`,
    `<p align="center">${TEXT}`,
    `Er sagte [sic] das [...] und ging [i] fort.\n\n${TEXT}`,
    `Brücke\n======\n\n${TEXT}\n\n-----\n\n  Eingerückt steht hier ein Satz.`,
    `* Punkt eins\n* Punkt zwei\n\n${TEXT}`,
  ])('but not in %j', async (text) => {
    expect(await warningsOf(text)).toEqual([]);
    expect(await warningsOf(text, 'markdown')).toEqual([]);
  });
});

test('a page is one under the name of a text, too', () => {
  const page = `<!DOCTYPE html>\n<html><body><p>${TEXT}</p></body></html>`;
  for (const name of ['artikel.txt', 'artikel.md', 'artikel']) {
    expect(detectFormat(name, page)).toBe('html');
    expect(detectFormat(name, `<!-- gespeichert -->\n${page}`)).toBe('html');
  }
  expect(detectFormat('artikel.txt', `<html> ist das erste Wort einer Seite. ${TEXT}`)).toBe('text');
  expect(detectFormat('artikel.md', `<div align="center"><p>${TEXT}</p></div>`)).toBe('markdown');
});
