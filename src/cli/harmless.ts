/** The one place where what is written to people loses what would steer their terminal. */
import { STEERING } from '../sources/item-key.ts';
import type { Io } from './io.ts';

/** Lines and columns of ours, and the colours that we use: bold, red, green, yellow, and their ends. */
const OURS = '[\\n\\t]|\u001b\\[(?:1|22|31|32|33|39)m';
const PART = new RegExp(`(${OURS})|${STEERING.source}`, 'gu');

type Stream = Io['stderr'];

/**
 * Names of files, titles and messages may be a stranger's words. Standard error is for people wherever it goes; standard
 * output is data unless it is a terminal. Progress bars need the stream itself, and print no such words.
 */
export function withHarmlessStreams(io: Io): Io {
  const stdout = io.stdout.isTTY ? harmless(io.stdout) : io.stdout;
  return { ...io, stdout, stderr: harmless(io.stderr), progress: io.stderr };
}

function harmless(stream: Stream): Stream {
  const write = (chunk: unknown, ...rest: []) =>
    stream.write(typeof chunk === 'string' ? withoutSteering(chunk) : (chunk as string), ...rest);
  return new Proxy(stream, {
    get(target, key) {
      if (key === 'write') return write;
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function withoutSteering(text: string): string {
  return text.replace(PART, (_, ours = ' ') => ours);
}
