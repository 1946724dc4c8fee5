/** Texts in a format of their own: those that are refused by name, and marks that stay in a text unread. */
import { KlartextError } from '../errors.ts';

const TO_TEXT = 'Convert it to text or HTML first.';

/** By how a file of the kind begins, white space aside; no article does. */
const KINDS: readonly { kind: string; begins: RegExp; hint?: string }[] = [
  { kind: 'WebVTT subtitles', begins: /^WEBVTT(?:[ \t].*)?\r?\n[\s\S]*?-->/ },
  { kind: 'SubRip subtitles', begins: /^\d+\r?\n\d\d:\d\d:\d\d[,.]\d{3} --> \d\d:/ },
  {
    kind: 'an e-mail or an archived page (MHTML)',
    begins:
      /^(?:From .*\r?\n)?(?:[\w-]{1,60}:.*\r?\n(?:[ \t].*\r?\n)*){0,100}?(?:MIME-Version:[ \t]*1|Content-Transfer-Encoding:|Received:[ \t]*(?:from|by)\b)/i,
    hint: 'Save its text, or the page as HTML.',
  },
  { kind: 'PostScript', begins: /^%!PS/ },
  { kind: 'LaTeX', begins: /^(?:%.*\r?\n\s*){0,100}\\document(?:class|style)\b/ },
  {
    kind: 'JSON',
    begins: /^(?:\[\s*)?\{\s*"(?:[^"\\]|\\.){1,200}"\s*:/,
    hint: 'Give its texts as JSON Lines (--jsonl).',
  },
  {
    kind: 'a feed or a sitemap',
    begins:
      /^(?:<\?[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<(?:rss|feed|rdf:RDF|urlset|sitemapindex|opml)\b/i,
    hint: 'Name it among the sources of a pipeline.',
  },
];

/** Markup that is no Markdown, by several of its signs together: what an article says about one has fewer. */
const DIALECTS: readonly { name: string; signs: readonly RegExp[] }[] = [
  {
    name: 'BBCode',
    signs: [
      /\[(?:b|i|u|url|quote|code|img|list|size|color)\b[^[\]]*\]/i,
      /\[\/(?:b|i|u|url|quote|code|img|list|size|color)\]/i,
    ],
  },
  { name: 'MediaWiki', signs: [/^={2,5}[^=\n]+={2,5}[ \t]*$/m, /'''|\[\[[^[\]\n]+\]\]|^\{\|/m] },
  { name: 'reStructuredText', signs: [/^\.\. [\w-]+::/m, /^ {2,}\S|^([=~^"'-])\1{3,}$/m] },
  { name: 'AsciiDoc', signs: [/^={1,5} \S.*$/m, /^:[\w-]+:|^\[[a-z]+\b[^\]\n]*\]$|^-{4,}$|^={2,5} \S/m] },
  {
    name: 'Org',
    signs: [/^#\+(?:title|begin_\w+|author|options)\b/im, /^\*+ \S|^#\+end_|\[\[[^[\]\n]+\]\[/im],
  },
];

/** Quoted-printable is all ASCII, and its umlauts look like nothing else. */
const QUOTED_UMLAUT = /=C3=(?:[89AB][\dA-F])/g;
const SOME = 3;

/** Throws INPUT_UNSUPPORTED for a text that is none to read, whatever its file is called. */
export function checkKind(text: string): void {
  const start = text.slice(0, 20_000).replace(/^[\ufeff\s]+/, '');
  const known = KINDS.find(({ begins }) => begins.test(start));
  if (known) throw foreign(known.kind, known.hint);
  if ((text.match(QUOTED_UMLAUT)?.length ?? 0) >= SOME && /^[\0-\x7f]*$/.test(text))
    throw foreign('quoted-printable text, as mails hold it');
}

function foreign(came: string, hint = TO_TEXT): KlartextError {
  return new KlartextError('INPUT_UNSUPPORTED', `expected text, Markdown or HTML, came ${came}.`, { hint });
}

/** What begins with a tag and closes some; Markdown may do so. */
const HTML = /^\s*<(?:p|div|h[1-6]|ul|ol|table|article|section|span|a|b|strong|em)\b[^<>]*>[\s\S]*?<\/\w+>/i;

/** The name of the markup that a text is written in and that is not read; code blocks of Markdown are no signs. */
export function unreadMarkup(text: string, format: 'text' | 'markdown'): string | undefined {
  if (format === 'text' && HTML.test(text)) return 'HTML';
  const prose = text.replace(/^[ \t]*(```|~~~)[\s\S]*?^[ \t]*\1/gm, '');
  return DIALECTS.find(({ signs }) => signs.every((sign) => sign.test(prose)))?.name;
}
