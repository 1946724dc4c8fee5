/** Finds what no translation may touch within plain text: formulas, addresses, handles, paths, code. */

/** A longer run without white space is no such thing, and is not looked at. */
const MAX_TOKEN = 2000;
const OPENING = /^[("„“”»«'‚‘’[{<]+/u;
/** Punctuation of the sentence around; `()` stays, it is a call's. */
const CLOSING = /(?:[.,;:!?…"“”„»«'’‘\]}>]|(?<!\()\))+$/u;

const HOST = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*';
const TOP =
  'de|at|ch|eu|com|org|net|info|io|tv|edu|gov|uk|fr|nl|dev|app|ai|blog|news|shop|berlin|hamburg|koeln';
const FILE =
  'js|mjs|ts|tsx|jsx|json|jsonl|ya?ml|toml|md|txt|py|rs|go|java|php|rb|exe|dll|sys|msi|ini|conf|cfg|sh|bat|ps1|' +
  'html?|css|xml|csv|sql|zip|tar|gz|xz|7z|rar|iso|img|deb|rpm|apk|dmg|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|svg|webp|mp[34]|log';

const SHAPES: readonly RegExp[] = [
  /^[a-z][a-z0-9+.-]*:\/\/\S+$/iu,
  /^www\.\S+\.\S+$/iu,
  /^(?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+$/iu,
  new RegExp(`^${HOST}\\.(?:${TOP})(?:[/:?#]\\S*)?$`, 'u'),
  /^@[A-Za-z_][\w.]*\w(?:@[\w.-]+)?$/u,
  // Paths: rooted, by drive, or ending in a file's name.
  /^(?:~|\.{1,2})?(?:\/[\w.@+%-]+){2,}\/?$/u,
  /^~\/\S+$/u,
  /^(?:[A-Za-z]:\\|\\\\)\S*$/u,
  new RegExp(`^[\\w.@+-]+(?:[/\\\\][\\w.@+-]+)*\\.(?:${FILE})$`, 'u'),
  // Code: calls, scopes, options, variables, snake_case.
  /^[A-Za-z_$][\w$]*(?:(?:\.|::|->)[A-Za-z_$][\w$]*)*\(\)$/u,
  /^[A-Za-z_]\w*(?:::[A-Za-z_]\w*)+$/u,
  /^--[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:=\S+)?$/u,
  /^(?:\$[A-Za-z_]\w*|\$\{\w+\}|%[A-Z_]+%)$/u,
  /^[A-Za-z0-9]*(?:_[A-Za-z0-9]+)+$/u,
];
/** `Leser_innen` is German, not snake_case. */
const GENDERED = /^\p{Lu}\p{Ll}+_(?:innen|in|n|r|e|s)\w*$/u;

/** TeX between its marks. One in dollars has a sign that prices lack, and no space within its marks. */
const FORMULA =
  /\\\((?:(?!\\[()])[^\n]){1,500}\\\)|\\\[(?:(?!\\[[\]])[^\n]){1,500}\\\]|(?<![\w$\\])\$(?=[^\s$])(?=[^$\n]{0,500}[\\^_={}])[^$\n]{1,500}(?<=\S)\$(?![\w$])/gu;

export interface TextRun {
  value: string;
  untouchable: boolean;
}

/** Cuts text into runs that concatenate to it. Linear: each run of non-space is looked at once. */
export function findUntouchable(text: string): TextRun[] {
  const runs: TextRun[] = [];
  let done = 0;
  for (const { start, value } of cutsIn(text)) {
    if (start > done) runs.push({ value: text.slice(done, start), untouchable: false });
    runs.push({ value, untouchable: true });
    done = start + value.length;
  }
  if (done < text.length) runs.push({ value: text.slice(done), untouchable: false });
  return runs;
}

interface Cut {
  start: number;
  value: string;
}

/** Formulas, and what is untouchable between them. */
function* cutsIn(text: string): Generator<Cut> {
  let done = 0;
  for (const { 0: value, index } of /[$\\]/u.test(text) ? text.matchAll(FORMULA) : []) {
    yield* tokensIn(text.slice(done, index), done);
    yield { start: index, value };
    done = index + value.length;
  }
  yield* tokensIn(text.slice(done), done);
}

function* tokensIn(text: string, offset: number): Generator<Cut> {
  for (const { 0: token, index } of text.matchAll(/\S+/gu)) {
    const found = core(token);
    if (found) yield { start: offset + index + found.start, value: found.value };
  }
}

function core(token: string): Cut | undefined {
  // Every shape has a character that ordinary words lack.
  if (token.length > MAX_TOKEN || !/[@/\\_.$%:]|--|\(\)/u.test(token)) return undefined;
  // An address that scraping glued to a word still begins where it begins.
  const address = token.search(/https?:\/\//iu);
  const start = address > 0 ? address : (OPENING.exec(token)?.[0].length ?? 0);
  const opened = token.slice(start);
  const value = opened.slice(0, opened.length - (CLOSING.exec(opened)?.[0].length ?? 0));
  if (GENDERED.test(value)) return undefined;
  return SHAPES.some((shape) => shape.test(value)) ? { start, value } : undefined;
}
