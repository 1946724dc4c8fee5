// Translates lines by the engine itself: engine-translate.mjs MODEL.bin VOCAB.spm [--shortlist lex.bin]
//   [--precision int8shiftAlphaAll | float32] [--beam 1] [--html] < lines > lines
//
// For evaluation of a fresh model only; the product's engine is in src/engine. One thread, one line one
// sentence. Words per second go to standard error.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { runInThisContext } from 'node:vm'

const require = createRequire(import.meta.url)
const folder = dirname(require.resolve('@browsermt/bergamot-translator/worker/bergamot-translator-worker.js'))
const LINES_A_CALL = 40

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    shortlist: { type: 'string' },
    precision: { type: 'string', default: 'int8shiftAlphaAll' },
    beam: { type: 'string', default: '1' },
    html: { type: 'boolean', default: false },
  },
})
const [modelFile, vocabularyFile] = positionals

const KERNELS = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
}

/** Starts the Emscripten module, its matrix kernels bound to the portable ones inside it. */
function startModule() {
  return new Promise((resolve, reject) => {
    const module = {
      print: () => {},
      printErr: () => {},
      onAbort: (reason) => reject(new Error(`the engine aborted: ${reason}`)),
      onRuntimeInitialized: () => resolve(module),
      instantiateWasm(imports, accept) {
        const kernels = Object.entries(KERNELS).map(([name, inside]) => [name, (...a) => module.asm[inside](...a)])
        const bytes = readFileSync(join(folder, 'bergamot-translator-worker.wasm'))
        WebAssembly.instantiate(bytes, { ...imports, wasm_gemm: Object.fromEntries(kernels) }).then(
          ({ instance }) => accept(instance),
          reject,
        )
        return {}
      },
    }
    const script = join(folder, 'bergamot-translator-worker.js')
    Object.assign(globalThis, { Module: module, require, __dirname: folder, __filename: script })
    runInThisContext(readFileSync(script, 'utf8'), { filename: script })
  })
}

const module = await startModule()

function aligned(file, alignment) {
  const bytes = file ? readFileSync(file) : Buffer.alloc(0)
  const memory = new module.AlignedMemory(bytes.byteLength, alignment)
  if (bytes.byteLength > 0) memory.getByteArrayView().set(bytes)
  return memory
}

const config = {
  'beam-size': values.beam,
  normalize: '1.0',
  'word-penalty': 0,
  'cpu-threads': 0,
  'gemm-precision': values.precision,
  'skip-cost': values.beam === '1',
  alignment: 'soft',
  quiet: true,
  'quiet-translation': true,
  'ssplit-mode': 'sentence',
  'max-length-break': 128,
  'mini-batch-words': 256,
  workspace: 128,
  'max-length-factor': '2.0',
}
const service = new module.BlockingService({ cacheSize: 0 })
const vocabularies = new module.AlignedMemoryList()
vocabularies.push_back(aligned(vocabularyFile, 64))
const yaml = Object.entries(config).map(([key, value]) => `${key}: ${value}\n`)
const model = new module.TranslationModel(
  yaml.join(''),
  aligned(modelFile, 256),
  aligned(values.shortlist, 64),
  vocabularies,
  null,
)

function translate(lines) {
  const input = new module.VectorString()
  const options = new module.VectorResponseOptions()
  for (const line of lines) {
    input.push_back(line)
    options.push_back({ qualityScores: false, alignment: false, html: values.html })
  }
  const output = service.translate(model, input, options)
  const texts = lines.map((_, i) => {
    const response = output.get(i)
    const text = response.getTranslatedText()
    response.delete()
    return text
  })
  for (const part of [input, options, output]) part.delete()
  return texts
}

const lines = readFileSync(0, 'utf8').replace(/\n$/, '').split('\n')
const start = performance.now()
for (let i = 0; i < lines.length; i += LINES_A_CALL) {
  const texts = translate(lines.slice(i, i + LINES_A_CALL))
  process.stdout.write(texts.map((text) => `${text.replaceAll('\n', ' ')}\n`).join(''))
}
const words = lines.reduce((sum, line) => sum + line.split(/\s+/).length, 0)
process.stderr.write(`${((1000 * words) / (performance.now() - start)).toFixed(0)} source words/s\n`)
