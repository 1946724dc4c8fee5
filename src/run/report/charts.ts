/** Small plots as inline SVG: no script, nothing loaded. */
import type { Element } from 'hast';
import { h, s } from 'hastscript';

const WIDTH = 320;
const HEIGHT = 64;

export interface Bar {
  /** Shown when the pointer rests on it. */
  label: string;
  value: number;
  /** The part of it that is not well. */
  bad?: number;
}

/** Bars side by side, the largest as high as the plot. */
export function bars(items: readonly Bar[], label: string): Element {
  const max = Math.max(1, ...items.map(({ value, bad = 0 }) => value + bad));
  const step = WIDTH / Math.max(items.length, 12);
  const column = ({ label: title, value, bad = 0 }: Bar, index: number): Element => {
    const [good, poor] = [(value / max) * HEIGHT, (bad / max) * HEIGHT];
    const place = { x: round(index * step), width: round(Math.max(step - 2, 1)) };
    return s('g', [
      s('title', title),
      s('rect', { ...place, y: round(HEIGHT - good), height: round(good), class: 'good' }),
      s('rect', { ...place, y: round(HEIGHT - good - poor), height: round(poor), class: 'bad' }),
    ]);
  };
  return s('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img', ariaLabel: label, class: 'plot' }, [
    s('line', { x1: 0, x2: WIDTH, y1: HEIGHT, y2: HEIGHT, class: 'axis' }),
    ...items.map(column),
  ]);
}

/** How much of a bound is used, as one lying bar; over the bound it is full and bad. */
export function gauge(value: number, bound: number): Element {
  const share = bound > 0 ? Math.min(value / bound, 1) : 1;
  return s(
    'svg',
    { viewBox: '0 0 200 10', role: 'img', ariaLabel: `${Math.round(share * 100)} %`, class: 'gauge' },
    [
      s('rect', { x: 0, y: 0, width: 200, height: 10, class: 'axis' }),
      s('rect', { x: 0, y: 0, width: round(share * 200), height: 10, class: share >= 0.9 ? 'bad' : 'good' }),
    ],
  );
}

/** A lying bar in a table, as wide as its share of the largest. */
export function share(value: number, max: number): Element {
  return h('div', { class: 'share', ariaHidden: 'true' }, [
    h('div', { style: `width:${round(max > 0 ? (value / max) * 100 : 0)}%` }),
  ]);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
