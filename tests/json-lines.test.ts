import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { mapOrdered, toJsonLine } from '../src/run/json-lines.ts';
import { readJsonLines, textOfLine } from '../src/sources/json-lines.ts';
import { collect } from './support/collect.ts';

async function read(chunks: string[], maxBytes = 100): Promise<unknown[]> {
  const lines = await collect(
    readJsonLines(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), maxBytes),
  );
  return lines.map(({ number, value, error }) => [number, value ?? error?.message]);
}

test('objects come out whatever the chunks, numbered by line; empty lines are passed over', async () => {
  const text = '\uFEFF{"id":1,"text":"ä"}\r\n\n{"id":2}';
  const expected = [
    [1, { id: 1, text: 'ä' }],
    [3, { id: 2 }],
  ];
  expect(await read([text])).toEqual(expected);
  const bytes = [...Buffer.from(text)].map((byte) => Buffer.from([byte]));
  const lines = await collect(readJsonLines(Readable.from(bytes), 100));
  expect(lines.map(({ number, value }) => [number, value])).toEqual(expected);
});

test('an id of more digits than a number holds keeps them, and is no other one', async () => {
  expect(
    await read(['{"id":9007199254740993,"n":12,"text":"1234567890123456789 \\" 1234567890123456789"}\n']),
  ).toEqual([[1, { id: '9007199254740993', n: 12, text: '1234567890123456789 " 1234567890123456789' }]]);
  expect(await read(['{"id":[-1e-7,0.30,1234567890123456,-12345678901234567890]}'])).toEqual([
    [1, { id: [-1e-7, 0.3, 1234567890123456, '-12345678901234567890'] }],
  ]);
});

test.each([
  [
    { text: 'Klein', html: '<p>Ganz</p>' },
    { format: 'html', content: '<p>Ganz</p>' },
  ],
  [
    { text: 'Klein', markdown: '**Ganz**' },
    { format: 'markdown', content: '**Ganz**' },
  ],
  [
    { html: ' \n', text: 'Klein' },
    { format: 'text', content: 'Klein' },
  ],
  [
    { html: null, markdown: 7, text: '' },
    { format: 'text', content: '' },
  ],
  [{ id: 1 }, undefined],
])('of several texts of an object the fullest format counts, unless it is empty: %j', (value, text) => {
  expect(textOfLine(value)).toEqual(text);
});

test('a bad line is an error of its own and quotes nothing of the article', async () => {
  expect(await read(['{"text":"geheim\n[1]\nnull\n{"id":4}\n'])).toEqual([
    [1, 'line 1: expected a JSON object, got no valid JSON.'],
    [2, 'line 2: expected a JSON object, got an array.'],
    [3, 'line 3: expected a JSON object, got null.'],
    [4, { id: 4 }],
  ]);
});

test('a line over the limit is refused, the next one read', async () => {
  const long = `{"text":"${'x'.repeat(200)}"}`;
  expect(await read([`${long}\n{"id":2}\n${long}`])).toEqual([
    [1, 'line 1: expected at most 100 bytes, got more.'],
    [2, { id: 2 }],
    [3, 'line 3: expected at most 100 bytes, got more.'],
  ]);
});

test('results keep the input order, with bounded work in flight', async () => {
  let running = 0;
  let most = 0;
  async function* numbers() {
    for (let n = 0; n < 20; n++) yield n;
  }
  const doubled = mapOrdered(numbers(), 3, async (n) => {
    most = Math.max(most, ++running);
    await new Promise((resolve) => setTimeout(resolve, (n * 7) % 5));
    running--;
    return n * 2;
  });
  expect(await collect(doubled)).toEqual(Array.from({ length: 20 }, (_, n) => n * 2));
  expect(most).toBeLessThanOrEqual(3);
});

test('a rejection ends the stream with it', async () => {
  async function* numbers() {
    yield* [1, 2, 3];
  }
  const results = mapOrdered(numbers(), 2, async (n) => (n === 2 ? Promise.reject(new Error('two')) : n));
  await expect(collect(results)).rejects.toThrow('two');
});

test('a line is one line to every reader', () => {
  const value = { text: 'a\u2028b\u2029c\u0085d\ne' };
  const line = toJsonLine(value);
  expect(JSON.parse(line)).toEqual(value);
  expect(line.split(/[\n\u0085\u2028\u2029]/)).toHaveLength(2);
});
