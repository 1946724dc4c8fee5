/** The sections of the page, each of one thing that a reader may want to know; `undefined` when there is nothing to tell. */
import type { Element } from 'hast';
import { h } from 'hastscript';
import { bars, gauge, share } from './charts.ts';
import { amount, duration, link, number, section, table } from './parts.ts';
import type { NightReport, Problem } from './report.ts';

export function problems({ problems: all, archive }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const sum = (archive.partial ?? 0) + (archive.failed ?? 0) + (archive.dead ?? 0);
  const row = ({ item, url, output, state, code, message, hint, attempts }: Problem): Element =>
    h('tr', [
      h('td', [link(item, url), ...(output ? [h('div', { class: 'small' }, output)] : [])]),
      h('td', [
        STATES[state] ?? state,
        h('div', { class: 'small' }, attempts === 1 ? 'one attempt' : `${attempts} attempts`),
      ]),
      h('td', [
        ...[h('code', code), ' ', withoutName(message, item)],
        ...(hint ? [h('div', { class: 'hint' }, hint)] : []),
      ]),
    ]);
  return section('What failed, and what to do', [
    h(
      'p',
      { class: 'small' },
      `${sum > all.length ? `The latest ${all.length} of ${number(sum)}. ` : ''}Given up is taken up again with: klartext retry --failed`,
    ),
    table(['item', 'state', 'reason'], all.map(row)),
  ]);
}

/** The name stands beside it. */
function withoutName(message: string, item: string): string {
  return message.startsWith(`${item}: `) ? message.slice(item.length + 2) : message;
}

const STATES: Partial<Record<Problem['state'], string>> = {
  failed: 'tried again next night',
  partial: 'not whole; tried again next night',
  dead: 'given up',
};

export function troubles({ troubles: all }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ where, code, message, hint }) =>
    h('tr', [
      h('td', where),
      h('td', [h('code', code), ' ', message, ...(hint ? [h('div', { class: 'hint' }, hint)] : [])]),
    ]),
  );
  return section('Sources in trouble', [table(['where', 'what'], rows)]);
}

export function spending({ budgets }: NightReport): Element | undefined {
  if (budgets.length === 0) return undefined;
  const rows = budgets.map(({ provider, unit, night, month, perRun, perMonth, uncertain, refused }) => {
    const cell = (spent: number, cap: number | undefined) =>
      h('td', [
        `${amount(spent, unit)}${cap === undefined ? '' : ` of ${amount(cap, unit)}`}`,
        ...(cap === undefined ? [] : [gauge(spent, cap)]),
      ]);
    return h('tr', [
      h('td', provider),
      cell(night, perRun),
      cell(month, perMonth),
      h('td', number(uncertain)),
      h(
        'td',
        refused.texts > 0 ? `${number(refused.texts)} texts, ${number(refused.characters)} characters` : '-',
      ),
    ]);
  });
  return section('Spending', [
    table(['provider', 'this night', 'this month', 'characters of unknown end', 'not sent at the cap'], rows),
  ]);
}

export function lowest({ lowest: all }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ item, source, target, quality }) =>
    h('tr', [
      h('td', [h('div', { lang: 'de' }, source), h('div', { class: 'small' }, item)]),
      h('td', target),
      h('td', { class: 'number' }, quality.toFixed(2)),
    ]),
  );
  return section('Where the engine was least sure', [table(['German', 'English', 'score'], rows)]);
}

export function removed({ removed: all }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const max = Math.max(...all.map(({ count }) => count));
  const rows = all.map(({ rule, count, examples }) =>
    h('tr', [
      h('td', [h('code', rule), share(count, max)]),
      h('td', { class: 'number' }, number(count)),
      h(
        'td',
        examples.length === 0
          ? []
          : [
              h('details', [
                h('summary', examples[0]?.reason ?? ''),
                h(
                  'ul',
                  examples.map(({ text, item }) =>
                    h('li', [h('q', { lang: 'de' }, text), h('div', { class: 'small' }, item)]),
                  ),
                ),
              ]),
            ],
      ),
    ]),
  );
  return section('What was removed', [table(['rule', 'times', 'why, and examples'], rows)]);
}

export function hosts({ hosts: all }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const mean = ({ loadMs, items }: (typeof all)[number]) => loadMs / items;
  const max = Math.max(...all.map(mean));
  const rows = all.map((one) =>
    h('tr', [
      h('td', [one.host, share(mean(one), max)]),
      h('td', { class: 'number' }, number(one.items)),
      h('td', { class: 'number' }, duration(mean(one) / 1000)),
      h('td', { class: 'number' }, duration(one.slowestMs / 1000)),
      h('td', { class: 'number' }, `${number(Math.round(one.bytes / 1024))} KiB`),
      h('td', { class: 'number' }, number(one.failed)),
    ]),
  );
  return section('Slowest hosts', [table(['host', 'items', 'mean', 'slowest', 'read', 'failed'], rows)]);
}

export function course({ minutes, nights }: NightReport): Element {
  const perMinute = minutes.map((value, minute) => ({ label: `minute ${minute + 1}: ${value}`, value }));
  const perNight = nights.map(({ day, written, failed }) => ({
    label: `${day}: ${written} written, ${failed} failed`,
    value: written,
    bad: failed,
  }));
  return section('The course of things', [
    h('div', { class: 'plots' }, [
      h('figure', [
        bars(perMinute, 'Articles written in each minute'),
        h('figcaption', 'articles written in each minute of this night'),
      ]),
      h('figure', [
        bars(perNight, 'Articles written in each night'),
        h('figcaption', `written (and failed) in the last ${nights.length} nights`),
      ]),
    ]),
  ]);
}
