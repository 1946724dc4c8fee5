/** A guard against patterns whose matching time explodes: `(a+)+`, `(.*x)*`. */

interface Group {
  /** Whether an unbounded quantifier stands inside. */
  unbounded: boolean;
}

/** Length of the quantifier at `index` and whether it has no upper bound; 0 when there is none. */
function quantifierAt(pattern: string, index: number): { length: number; unbounded: boolean } {
  const match = /^(?:[*+]|\?|\{\d+(,?)(\d*)\})[?+]?/u.exec(pattern.slice(index));
  if (!match) return { length: 0, unbounded: false };
  const sign = match[0][0];
  const open = sign === '*' || sign === '+' || (sign === '{' && match[1] === ',' && match[2] === '');
  return { length: match[0].length, unbounded: open };
}

/** Index just behind the atom that starts at `index`: an escape, a class, or one character. */
function afterAtom(pattern: string, index: number): number {
  if (pattern[index] === '\\')
    return /^\\[pPu]\{/u.test(pattern.slice(index)) ? pattern.indexOf('}', index) + 1 : index + 2;
  if (pattern[index] !== '[') return index + 1;
  let end = index + 1;
  while (end < pattern.length && pattern[end] !== ']') end += pattern[end] === '\\' ? 2 : 1;
  return end + 1;
}

/** Whether an unbounded repetition holds another one. Assumes nothing of the pattern's validity. */
export function nestedQuantifier(pattern: string): boolean {
  const stack: Group[] = [{ unbounded: false }];
  let index = 0;
  while (index < pattern.length) {
    const top = stack.at(-1) ?? { unbounded: false };
    if (pattern[index] === '(') {
      stack.push({ unbounded: false });
      index += 1;
      if (pattern[index] === '?') index += 1;
      continue;
    }
    const closed = pattern[index] === ')' && stack.length > 1 ? stack.pop() : undefined;
    const holder = closed ? (stack.at(-1) ?? top) : top;
    const next = closed ? index + 1 : afterAtom(pattern, index);
    const quantifier = quantifierAt(pattern, next);
    if (quantifier.unbounded && closed?.unbounded) return true;
    if (quantifier.unbounded || closed?.unbounded) holder.unbounded = true;
    index = next + quantifier.length;
  }
  return false;
}
