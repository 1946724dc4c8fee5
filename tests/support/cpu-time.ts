/** Time of the processor, not the clock: other work on the machine must not fail a test. */

/** Twice what a common machine may take for what is tested; what is not bounded takes minutes. */
const ENOUGH_SECONDS = 2 * 2;
/** A machine on which threads share a core takes longer for everything: as many times what harmless work takes there. */
const TIMES_HARMLESS = 4;

async function cpuSeconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** What was measured, where `work` takes too long; undefined where it is bounded. `harmless` is only done to compare. */
export async function isSlow(work: () => unknown, harmless: () => unknown): Promise<string | undefined> {
  const first = await cpuSeconds(work);
  if (first <= ENOUGH_SECONDS) return undefined;
  const usual = await cpuSeconds(harmless);
  // Once more, as it may have been the machine's moment.
  const seconds = Math.min(first, await cpuSeconds(work));
  if (seconds <= Math.max(ENOUGH_SECONDS, TIMES_HARMLESS * usual)) return undefined;
  return `${seconds.toFixed(1)} s of the processor, where harmless work takes ${usual.toFixed(1)} s`;
}
