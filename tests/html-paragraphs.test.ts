import { expect, test } from 'vitest';
import { judgedPage, keptOf, SENTENCE } from './support/judged-page.ts';

const TEXT = `<p>${SENTENCE}</p>`.repeat(3);
const LAST =
  'Schon im Sommer hatte das Amt vor den Folgen gewarnt, ohne dass der Rat sich damit befassen wollte; nun ist es so weit.';
const keptWith = (html: string, score: number) => keptOf(judgedPage(html, { [LAST.slice(0, 12)]: score }));

test('a long paragraph among paragraphs that are kept stays though it is less likely', () => {
  expect(keptWith(`${TEXT}<p>${LAST}</p>`, 0.4)).toEqual([LAST]);
  expect(keptWith(`${TEXT}<p>${LAST}</p>`, 0.2)).toEqual([]);
  expect(keptWith(`${TEXT}<p>${LAST.slice(0, 60)}</p>`, 0.4)).toEqual([]);
  expect(keptWith(`${TEXT}<p>${LAST} <a href="/a">Mehr</a></p>`, 0.4)).toEqual([]);
  expect(keptWith(`${TEXT}<div><p>${LAST}</p></div>`, 0.4)).toEqual([]);
});

test('a note stays where its mark stands in the text', () => {
  const note = '<p>* Name geändert</p>';
  const marked = '<p>Eva* hat den Abend erlebt.</p>';
  expect(keptOf(judgedPage(`${TEXT}${marked}${note}`, { '*': 0.4 }))).toContain('* Name geändert');
  expect(keptOf(judgedPage(`${TEXT}${note}`, { '*': 0.4 }))).toEqual([]);
});

test('a few short paragraphs between text that is kept stay, in whatever box they stand', () => {
  const short = 'Es regnet seit drei Tagen.';
  const read = (html: string, score: number) => keptOf(judgedPage(html, { 'Es regnet': score, Nun: score }));
  expect(read(`${TEXT}<p>${short}</p>${TEXT}`, 0.25)).toEqual([short]);
  expect(read(`${TEXT}<div><p>${short}</p></div><p>Nun gut</p>${TEXT}`, 0.25)).toEqual([short, 'Nun gut']);
  expect(read(`${TEXT}<p>${short}</p>${TEXT}`, 0.15)).toEqual([]);
  expect(read(`${TEXT}<p>Nun gut</p>${TEXT}`, 0.25)).toEqual([]);
  expect(read(`${TEXT}<p>${short} <a href="/a">Mehr</a></p>${TEXT}`, 0.25)).toEqual([]);
  expect(read(`${TEXT}<p>${short}</p>`, 0.25)).toEqual([]);
  expect(read(`${TEXT}${`<p>${short}</p>`.repeat(4)}${TEXT}`, 0.25)).toEqual([]);
});
