/** Options and arguments that several commands share. */
import { InvalidArgumentError, Option } from 'commander';

export function pipelineOption(): Option {
  return new Option('-p, --pipeline <name>', 'name of a pipeline or path of a pipeline file').default(
    'german-tech',
  );
}

export function providerOption(): Option {
  return new Option('--provider <id>', "translate with this instead of the pipeline's provider");
}

export function modelOption(): Option {
  return new Option('--model <name>', 'model of the local engine (klartext models list)');
}

export function memoryOption(): Option {
  return new Option('--no-memory', 'neither use nor fill the translation memory');
}

export function concurrencyOption(): Option {
  return new Option(
    '-c, --concurrency <n>',
    "documents in work at a time (default: the pipeline's)",
  ).argParser((text) => {
    const number = Number(text);
    if (!Number.isInteger(number) || number < 1 || number > 64)
      throw new InvalidArgumentError('expected a whole number from 1 to 64.');
    return number;
  });
}

/**
 * Digits and nothing else: an empty text, as of a shell variable that is not set, would be 0 days and forget all. More
 * of them would be a day, or a timer, that no clock has.
 */
export function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('expected a whole number up to 999999.');
  return Number(text);
}
