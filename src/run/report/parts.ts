/** What the sections of the page are made of, and how they say numbers. */

import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { money } from '../money.ts';

export function section(title: string, children: ElementContent[]): Element {
  return h('section', [h('h2', title), ...children]);
}

export function table(heads: string[], rows: Element[]): Element {
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
export function link(text: string, url: string | null): Element {
  return url !== null && /^https?:\/\//i.test(url)
    ? h('a', { href: url, rel: 'noreferrer noopener' }, text)
    : h('span', text);
}

export function list(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${number(count)} ${name}`)
    .join(', ');
}

export function number(value: number): string {
  return value.toLocaleString('en');
}

export function amount(value: number, unit: string): string {
  return unit === 'characters' ? `${number(value)} characters` : money(value, unit);
}

export function duration(seconds: number): string {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 90) return `${seconds.toFixed(1)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
