import { expect, test } from 'vitest';
import { judgedPage, keptOf, SENTENCE } from './support/judged-page.ts';

const TEXT = `<p>${SENTENCE}</p>`.repeat(3);
const LIST = '<ul><li>Regen im März</li><li>Frost im Mai</li></ul>';
const LINKS = '<ul><li><a href="/a">Nr. 34</a></li><li><a href="/b">Nr. 32</a></li></ul>';

test('text before a list that is kept stays with it', () => {
  const body = `${TEXT}<p>Zwei Gründe gibt es:</p>${LIST}${TEXT}`;
  expect(keptOf(judgedPage(body, { 'Zwei Gründe': 0.3 }))[0]).toBe('Zwei Gründe gibt es:');
  expect(keptOf(judgedPage(body, { 'Zwei Gründe': 0.1 }))).toHaveLength(2);
});

test('what a heading or a paragraph that is kept introduces stays with it', () => {
  const body = `${TEXT}<h3>Auch gut:</h3><p><a href="/a">Birne</a> <a href="/b">Quitte</a></p>${TEXT}`;
  expect(keptOf(judgedPage(body, { Birne: 0.3 }))).toEqual(['Auch gut:', 'Birne Quitte']);
});

test('a short text goes with the list of links after it, a list of words and a long text do not take it along', () => {
  const gone = { 'Nr.': 0.1, Regen: 0.1, Frost: 0.1 };
  expect(keptOf(judgedPage(`${TEXT}<p>Lesen Sie auch:</p>${LINKS}`, gone))).toEqual([]);
  expect(keptOf(judgedPage(`${TEXT}<p>Gründe:</p>${LIST}`, gone))).toEqual(['Gründe:']);
  const long = 'Das Amt nennt die Gründe in drei Mitteilungen, die es am Montag verschickte:';
  expect(keptOf(judgedPage(`${TEXT}<p>${long}</p>${LINKS}`, gone))).toEqual([long]);
});

test('a word that names the list in its box stays with it', () => {
  const box = (name: string) => `${TEXT}<div>${name}\n<ul><li>leise</li><li>hell</li></ul></div>${TEXT}`;
  const names = (html: string, score = 0.15) =>
    keptOf(judgedPage(html, { Pro: score })).filter((text) => text === 'Pro');
  expect(names(box('<strong>Pro</strong>'))).toEqual(['Pro']);
  expect(names(box('<p>Pro</p>'))).toEqual(['Pro']);
  expect(names(box('<strong>Pro</strong>'), 0.05)).toEqual([]);
  expect(names(box('<a href="/a">Pro</a>'))).toEqual([]);
  expect(names(box('<p>Pro</p><hr>'))).toEqual([]);
});
