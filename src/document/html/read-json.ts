/** JSON as pages carry it; `mend` makes some of what is none as it stands. Undefined where that is none either. */
export function readJson(text: string, mend?: (text: string) => string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return mend ? readJson(mend(text)) : undefined;
  }
}
