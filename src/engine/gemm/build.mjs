// @ts-check
/** Compiles gemm.c into gemm.mjs: `npm run gemm`, with clang and lld (Debian: `apt-get install clang lld`). */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const OPTIONS = ['--target=wasm32', '-O3', '-msimd128', '-nostdlib', '-Wall', '-Werror'];
/** The engine's memory, and nothing of our own in it. */
const LINKER = ['--no-entry', '--import-memory', '--strip-all'].map((option) => `-Wl,${option}`);

const folder = mkdtempSync(path.join(tmpdir(), 'klartext-gemm-'));
try {
  const binary = path.join(folder, 'gemm.wasm');
  execFileSync('clang', [...OPTIONS, ...LINKER, '-o', binary, path.join(import.meta.dirname, 'gemm.c')]);
  const base64 = readFileSync(binary).toString('base64');
  const lines = base64.match(/.{1,100}/gu)?.map((line) => `  '${line}'`) ?? [];
  const text = `// Made from gemm.c by \`npm run gemm\`.\nexport const GEMM = [\n${lines.join(',\n')},\n].join('');\n`;
  writeFileSync(path.join(import.meta.dirname, 'gemm.mjs'), text);
} finally {
  rmSync(folder, { recursive: true });
}
