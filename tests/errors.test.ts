import { expect, test } from 'vitest';
import { ERROR_REACH, KlartextError } from '../src/errors.ts';
import { openRun, type RunSettings } from '../src/run/open.ts';

test('every code carries its reach, cause and hint', () => {
  for (const [code, reach] of Object.entries(ERROR_REACH)) {
    const cause = new Error('socket hang up');
    const error = new KlartextError(code as keyof typeof ERROR_REACH, 'expected A, got B', {
      cause,
      hint: 'Do C.',
    });
    expect(error).toMatchObject({ code, reach, hint: 'Do C.', cause, message: 'expected A, got B' });
  }
});

test('settings without a pipeline are one clear error, as whoever writes JavaScript may give them', async () => {
  await expect(openRun({} as RunSettings)).rejects.toMatchObject({ code: 'USAGE' });
});
