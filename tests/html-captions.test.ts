import { expect, test } from 'vitest';
import { judgedPage, keptOf, SENTENCE } from './support/judged-page.ts';

const TEXT = `<p>${SENTENCE}</p>`.repeat(3);
const CAPTION = 'Am Markt stehen drei alte Linden';
const figure = (caption: string, alt = '') =>
  `<figure><img src="/a.jpg" alt="${alt}"><figcaption>${caption}</figcaption></figure>`;
const keptWith = (caption: string, score: number) => {
  const text = caption.replace(/<[^>]*>/g, '');
  return keptOf(judgedPage(`${TEXT}${caption}${TEXT}`, { [text]: score }));
};

test('the caption of a picture in the text stays though the model doubts it', () => {
  expect(keptWith(figure(CAPTION), 0.12)).toEqual([CAPTION]);
  expect(keptWith(figure(`${CAPTION} (Foto: Eva Muster)`), 0.12)).toEqual([`${CAPTION} (Foto: Eva Muster)`]);
  expect(keptWith(figure(CAPTION), 0.05)).toEqual([]);
});

test.each([
  'Foto: Eva Muster, Karl Beispiel und andere',
  '© Eva Muster, Karl Beispiel und andere',
  'Marktplatz (Foto: Eva Muster und Karl Beispiel)',
  'Eva Muster/dpa und viele weitere Fotografen',
])('a caption that is a credit goes: %s', (credit) => {
  expect(keptWith(figure(credit), 0.12)).toEqual([]);
});

test('a caption goes that a link, the description of the picture or another caption says', () => {
  expect(keptWith(figure(`<a href="/b">${CAPTION}</a>`), 0.12)).toEqual([]);
  expect(keptWith(figure(CAPTION, `${CAPTION}.`), 0.12)).toEqual([]);
  const twice = judgedPage(`${TEXT}${figure(CAPTION).repeat(2)}${TEXT}`, { [CAPTION]: 0.12 });
  expect(keptOf(twice)).toEqual([CAPTION]);
});

test('a caption without a picture, above the text or beside text that goes is none', () => {
  expect(keptWith(`<figure><figcaption>${CAPTION}</figcaption></figure>`, 0.12)).toEqual([]);
  expect(keptOf(judgedPage(`${figure(CAPTION)}${TEXT}`, { [CAPTION]: 0.12 }))).toEqual([]);
  const teaser = `<div>${figure(CAPTION)}<p>Mehr aus der Stadt</p></div>`;
  expect(keptOf(judgedPage(`${TEXT}${teaser}${TEXT}`, { [CAPTION]: 0.12, 'Mehr aus': 0.1 }))).toEqual([]);
});

test.each(['wp-caption-text', 'media__caption', 'bildunterschrift', 'caption'])(
  'a caption may be one by its class: %s',
  (name) => {
    const picture = (tail = '') =>
      `<div><a href="/a.jpg"><img src="/a.jpg"></a><p class="${name}">${CAPTION}</p>${tail}</div>`;
    expect(keptWith(picture(), 0.12)).toEqual([CAPTION]);
    expect(keptWith(`<div><p class="${name}">${CAPTION}</p></div>`, 0.12)).toEqual([]);
    expect(keptWith(picture('<i></i>'.repeat(80)), 0.12)).toEqual([]);
  },
);

test('the caption of a table or a listing stays with it', () => {
  const table = '<table><tr><th>Jahr</th><th>Euro</th></tr><tr><td>2024</td><td>12,50</td></tr></table>';
  const figure = (data: string) =>
    `${TEXT}<figure>${data}<figcaption>${CAPTION}</figcaption></figure>${TEXT}`;
  expect(keptOf(judgedPage(figure(table), { [CAPTION]: 0.05 }))).toContain(CAPTION);
  expect(keptOf(judgedPage(figure('<pre>npm ci</pre>'), { [CAPTION]: 0.05 }))).toContain(CAPTION);
  expect(keptOf(judgedPage(figure('<iframe src="/v"></iframe>'), { [CAPTION]: 0.05 }))).toEqual([]);
});
