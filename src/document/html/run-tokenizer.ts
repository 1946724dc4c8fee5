/** parse5's tokenizer, which goes letter by letter, made to take what is mere text in one step. */
import { InsertionMode, type Parser, Tokenizer, type TreeAdapterTypeMap } from 'parse5';

/** Up to what the tokenizer must see for itself: ends, references, what it replaces, pairs of code units. */
const TEXT = /[^<&\0\r\ud800-\udfff]*/y;
const VALUE = /[^"&\0\r\ud800-\udfff]*/y;

/** For input that is written as one chunk, without locations. What it tells the parser is the same. */
export class RunTokenizer<Tree extends TreeAdapterTypeMap> extends Tokenizer {
  readonly #parser: Parser<Tree>;

  constructor(parser: Parser<Tree>) {
    super({}, parser);
    this.#parser = parser;
  }

  /** Only in a body are white space and letters alike to the parser. */
  protected override _stateData(codePoint: number): void {
    super._stateData(codePoint);
    const isLetter = codePoint > 32 && codePoint < 0xd800 && codePoint !== 38 && codePoint !== 60;
    if (isLetter && this.#parser.insertionMode === InsertionMode.IN_BODY) this.#take(TEXT);
  }

  protected override _stateAttributeValueDoubleQuoted(codePoint: number): void {
    super._stateAttributeValueDoubleQuoted(codePoint);
    if (codePoint > 38 && codePoint < 0xd800) this.#take(VALUE);
  }

  /** The letter before was taken for what the run is part of. */
  #take(run: RegExp): void {
    run.lastIndex = this.preprocessor.pos + 1;
    run.test(this.preprocessor.html);
    this.runEnd = run.lastIndex;
    this.preprocessor.pos = run.lastIndex - 1;
  }
}
