/** Whether a name that begins with an article may be none: `Das Register` at the start of a sentence. */
export function mayBeNoName(german: string, text: string, start: number): boolean {
  return (
    /^(?:Der|Die|Das)(?!\p{L})/u.test(german) &&
    /(?:^|[.!?:…])["„“”»«'\s]*$/u.test(text.slice(Math.max(0, start - 4), start))
  );
}
