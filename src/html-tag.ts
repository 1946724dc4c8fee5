/** A tag of HTML, an end tag or a declaration; in the quotes of an attribute a `>` may stand. */
export const HTML_TAG = /<[!?/a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
