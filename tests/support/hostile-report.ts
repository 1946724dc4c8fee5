/** A report in which every text tries to be more than text. */
import { Tally } from '../../src/run/nightly/tally.ts';
import type { NightReport } from '../../src/run/report/report.ts';

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

export function hostileReport(more: Partial<NightReport> = {}): NightReport {
  const { figures } = new Tally();
  return {
    ...{ version: 1, run: 7, day: '2026-11-23', pipeline: 'nightly', provider: 'fake (fake-1)' },
    ...{ startedAt: '2026-11-23T02:00:00.000Z', endedAt: '2026-11-23T02:10:00.000Z', seconds: 600 },
    ...{ outcome: 'finished', isLate: false, died: { runs: 0, items: 0 }, repairs: [], notices: [] },
    figures: {
      ...figures,
      written: 3,
      failed: 1,
      words: 1200,
      segments: { translated: 9 },
      removed: { [EVIL]: 2 },
    },
    archive: { done: 40, dead: 1 },
    removed: [{ rule: EVIL, count: 2, examples: [{ item: EVIL, reason: EVIL, text: EVIL }] }],
    lowest: [{ item: EVIL, source: EVIL, target: EVIL, quality: -1.5 }],
    budgets: [
      {
        provider: EVIL,
        unit: 'EUR',
        night: 0.5,
        month: 3,
        perMonth: 4,
        uncertain: 0,
        refused: { texts: 0, characters: 0 },
      },
    ],
    hosts: [{ host: 'example.org', items: 3, loadMs: 900, slowestMs: 500, bytes: 3000, failed: 1 }],
    troubles: [{ where: EVIL, code: 'SOURCE', message: EVIL, hint: EVIL }],
    problems: [
      {
        item: EVIL,
        url: `javascript:${EVIL}`,
        output: null,
        state: 'dead',
        code: 'X',
        message: EVIL,
        hint: 'Do this.',
        attempts: 5,
      },
      {
        item: 'https://example.org/a',
        url: 'https://example.org/a',
        output: null,
        state: 'failed',
        code: 'X',
        message: 'y',
        attempts: 1,
      },
    ],
    minutes: [1, 2],
    nights: [{ run: 7, day: '2026-11-23', written: 3, failed: 1, words: 1200 }],
    ...more,
  } as NightReport;
}
