import type { Check } from './check.ts';

/** `{name}`, `{{ name }}`, `${name}`, `%s`, `%1$d`, `%(name)s`, `[[name]]`, `__NAME__`. */
const PLACEHOLDER =
  /\{\{?\s?[\w.$-]{1,40}\s?\}\}?|\$\{[^{}\s]{1,40}\}|(?<!\d\s?)%(?:\d{1,2}\$)?[sdifux@](?![\p{L}\d])|%\(\w{1,40}\)[sd]|\[\[[^[\]]{1,40}\]\]|\b__\w{1,40}?__\b/gu;

/** Each as often as in the source. */
export const placeholders: Check = {
  reason: 'placeholders',
  description: 'A placeholder such as {name} or %s was lost, changed or made up.',
  severity: 'fail',
  fails({ source, target }) {
    if (!/[{%[_]/u.test(source) && !/[{%[_]/u.test(target)) return false;
    return found(source) !== found(target);
  },
};

function found(text: string): string {
  return (text.match(PLACEHOLDER) ?? []).sort().join(' ');
}
