/** The command line in a process that kills itself at one step of paid work: `KLARTEXT_KILL` is `before Ledger.reserve 3`. */
import { Ledger } from '../../src/store/ledger.ts';
import { Memory } from '../../src/store/memory.ts';

const [when, where = '', count] = (process.env.KLARTEXT_KILL ?? '').split(' ');
const [owner, name = ''] = where.split('.');
const steps = (owner === 'Ledger' ? Ledger : Memory).prototype as unknown as Record<
  string,
  (...values: unknown[]) => unknown
>;
const step = steps[name];
if (!step) throw new Error(`there is no step ${where}`);
let calls = 0;
const die = (): void => {
  if (calls === Number(count)) process.kill(process.pid, 'SIGKILL');
};
steps[name] = function (...values) {
  calls += 1;
  if (when === 'before') die();
  const result = step.apply(this, values);
  if (when === 'after') die();
  return result;
};
await import('./cli-child.ts');
