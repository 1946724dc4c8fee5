// @ts-check
/**
 * The Emscripten build of the Bergamot engine, driven directly. Plain JavaScript, because a worker thread starts
 * from it as it lies in src/ too, where nothing strips types from a thread's files.
 *
 * @import { CompiledEngine, EngineAnswer, EngineModel, EngineText } from './protocol.ts'
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { GEMM } from './gemm/gemm.mjs';

const require = createRequire(import.meta.url);
/** Node's types leave it out, and its browser types would bring the whole DOM in. */
const { WebAssembly } = /** @type {any} */ (globalThis);
const GLUE = '@browsermt/bergamot-translator/worker/bergamot-translator-worker.js';
const BINARY = '@browsermt/bergamot-translator/worker/bergamot-translator-worker.wasm';

/** The engine's matrix kernels are imports, for browsers with native ones. Its own serve but for those in gemm.c. */
const FALLBACKS = {
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

/** Alignment in memory that the engine demands, in bytes. */
const MODEL_ALIGNMENT = 256;
const OTHER_ALIGNMENT = 64;

/**
 * Greedy search. `mini-batch-words` 256 was twice as fast as 1024 with 20 to 40 paragraphs a call; it may not be
 * under max-length-break times max-length-factor. `alignment` is what carries tags over.
 */
const SETTINGS = {
  'beam-size': 1,
  normalize: '1.0',
  'word-penalty': 0,
  'cpu-threads': 0,
  alignment: 'soft',
  quiet: true,
  'quiet-translation': true,
  'ssplit-mode': 'sentence',
  'max-length-break': 128,
  'max-length-factor': '2.0',
  'mini-batch-words': 256,
  workspace: 128,
};

/**
 * The engine's code, compiled but not run; 5 MB, 0.05 s.
 *
 * @returns {Promise<CompiledEngine>}
 */
export function compileEngine() {
  return WebAssembly.compile(readFileSync(require.resolve(BINARY)));
}

/**
 * One instance with one model loaded (0.35 to 0.55 GB for Mozilla's models); never a second one in the same
 * thread, since the glue code keeps the newest instance's allocator in globals. Throws when the engine aborts; it
 * is then in an unknown state and its thread must be thrown away.
 *
 * @param {CompiledEngine} wasm
 * @param {EngineModel} model
 * @returns {Promise<{ translate(texts: readonly EngineText[]): EngineAnswer[], heapBytes(): number }>}
 */
export async function openEngine(wasm, model) {
  const module = await startRuntime(wasm);
  // More than one service in an instance throws.
  const service = new module.BlockingService({ cacheSize: 0 });
  const loaded = loadModel(module, model);
  const scored = model.scored ?? false;
  return {
    translate: (texts) => translate(module, service, loaded, texts, scored),
    heapBytes: () => module.memory?.buffer.byteLength ?? 0,
  };
}

/**
 * @param {CompiledEngine} wasm
 * @returns {Promise<any>} Emscripten's module object
 */
function startRuntime(wasm) {
  return new Promise((resolve, reject) => {
    /** @type {any} */
    const module = {
      print: () => undefined,
      printErr: () => undefined,
      onAbort: (/** @type {unknown} */ what) => reject(new Error(`the engine aborted: ${what}`)),
      onRuntimeInitialized: () => resolve(module),
      instantiateWasm(/** @type {any} */ imports, /** @type {Function} */ accept) {
        const fallbacks = Object.entries(FALLBACKS).map(([name, own]) => [
          name,
          (/** @type {unknown[]} */ ...args) => module.asm[own](...args),
        ]);
        module.memory = imports.env.memory;
        const kernels = openKernels(module.memory, (bytes) => module._malloc(bytes));
        const wasm_gemm = { ...Object.fromEntries(fallbacks), ...kernels };
        const linked = { ...imports, wasm_gemm };
        WebAssembly.instantiate(wasm, linked).then(accept, reject);
        return {};
      },
    };
    // A function, not a script, so that its variables stay its own. Its exports still become globals of the thread.
    const file = require.resolve(GLUE);
    compileFunction(readFileSync(file, 'utf8'), ['Module'], { filename: file })(module);
  });
}

/**
 * The functions of gemm.c on a memory.
 *
 * @param {any} memory a `WebAssembly.Memory`
 * @param {(bytes: number) => number} allocate asked once, when first needed; 0 where there is no room
 * @returns {Record<string, Function>}
 */
export function openKernels(memory, allocate) {
  const code = new WebAssembly.Module(Buffer.from(GEMM, 'base64'));
  let place = 0;
  const scratch = () => (place ||= allocate(kernels.scratch_bytes()));
  const kernels = new WebAssembly.Instance(code, { env: { memory, scratch } }).exports;
  return kernels;
}

/**
 * @param {any} module
 * @param {EngineModel} model
 */
function loadModel(module, model) {
  const settings = {
    ...SETTINGS,
    'gemm-precision': model.precision,
    'skip-cost': !model.scored,
    ...model.settings,
  };
  const yaml = Object.entries(settings).map(([key, value]) => `${key}: ${value}\n`);
  const vocabularies = new module.AlignedMemoryList();
  for (const file of model.vocabularies) vocabularies.push_back(toMemory(module, file, OTHER_ALIGNMENT));
  return new module.TranslationModel(
    yaml.join(''),
    toMemory(module, model.model, MODEL_ALIGNMENT),
    toMemory(module, model.shortlist, OTHER_ALIGNMENT),
    vocabularies,
    null,
  );
}

/**
 * @param {any} module
 * @param {string | undefined} file
 * @param {number} alignment
 */
function toMemory(module, file, alignment) {
  const bytes = file === undefined ? new Uint8Array() : readFileSync(file);
  const memory = new module.AlignedMemory(bytes.byteLength, alignment);
  // The view is fetched after the allocation, which may have moved the heap.
  if (bytes.byteLength > 0) memory.getByteArrayView().set(bytes);
  return memory;
}

/**
 * @param {any} module
 * @param {any} service
 * @param {any} loaded
 * @param {readonly EngineText[]} texts
 * @param {boolean} scored
 * @returns {EngineAnswer[]}
 */
function translate(module, service, loaded, texts, scored) {
  const input = new module.VectorString();
  const options = new module.VectorResponseOptions();
  for (const { text, html } of texts) {
    input.push_back(text);
    options.push_back({ qualityScores: scored, alignment: false, html });
  }
  const responses = service.translate(loaded, input, options);
  const answers = texts.map((_, index) => {
    const response = responses.get(index);
    const text = response.getTranslatedText();
    response.delete();
    return { text };
  });
  for (const object of [input, options, responses]) object.delete();
  return answers;
}
