/** How much room a batch takes beside its outputs. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { deskFiles } from './desk.ts';

export interface SizedPlaces {
  outFolder: string;
  memoryFile: string;
  spendingFile: string;
  indexFile: string;
  fetchedFolder: string;
}

/** In bytes, by what it is; what is not there is 0. The memory, the index and what was fetched may be shared by batches. */
export async function sizesOf(places: SizedPlaces): Promise<Record<string, number>> {
  const { journal, reports } = deskFiles(places.outFolder);
  return {
    journal: await sizeOfStore(journal),
    reports: await sizeOfFolder(reports),
    'translation memory': await sizeOfStore(places.memoryFile),
    'record of spending': await sizeOfStore(places.spendingFile),
    'index of articles': await sizeOfStore(places.indexFile),
    fetched: await sizeOfFolder(places.fetchedFolder),
  };
}

/** `journal 1.2 MB, fetched 340 MB`; what is not there is left out. */
export function renderSizes(sizes: Readonly<Record<string, number>>): string {
  const shown = Object.entries(sizes).filter(([, bytes]) => bytes > 0);
  return shown.map(([what, bytes]) => `${what} ${inMegabytes(bytes)}`).join(', ') || 'nothing yet';
}

export function inMegabytes(bytes: number): string {
  const megabytes = bytes / 1e6;
  return `${megabytes < 10 ? megabytes.toFixed(1) : Math.round(megabytes)} MB`;
}

/** With its write-ahead log. */
async function sizeOfStore(file: string): Promise<number> {
  const sizes = await Promise.all([file, `${file}-wal`].map(sizeOfFile));
  return sizes.reduce((sum, bytes) => sum + bytes, 0);
}

async function sizeOfFolder(folder: string): Promise<number> {
  let sum = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const one = path.join(folder, entry.name);
    sum += entry.isDirectory() ? await sizeOfFolder(one) : await sizeOfFile(one);
  }
  return sum;
}

async function sizeOfFile(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  );
}
