/*
 * The two functions that the engine spends most of its time in, for WebAssembly with 128-bit SIMD: quantising
 * activations and multiplying them with 8-bit weights. `npm run gemm` compiles them into gemm.mjs.
 *
 * The engine's own fallback adds pairs of products in 16 bits, where they saturate, and spends ten instructions on 16
 * products. Here they are widened first, weights once for all rows: exact sums, and less than half of the instructions.
 * Shapes and the layout of prepared weights are those of intgemm, which the engine is built with.
 */
#include <wasm_simd128.h>

typedef unsigned int u32;
typedef unsigned char u8;
typedef signed char i8;
typedef short i16;

/* Zero stands at 127, so that activations are unsigned. */
#define ZERO 127
/* Rows up to which to widen the weights once takes as long as to do it for each. */
#define FEW_ROWS 4
/* Inputs for which the scratch has room. */
#define MAX_WIDTH 4096

/* Memory of the engine that is ours: widened weights of four columns. */
extern __attribute__((import_module("env"), import_name("scratch"))) i16 *scratch(void);

__attribute__((export_name("scratch_bytes"))) u32 scratch_bytes(void) { return 4 * MAX_WIDTH * sizeof(i16); }

static inline v128_t quantised(const float *from, v128_t scale) {
  return wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(wasm_f32x4_mul(wasm_v128_load(from), scale)));
}

/* `size` floats, a multiple of 16, to bytes: round(x * scale), cut to -127..127, and 127 added. */
static void quantise(const float *from, float scale, u32 size, u8 *to) {
  const v128_t by = wasm_f32x4_splat(scale), least = wasm_i8x16_splat(-ZERO), zero = wasm_i8x16_splat(ZERO);
  for (u32 at = 0; at < size; at += 16) {
    const v128_t low = wasm_i16x8_narrow_i32x4(quantised(from + at, by), quantised(from + at + 4, by));
    const v128_t high = wasm_i16x8_narrow_i32x4(quantised(from + at + 8, by), quantised(from + at + 12, by));
    const v128_t bytes = wasm_i8x16_max(wasm_i8x16_narrow_i16x8(low, high), least);
    wasm_v128_store(to + at, wasm_i8x16_add(bytes, zero));
  }
}

/* The sums of four vectors, side by side. */
static inline v128_t sums(const v128_t s[4]) {
  const v128_t ab = wasm_i32x4_add(wasm_i32x4_shuffle(s[0], s[1], 0, 4, 1, 5), wasm_i32x4_shuffle(s[0], s[1], 2, 6, 3, 7));
  const v128_t cd = wasm_i32x4_add(wasm_i32x4_shuffle(s[2], s[3], 0, 4, 1, 5), wasm_i32x4_shuffle(s[2], s[3], 2, 6, 3, 7));
  return wasm_i32x4_add(wasm_i32x4_shuffle(ab, cd, 0, 1, 4, 5), wasm_i32x4_shuffle(ab, cd, 2, 3, 6, 7));
}

/* Four columns, of each eight weights, of each the next eight and so on, to 16 bits. */
static void widen(const i8 *b, u32 width, i16 *to) {
  for (u32 k = 0; k < width; k += 16, b += 8 * 16)
    for (u32 half = 0; half < 16; half += 8)
      for (u32 col = 0; col < 4; col++, to += 8) wasm_v128_store(to, wasm_i16x8_load8x8(b + 16 * col + half));
}

/*
 * Eight weights of a column, from the widened ones where there are any. Else from where they lie: in groups of eight
 * columns, and there in blocks of 16 inputs: 16 weights of the first column, 16 of the second and so on.
 */
static inline v128_t weights_at(const i8 *b, const i16 *wide, u32 k, u32 col) {
  if (wide) return wasm_v128_load(wide + 4 * k + 8 * col);
  return wasm_i16x8_load8x8(b + 8 * (k & ~15u) + 16 * col + (k & 8u));
}

/* `rows` (1 or 2) rows of activations with four columns of weights. */
static inline __attribute__((always_inline)) void multiply_block(const u8 *a, const i8 *b, const i16 *wide, u32 rows,
                                                                 u32 width, u32 cols, v128_t factor, v128_t bias,
                                                                 float *out) {
  v128_t sum[2][4];
  for (u32 row = 0; row < rows; row++)
    for (u32 col = 0; col < 4; col++) sum[row][col] = wasm_i32x4_const_splat(0);
  /* Unrolled, it needs more registers than there are. */
#pragma clang loop unroll(disable)
  for (u32 k = 0; k < width; k += 8) {
    v128_t inputs[2];
    for (u32 row = 0; row < rows; row++) inputs[row] = wasm_u16x8_load8x8(a + row * width + k);
    for (u32 col = 0; col < 4; col++) {
      const v128_t weights = weights_at(b, wide, k, col);
      for (u32 row = 0; row < rows; row++)
        sum[row][col] = wasm_i32x4_add(sum[row][col], wasm_i32x4_dot_i16x8(inputs[row], weights));
    }
  }
  for (u32 row = 0; row < rows; row++)
    wasm_v128_store(out + row * cols,
                    wasm_f32x4_add(wasm_f32x4_mul(wasm_f32x4_convert_i32x4(sums(sum[row])), factor), bias));
}

static inline __attribute__((always_inline)) void multiply_rows(const u8 *a, const i8 *b, const i16 *wide, u32 rows,
                                                                u32 width, u32 cols, v128_t factor, v128_t bias,
                                                                float *out) {
  u32 row = 0;
  for (; row + 2 <= rows; row += 2)
    multiply_block(a + row * width, b, wide, 2, width, cols, factor, bias, out + row * cols);
  if (row < rows) multiply_block(a + row * width, b, wide, 1, width, cols, factor, bias, out + row * cols);
}

__attribute__((export_name("int8_prepare_a"))) void prepare_a(const float *from, float scale, float zero_point, u32 rows,
                                                              u32 width, u8 *to) {
  quantise(from, scale, rows * width, to);
}

__attribute__((export_name("int8_multiply_and_add_bias"))) void multiply_and_add_bias(
    const u8 *a, float scale_a, float zero_a, const i8 *b, float scale_b, float zero_b, const float *bias,
    float unquantise, u32 rows, u32 width, u32 cols, float *out) {
  const v128_t factor = wasm_f32x4_splat(unquantise / (scale_a * scale_b));
  i16 *wide = rows > FEW_ROWS && width <= MAX_WIDTH ? scratch() : 0;
  for (u32 col = 0; col < cols; col += 4) {
    const i8 *group = b + (col & ~7u) * width + (col & 4u) * 16;
    const v128_t add = wasm_v128_load(bias + col);
    if (wide) {
      widen(group, width, wide);
      multiply_rows(a, group, wide, rows, width, cols, factor, add, out + col);
    } else {
      multiply_rows(a, group, 0, rows, width, cols, factor, add, out + col);
    }
  }
}
