/** XML in whatever character set it says, as text, a chunk at a time. */
import { KlartextError } from '../errors.ts';
import { charsetInXml } from './decode.ts';

/**
 * Goes by the mark, then by the zeros of UTF-16, then by the XML declaration; else it is UTF-8. Rejects with
 * INPUT_UNSUPPORTED at bytes that are none of it: what they meant would be lost without a word.
 */
export async function* decodeXml(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      return decoder?.decode(chunk, { stream: chunk !== undefined }) ?? '';
    } catch (cause) {
      const message = `expected text in ${decoder?.encoding}, got bytes that are none.`;
      const hint = 'Save it as UTF-8, or name its character set in its first line (encoding="…").';
      throw new KlartextError('INPUT_UNSUPPORTED', message, { cause, hint });
    }
  };
  for await (const chunk of bytes) {
    decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
    yield decode(chunk);
  }
  yield decode();
}

function encodingOf(chunk: Uint8Array): string {
  const [first, second] = chunk;
  if ((first === 0xff && second === 0xfe) || second === 0) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || first === 0) return 'utf-16be';
  const declared = charsetInXml(chunk);
  // Tools that save a file anew leave its first line as it was.
  return declared === undefined || declared.startsWith('utf-16') ? 'utf-8' : declared;
}
