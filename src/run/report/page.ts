/** The report as one page that stands alone: no script, no font, no image, nothing from elsewhere. */
import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { bars, gauge, share } from './charts.ts';
import type { NightReport, Problem } from './report.ts';
import { STYLE } from './style.ts';

/** Everything is built as a tree, so that no text of an article can become markup. */
export function reportPage(report: NightReport): string {
  const title = `Klartext: night of ${report.day}`;
  const root: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      h('html', { lang: 'en' }, [
        h('head', [
          h('meta', { charSet: 'utf-8' }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          // Should a way to markup ever be found, it still loads and runs nothing.
          h('meta', {
            httpEquiv: 'Content-Security-Policy',
            content: "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
          }),
          h('link', { rel: 'icon', href: 'data:,' }),
          h('title', title),
          h('style', STYLE),
        ]),
        h('body', [h('main', sections(report))]),
      ]),
    ],
  };
  return `${toHtml(root)}\n`;
}

function sections(report: NightReport): (Element | undefined)[] {
  return [
    h('h1', `Night of ${report.day}`),
    h('p', { class: 'lead' }, lead(report)),
    ...notices(report).map((text) => h('p', { class: 'notice' }, text)),
    counts(report),
    problems(report),
    troubles(report),
    spending(report),
    lowest(report),
    removed(report),
    hosts(report),
    course(report),
    h(
      'footer',
      `Run ${report.run} of pipeline ${report.pipeline}, ${report.startedAt} to ${report.endedAt}.`,
    ),
  ];
}

/** What one wants to know first, in a sentence. */
function lead({ figures, outcome, seconds, provider, providerProblem }: NightReport): string {
  const { written, failed, troubles, statuses } = figures;
  const undone = (statuses.partial ?? 0) + (statuses.untranslated ?? 0);
  const ill = failed + undone + troubles;
  const verdict =
    outcome !== 'finished'
      ? `The night was ${outcome}.`
      : ill === 0 && !providerProblem
        ? 'All is well.'
        : 'Not all is well.';
  const by = provider ? `, translated by ${provider}` : '';
  return `${verdict} ${number(written)} articles were written in ${duration(seconds)}${by}; ${number(failed)} failed, ${number(undone)} are not whole.`;
}

function notices({ stopped, isLate, died, repairs, providerProblem, figures }: NightReport): string[] {
  const paidTwice = `${number(figures.perhapsPaidTwice)} segments were asked for again, and may have been paid twice.`;
  return [
    ...(stopped ? [`Stopped (${stopped.code}): ${stopped.message} ${stopped.hint ?? ''}`] : []),
    ...(providerProblem ? [`Nothing could be translated. ${providerProblem}`] : []),
    ...(isLate ? ['The set hour came before the end of the work; the rest waits for the next night.'] : []),
    ...(died.runs > 0
      ? [`${died.runs} earlier runs died with ${died.items} items in work. ${paidTwice}`]
      : []),
    ...repairs,
  ];
}

function counts({ figures, archive }: NightReport): Element {
  const { known, unchanged, written, found, failed, released, words, segments } = figures;
  const tiles: [string, number][] = [
    ['written', written],
    ['unchanged', known + unchanged + found],
    ['failed', failed],
    ...(released > 0 ? ([['given back', released]] as [string, number][]) : []),
    ['words', words],
    ['segments translated', segments.translated ?? 0],
    ['from memory', segments.memory ?? 0],
    ['segments failed', segments.failed ?? 0],
  ];
  return h('section', [
    h(
      'dl',
      { class: 'tiles' },
      tiles.map(([name, count]) => h('div', [h('dt', name), h('dd', number(count))])),
    ),
    h(
      'p',
      { class: 'small' },
      `In the archive: ${list(archive as Record<string, number>) || 'nothing yet'}.`,
    ),
  ]);
}

function problems({ problems: all, archive }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const sum = (archive.partial ?? 0) + (archive.failed ?? 0) + (archive.dead ?? 0);
  const row = ({ item, url, output, state, code, message, hint, attempts }: Problem): Element =>
    h('tr', [
      h('td', [link(item, url), ...(output ? [h('div', { class: 'small' }, output)] : [])]),
      h('td', [
        STATES[state] ?? state,
        h('div', { class: 'small' }, attempts === 1 ? 'one attempt' : `${attempts} attempts`),
      ]),
      h('td', [h('code', code), ' ', message, ...(hint ? [h('div', { class: 'hint' }, hint)] : [])]),
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

const STATES: Partial<Record<Problem['state'], string>> = {
  failed: 'tried again next night',
  partial: 'not whole; tried again next night',
  dead: 'given up',
};

function troubles({ troubles: all }: NightReport): Element | undefined {
  if (all.length === 0) return undefined;
  const rows = all.map(({ where, code, message, hint }) =>
    h('tr', [
      h('td', where),
      h('td', [h('code', code), ' ', message, ...(hint ? [h('div', { class: 'hint' }, hint)] : [])]),
    ]),
  );
  return section('Sources in trouble', [table(['where', 'what'], rows)]);
}

function spending({ budgets }: NightReport): Element | undefined {
  if (budgets.length === 0) return undefined;
  const rows = budgets.map(({ provider, unit, night, month, perRun, perMonth, uncertain }) => {
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
    ]);
  });
  return section('Spending', [
    table(['provider', 'this night', 'this month', 'characters of unknown end'], rows),
  ]);
}

function lowest({ lowest: all }: NightReport): Element | undefined {
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

function removed({ removed: all }: NightReport): Element | undefined {
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

function hosts({ hosts: all }: NightReport): Element | undefined {
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

function course({ minutes, nights }: NightReport): Element {
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

function section(title: string, children: ElementContent[]): Element {
  return h('section', [h('h2', title), ...children]);
}

function table(heads: string[], rows: Element[]): Element {
  return h('div', { class: 'scroll' }, [
    h('table', [
      h('thead', [
        h(
          'tr',
          heads.map((head) => h('th', { scope: 'col' }, head)),
        ),
      ]),
      h('tbody', rows),
    ]),
  ]);
}

/** Only web addresses become links: a key can be anything that a feed says. */
function link(text: string, url: string | null): Element {
  return url !== null && /^https?:\/\//i.test(url)
    ? h('a', { href: url, rel: 'noreferrer noopener' }, text)
    : h('span', text);
}

function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${number(count)} ${name}`)
    .join(', ');
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function amount(value: number, unit: string): string {
  return unit === 'characters' ? `${number(value)} characters` : `${value.toFixed(2)} ${unit}`;
}

function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 90) return `${seconds.toFixed(1)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
