/** Many items in, many lines out: in input order, streaming, constant memory whatever the length of the dump. */

/**
 * Maps a stream with up to `concurrency` items in work, yielding results in input order. A rejection of `work`
 * ends the stream with it.
 */
export async function* mapOrdered<In, Out>(
  items: AsyncIterable<In>,
  concurrency: number,
  work: (item: In) => Promise<Out>,
): AsyncGenerator<Out> {
  const running: Promise<Out>[] = [];
  for await (const item of items) {
    const task = work(item);
    task.catch(() => undefined); // Handled where it is awaited below; not an unhandled rejection meanwhile.
    running.push(task);
    if (running.length >= concurrency) yield await (running.shift() as Promise<Out>);
  }
  for (const task of running) yield await task;
}

/**
 * One value as a line of JSON. Characters that some readers take for line ends (U+0085, U+2028, U+2029, vertical
 * tab and the like are legal within JSON strings, and Python's `splitlines` cuts there) are escaped.
 */
export function toJsonLine(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `${JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, escaped)}\n`;
}
