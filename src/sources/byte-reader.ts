/** Takes lines and counted pieces out of a stream of bytes without holding more of it than is asked for. */

export class ByteReader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);
  #read = 0;

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#chunks = bytes[Symbol.asyncIterator]();
  }

  /** The next line without its end, or the begin of one that is longer than `most`; undefined at the end. */
  async line(most: number): Promise<string | undefined> {
    let end = this.#rest.indexOf(0x0a);
    while (end < 0) {
      if (this.#rest.length > most || !(await this.#more())) {
        if (this.#rest.length === 0) return undefined;
        end = this.#rest.length;
      } else end = this.#rest.indexOf(0x0a);
    }
    const line = this.#rest.subarray(0, end).toString('utf8').replace(/\r$/, '');
    this.#rest = this.#rest.subarray(end + 1);
    return line;
  }

  /** Fewer where the stream ends. */
  async take(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.#parts(length)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Answers how many there were: fewer where the stream ends. */
  async skip(length: number): Promise<number> {
    let skipped = 0;
    for await (const part of this.#parts(length)) skipped += part.length;
    return skipped;
  }

  /** Whatever is at hand, and what comes next where nothing is; undefined at the end. */
  async piece(): Promise<Buffer | undefined> {
    if (this.#rest.length === 0 && !(await this.#more())) return undefined;
    const piece = this.#rest;
    this.#rest = Buffer.alloc(0);
    return piece;
  }

  /** The end of the last piece, to be read again. */
  giveBack(bytes: Buffer): void {
    this.#rest = bytes;
  }

  /** Empty lines that stand next, so many at most: behind them nothing is asked for. Answers the byte that ends them early. */
  async skipEmptyLines(most: number): Promise<number | undefined> {
    for (let skipped = 0; skipped < most; ) {
      if (this.#rest.length === 0 && !(await this.#more())) return undefined;
      const [next] = this.#rest;
      if (next !== 0x0a && next !== 0x0d) return next;
      if (next === 0x0a) skipped += 1;
      this.#rest = this.#rest.subarray(1);
    }
    return undefined;
  }

  /** How many bytes were taken out of the stream. */
  get position(): number {
    return this.#read - this.#rest.length;
  }

  /** Lets go of the stream, however far it was read. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async *#parts(length: number): AsyncGenerator<Buffer> {
    for (let missing = length; missing > 0; ) {
      if (this.#rest.length === 0 && !(await this.#more())) return;
      const part = this.#rest.subarray(0, missing);
      this.#rest = this.#rest.subarray(part.length);
      missing -= part.length;
      yield part;
    }
  }

  async #more(): Promise<boolean> {
    const { value, done } = await this.#chunks.next();
    if (done) return false;
    this.#read += value.length;
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, value]) : Buffer.from(value);
    return true;
  }
}
