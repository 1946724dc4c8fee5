/** The matrix kernels that the engine is given: the same numbers as in plain arithmetic. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { openKernels } from '../src/engine/wasm-engine.mjs';
import { createRandom } from './eval/random.ts';

const memory = new (
  globalThis as unknown as { WebAssembly: { Memory: new (size: object) => { buffer: ArrayBuffer } } }
).WebAssembly.Memory({ initial: 16 });
const PLACES = { a: 0, b: 1 << 16, bias: 1 << 18, out: 1 << 19, scratch: 3 << 18 };
const SCRATCH_BYTES = 2 ** 15;
const open = (allocate: (bytes: number) => number) =>
  openKernels(memory, allocate) as Record<string, (...args: number[]) => void>;

/** Where intgemm puts a weight: groups of eight columns, in them blocks of 16 inputs, column by column. */
const placeOf = (input: number, column: number, width: number): number =>
  (column - (column % 8)) * width + (input - (input % 16)) * 8 + (column % 8) * 16 + (input % 16);

const shape = fc.record({
  rows: fc.integer({ min: 1, max: 9 }),
  width: fc.constantFrom(64, 128, 192, 4096, 4160),
  columns: fc.constantFrom(8, 16, 40),
  seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
});

test.each([
  ['with', PLACES.scratch],
  ['without', 0],
])('the product of bytes is exact, at their ends too, %s room to widen weights', (_, place) => {
  const allocate = vi.fn(() => place);
  const kernels = open(allocate);
  fc.assert(
    fc.property(shape, ({ rows, width, columns, seed }) => {
      const random = createRandom(seed);
      // A third of them is the largest or smallest there is: where sums of two saturate 16 bits.
      const next = (): number => (random() < 1 / 3 ? Math.round(random()) : random());
      const a = new Uint8Array(memory.buffer, PLACES.a, rows * width).map(() => Math.round(next() * 254));
      const b = new Int8Array(memory.buffer, PLACES.b, width * columns).map(
        () => Math.round(next() * 254) - 127,
      );
      const bias = new Float32Array(memory.buffer, PLACES.bias, columns).map(() => next() - 0.5);
      new Uint8Array(memory.buffer, PLACES.a).set(a);
      new Int8Array(memory.buffer, PLACES.b).set(b);
      new Float32Array(memory.buffer, PLACES.bias).set(bias);
      kernels.int8_multiply_and_add_bias?.(
        ...[PLACES.a, 8, 0, PLACES.b, 16, 0, PLACES.bias, 2, rows, width, columns, PLACES.out],
      );
      const out = new Float32Array(memory.buffer, PLACES.out, rows * columns);
      const expected = out.map((_, index) => {
        const [row, column] = [Math.floor(index / columns), index % columns];
        let sum = 0;
        for (let k = 0; k < width; k++)
          sum += (a[row * width + k] as number) * (b[placeOf(k, column, width)] as number);
        return Math.fround(Math.fround(sum * (2 / (8 * 16))) + (bias[column] as number));
      });
      expect([...out]).toEqual([...expected]);
    }),
    { numRuns: 60 },
  );
  expect(allocate).toHaveBeenCalledWith(SCRATCH_BYTES);
  const beyond = new Uint8Array(memory.buffer, PLACES.scratch + SCRATCH_BYTES);
  expect(beyond.every((byte) => byte === 0)).toBe(true);
});

test('activations are rounded to even, cut at 127 and shifted', () => {
  const values = [0, 0.5, 1.5, -0.5, -1.5, 2.4, 126.4, 127.6, 5000, -127.4, -128, -9e12, 9e12, 1, -1, 63.5];
  new Float32Array(memory.buffer, PLACES.b).set(values.map((value) => value / 4));
  open(() => 0).int8_prepare_a?.(PLACES.b, 4, 0, 1, 16, PLACES.out);
  const quantised = [...new Uint8Array(memory.buffer, PLACES.out, 16)].map((byte) => byte - 127);
  expect(quantised).toEqual([0, 0, 2, 0, -2, 2, 126, 127, 127, -127, -127, -127, 127, 1, -1, 64]);
});
