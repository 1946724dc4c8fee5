import { expect, test } from 'vitest';
import { judgedPage, keptOf, SENTENCE } from './support/judged-page.ts';

const TEXT = `<p>${SENTENCE}</p>`.repeat(3);

test('the heading right above the text stays where it is likely, the title does not', () => {
  const body = `<h1>Ratssitzung</h1><h4>Am Montag</h4><h2>Lange Nacht</h2>${TEXT}`;
  const title = '<title>Ratssitzung</title>';
  const scores = { Ratssitzung: 0.45, 'Am Montag': 0.45 };
  expect(keptOf(judgedPage(body, { ...scores, 'Lange Nacht': 0.45 }, title))).toEqual(['Lange Nacht']);
  expect(keptOf(judgedPage(body, { ...scores, 'Lange Nacht': 0.35 }, title))).toEqual([]);
  expect(keptOf(judgedPage(`<h2>Ratssitzung</h2>${TEXT}`, scores, title))).toEqual([]);
});

test('what is a heading by its role is one', () => {
  const heading = (attributes: string, text = 'Der Abend') =>
    `<div role="heading"${attributes}>${text}</div>`;
  const depths = (html: string) =>
    judgedPage(`${TEXT}${html}${TEXT}`, {}).root.children.map(
      (node) => node.type === 'heading' && node.depth,
    );
  expect(depths(heading(' aria-level="3"'))).toContain(3);
  expect(depths(heading(''))).toContain(2);
  expect(depths(heading(' aria-level="3"', '<p>Der Abend</p>'))).not.toContain(3);
});

test('a bold line right before text that is kept is a heading below all others', () => {
  const kept = (line: string, after = TEXT) =>
    keptOf(judgedPage(`${TEXT}${line}${after}`, { 'Die Abstimmung': 0.35 }));
  expect(kept('<p><strong>Die Abstimmung</strong></p>')).toEqual(['Die Abstimmung']);
  expect(kept('<div><span><em>Die Abstimmung</em></span></div>')).toEqual(['Die Abstimmung']);
  expect(kept('<div><strong>Die Abstimmung war geheim.</strong></div>')).toEqual([]);
  expect(kept('<p><strong>Die Abstimmung</strong> war geheim</p>')).toEqual([]);
  expect(kept('<p><strong>Die Abstimmung</strong></p>', `<div>${TEXT}</div>`)).toEqual([]);
  expect(kept('<p><strong>Die Abstimmung</strong></p>', '')).toEqual([]);
});

test('a heading that is never closed does not swallow what follows', () => {
  const list = '<ul><li>Erster Punkt</li><li>Zweiter Punkt</li></ul>';
  const text = `<p>${SENTENCE} ${SENTENCE}</p>`;
  const { root, metadata } = judgedPage(
    `<h1>Der Rat stimmt zu${text}${text}<h2>Was <b>noch</b> kommt${text}${text}${list}`,
  );
  expect(metadata.title).toBe('Der Rat stimmt zu');
  expect(root.children.map((node) => node.type)).toEqual([
    ...['paragraph', 'paragraph', 'heading', 'paragraph', 'paragraph', 'list'],
  ]);
});

test('a heading of blocks is one', () => {
  const { root } = judgedPage(`<p>${SENTENCE}</p><h2><div>Was kommt</div><p>noch</p></h2><p>${SENTENCE}</p>`);
  expect(root.children[1]).toMatchObject({ type: 'heading', depth: 2 });
});
