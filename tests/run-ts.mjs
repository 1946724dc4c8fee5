/** Runs a TypeScript file on a Node that strips no types: `node tests/run-ts.mjs tests/bench/engine.ts`. */
import path from 'node:path';
import { createViteServer } from 'vitest/node';

const server = await createViteServer({
  configFile: false,
  root: path.resolve(import.meta.dirname, '..'),
  logLevel: 'error',
  server: { middlewareMode: true, hmr: false, ws: false, watch: null },
});
try {
  await server.ssrLoadModule(path.resolve(process.argv[2] ?? ''));
} finally {
  await server.close();
}
