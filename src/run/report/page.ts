/** The report as one page that stands alone: no script, no font, no image, nothing from elsewhere. */

import type { Element, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { undoneIn } from '../nightly/tally.ts';
import { duration, list, number } from './parts.ts';
import type { NightReport } from './report.ts';
import { course, hosts, lowest, problems, removed, spending, troubles } from './sections.ts';
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
function lead({ figures, outcome, isLate, seconds, provider, providerProblem }: NightReport): string {
  const { written, failed, troubles } = figures;
  const undone = undoneIn(figures);
  const ill = failed + undone + troubles;
  const verdict =
    outcome !== 'finished'
      ? `The night was ${outcome}.`
      : ill === 0 && !providerProblem
        ? `All is well${isLate ? ' so far' : ''}.`
        : 'Not all is well.';
  const by = provider ? `, translated by ${provider}` : '';
  return `${verdict} ${written === 1 ? 'One article was' : `${number(written)} articles were`} written in ${duration(seconds)}${by}; ${number(failed)} failed, ${number(undone)} are not whole.`;
}

function notices({
  stopped,
  isLate,
  died,
  repairs,
  notices: others,
  providerProblem,
  figures,
}: NightReport): string[] {
  const paidTwice = `${number(figures.perhapsPaidTwice)} segments were asked for again, and may have been paid twice.`;
  return [
    ...(stopped ? [`Stopped (${stopped.code}): ${stopped.message} ${stopped.hint ?? ''}`] : []),
    ...(providerProblem ? [`Nothing could be translated. ${providerProblem}`] : []),
    ...(isLate ? ['The set hour came before the end of the work; the rest waits for the next night.'] : []),
    ...(died.runs > 0
      ? [`${died.runs} earlier runs died with ${died.items} items in work. ${paidTwice}`]
      : []),
    ...repairs,
    ...others,
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
