/** What the pool and its workers say to each other, and what an engine is told about a model. */

/** Files of a model on disk, absolute paths, and how the engine is to run them. */
export interface EngineModel {
  model: string;
  /** One file for both sides, or the source's and the target's. */
  vocabularies: readonly string[];
  shortlist?: string;
  /** How matrices are multiplied: `int8shiftAlphaAll` for quantised models with alphas, `float32` for float ones. */
  precision: 'float32' | 'int8shiftAll' | 'int8shiftAlphaAll';
  /** Score every token, so that answers carry a quality; costs the softmax over the vocabulary. Default false. */
  scored?: boolean;
  /** Further settings of the engine, over ours: `workspace`, `mini-batch-words` … */
  settings?: Readonly<Record<string, string | number | boolean>>;
}

/** One paragraph for the engine: one sentence a line. */
export interface EngineText {
  text: string;
  /** Whether `text` is strict HTML, whose tags are carried over; else it is taken literally. */
  html: boolean;
}

export interface EngineAnswer {
  /** One line a sentence; HTML where the text was HTML. */
  text: string;
}

/** A `WebAssembly.Module`, which Node's types do not name. */
export type CompiledEngine = object;

/** What a worker is started with. */
export interface WorkerStart {
  /** Compiled once, shared by all workers. */
  wasm: CompiledEngine;
  model: EngineModel;
}

/** A batch to translate; a worker has at most one at a time. */
export interface WorkerRequest {
  texts: readonly EngineText[];
}

/** `ready` once after loading; then one answer a request. `failed` leaves the worker unusable. */
export type WorkerReply =
  | { type: 'ready' }
  | { type: 'answer'; answers: EngineAnswer[]; heapBytes: number }
  | { type: 'failed'; message: string };
