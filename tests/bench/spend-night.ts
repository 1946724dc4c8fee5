/** A night of the built command line, and what it took. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sentences } from '../support/articles.ts';

const MAIN = path.resolve(import.meta.dirname, '../../dist/bin/main.js');

export interface Cost {
  wallMs: number;
  /** Processor time of all threads. */
  cpuMs: number;
}

/** Over the pages in a new folder, with a memory that has seen nothing, `memory.db` there. */
export function spendNight(cwd: string, pipeline: string, pages: readonly string[]): Cost {
  mkdirSync(path.join(cwd, 'in'), { recursive: true });
  for (const [n, page] of pages.entries()) writeFileSync(path.join(cwd, `in/${n}.html`), page);
  // The shipped model, and no better one that somebody has.
  const places = { KLARTEXT_MEMORY: path.join(cwd, 'memory.db'), KLARTEXT_MODELS: path.join(cwd, 'models') };
  const [startedAt, cpuBefore] = [performance.now(), cpuOfChildren()];
  const argv = [MAIN, 'nightly', pipeline, 'in', '-q'];
  const { status, stderr } = spawnSync(process.execPath, argv, {
    cwd,
    env: { ...process.env, ...places },
    encoding: 'utf8',
  });
  const cost = { wallMs: performance.now() - startedAt, cpuMs: cpuOfChildren() - cpuBefore };
  // Some documents may end as partial.
  if (status !== 0 && status !== 1) throw new Error(`nightly: exit ${status}: ${stderr}`);
  return cost;
}

/** Of all processes that were started and have ended; the kernel counts hundredths of a second. */
function cpuOfChildren(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[13]) + Number(fields[14])) * 10;
}

/** A page of `paragraphs` paragraphs of three sentences, another one for each number. */
export function page(n: number, paragraphs: number): string {
  const body = Array.from(
    { length: paragraphs },
    (_, part) => `<p>${sentences(n * paragraphs + part, 3)}</p>`,
  );
  const title = sentences(n * paragraphs, 1);
  return `<html lang="de"><title>${title}</title><article><h1>${title}</h1>${body.join('\n')}</article></html>`;
}
