/** JSON as strangers write it: ids of more digits than a number holds keep them. */

/** More digits than a double is sure to keep, its point among them. */
const LONG = /[\d.]{16}/;

/** As `JSON.parse`, but a number that would come out as another one is its text, as one id would else become another's. */
export function parseJson(text: string): unknown {
  return JSON.parse(keepLongNumbers(text));
}

/** The same JSON, with such numbers in quotation marks. */
export function keepLongNumbers(json: string): string {
  if (!LONG.test(json)) return json;
  let isText = false;
  // A pattern for a whole string would run out of stack on a long one.
  return json.replace(/\\.|"|-?\d[\d.eE+-]*/gs, (token) => {
    if (token === '"') isText = !isText;
    return isText || !LONG.test(token) || String(Number(token)) === token ? token : JSON.stringify(token);
  });
}
