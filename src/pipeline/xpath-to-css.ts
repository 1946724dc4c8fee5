/** The part of XPath that site configurations use, as CSS selectors. */

/** One step: its element with conditions. */
interface Step {
  /** How it hangs on the one before. */
  combinator: ' ' | ' > ';
  /** Alternatives, as `or` in conditions makes them. */
  selectors: string[];
}

/** Selectors that match the same elements as the expression, or undefined where CSS has no words for it. */
export function xpathToCss(xpath: string): string[] | undefined {
  const parts = splitOutside(xpath.trim(), '|').map((part) => pathToCss(part.trim()));
  return parts.every((part) => part !== undefined) ? parts.flat() : undefined;
}

function pathToCss(path: string): string[] | undefined {
  const steps: Step[] = [];
  let rest = path.replace(/^\.(?=\/)/, '');
  while (rest !== '') {
    const head = /^(\/\/|\/)?(\*|[a-zA-Z][\w-]*)/.exec(rest);
    if (!head || (steps.length > 0 && !head[1])) return undefined;
    rest = rest.slice(head[0].length);
    // An axis (`following-sibling::`) or a function (`text()`).
    if (rest.startsWith('::') || rest.startsWith('(')) return undefined;
    const name = head[2] === '*' ? '' : (head[2] as string).toLowerCase();
    const [place, counted] = placeOf(rest, name);
    rest = rest.slice(counted);
    let selectors = [name + place];
    while (rest.startsWith('[')) {
      const end = closing(rest);
      const conditions = end > 0 ? conditionToCss(rest.slice(1, end)) : undefined;
      if (!conditions) return undefined;
      selectors = selectors.flatMap((selector) => conditions.map((condition) => selector + condition));
      rest = rest.slice(end + 1);
    }
    steps.push({ combinator: head[1] === '/' && steps.length > 0 ? ' > ' : ' ', selectors });
  }
  if (steps.length === 0) return undefined;
  return steps.reduce<string[]>(
    (all, { combinator, selectors }) =>
      all.flatMap((before) => selectors.map((own) => (before ? before + combinator : '') + (own || '*'))),
    [''],
  );
}

/** A place among siblings, `[2]`, as a selector, and its length; behind another condition it counts something else. */
function placeOf(rest: string, name: string): [selector: string, length: number] {
  const [whole, number] = /^\[\s*(?:(\d+)|last\(\))\s*\]/.exec(rest) ?? [];
  if (whole === undefined) return ['', 0];
  const kind = name === '' ? 'child' : 'of-type';
  return [number ? `:nth-${kind}(${number})` : `:nth-last-${kind}(1)`, whole.length];
}

/** A condition in square brackets as selectors to append, one an alternative. */
function conditionToCss(condition: string): string[] | undefined {
  const text = condition.trim();
  const alternatives = splitOutside(text, ' or ');
  if (alternatives.length > 1) {
    const all = alternatives.map(conditionToCss);
    return all.every((one) => one !== undefined) ? all.flat() : undefined;
  }
  const both = splitOutside(text, ' and ');
  if (both.length > 1) {
    const all = both.map(conditionToCss);
    if (!all.every((one) => one !== undefined)) return undefined;
    return all.reduce((left, right) => left.flatMap((one) => right.map((other) => one + other)), ['']);
  }
  return testToCss(text);
}

const QUOTED = `(?:'([^']*)'|"([^"]*)")`;
const EQUALS = new RegExp(`^@([\\w-]+)\\s*=\\s*${QUOTED}$`);
const CONTAINS = new RegExp(`^(contains|starts-with)\\(\\s*@([\\w-]+)\\s*,\\s*${QUOTED}\\s*\\)$`);
const HAS_CLASS = new RegExp(
  `^contains\\(\\s*concat\\(\\s*['"] ['"]\\s*,\\s*(?:normalize-space\\(\\s*)?@class\\s*\\)?\\s*,\\s*['"] ['"]\\s*\\)\\s*,\\s*${QUOTED}\\s*\\)$`,
);

function testToCss(test: string): string[] | undefined {
  const wrapped = test.startsWith('(') && closing(test) === test.length - 1;
  if (wrapped) return conditionToCss(test.slice(1, -1));
  const negated = /^not\s*\((.*)\)$/s.exec(test)?.[1];
  if (negated !== undefined) {
    const inner = conditionToCss(negated);
    return inner && [inner.map((selector) => `:not(${selector})`).join('')];
  }
  if (/^@[\w-]+$/.test(test)) return [`[${test.slice(1)}]`];
  const equals = EQUALS.exec(test);
  if (equals) return [`[${equals[1]}=${quote(equals[2] ?? equals[3])}]`];
  const contains = CONTAINS.exec(test);
  if (contains) {
    const sign = contains[1] === 'contains' ? '*=' : '^=';
    return [`[${contains[2]}${sign}${quote(contains[3] ?? contains[4])}]`];
  }
  const ofClass = HAS_CLASS.exec(test);
  if (ofClass) return [`[class~=${quote((ofClass[1] ?? ofClass[2] ?? '').trim())}]`];
  // A path that must exist below.
  if (!/^\.{0,1}\/{0,2}[a-zA-Z*]/.test(test)) return undefined;
  const deep = test.startsWith('.//') || test.startsWith('//');
  const below = pathToCss(test.replace(/^\.?\/{0,2}/, '//'));
  return below?.map((selector) => `:has(${deep ? '' : '> '}${selector})`);
}

function quote(text = ''): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/** Index of the bracket that closes the one at the start; -1 when none does. */
function closing(text: string): number {
  let depth = 0;
  let quoted = '';
  for (const [index, char] of [...text].entries()) {
    if (quoted) quoted = char === quoted ? '' : quoted;
    else if (char === '"' || char === "'") quoted = char;
    else if ('[('.includes(char)) depth += 1;
    else if ('])'.includes(char)) {
      depth -= 1;
      if (depth === 0) return index;
    }
  }
  return -1;
}

/** Splits where the separator stands outside of quotes and brackets. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = '';
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const char = text[index] as string;
    if (quoted) quoted = char === quoted ? '' : quoted;
    else if (char === '"' || char === "'") quoted = char;
    else if ('[('.includes(char)) depth += 1;
    else if ('])'.includes(char)) depth -= 1;
    else if (depth === 0 && text.startsWith(separator, index)) {
      parts.push(text.slice(start, index));
      start = index + separator.length;
      index = start - 1;
    }
  }
  return [...parts, text.slice(start)];
}
