/** The report as a person opens it: from disk, in Chromium, where there is one. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { WebSocket } from 'undici';
import { expect, onTestFinished, test } from 'vitest';
import { reportPage } from '../src/run/report/page.ts';
import { hostileReport } from './support/hostile-report.ts';
import { temporaryFolder } from './support/tmp.ts';

const CHROMIUM = ['chromium', 'chromium-browser', 'google-chrome'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

interface Message {
  id?: number;
  method?: string;
  params?: Record<string, unknown>;
  result?: Record<string, { value?: unknown }>;
}

/** Where the browser's page listens; on a busy machine it comes after the browser itself. */
async function pageOf(port: string | undefined): Promise<string> {
  for (;;) {
    const response = await fetch(`http://127.0.0.1:${port}/json`);
    const pages = (await response.json()) as { type: string; webSocketDebuggerUrl: string }[];
    const page = pages.find(({ type }) => type === 'page');
    if (page) return page.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Opens an address in a browser of its own. Answers all that the page did, and what `script` says in it. */
async function visit(address: string, script: string): Promise<{ events: Message[]; value: unknown }> {
  const browser = spawn(CHROMIUM ?? '', [
    ...['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0'],
    ...[`--user-data-dir=${temporaryFolder()}`, 'about:blank'],
  ]);
  const gone = once(browser, 'exit');
  onTestFinished(async () => {
    browser.kill('SIGKILL');
    await gone;
  });
  let port: string | undefined;
  for await (const line of createInterface({ input: browser.stderr })) {
    port = /ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port) break;
  }
  const socket = new WebSocket(await pageOf(port));
  await once(socket as never, 'open');
  const events: Message[] = [];
  const waiting = new Map<number, (message: Message) => void>();
  socket.addEventListener('message', ({ data }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id === undefined) events.push(message);
    else waiting.get(message.id)?.(message);
  });
  let last = 0;
  const send = (method: string, params = {}) =>
    new Promise<Message>((resolve) => {
      last += 1;
      waiting.set(last, resolve);
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  for (const domain of ['Network', 'Runtime', 'Log', 'Page']) await send(`${domain}.enable`);
  await send('Page.navigate', { url: address });
  while (!events.some(({ method }) => method === 'Page.loadEventFired'))
    await new Promise((resolve) => setTimeout(resolve, 20));
  const { result } = await send('Runtime.evaluate', { expression: script });
  socket.close();
  return { events, value: result?.result?.value };
}

test('the report opens without an error, loads nothing and runs nothing of what it tells', async (context) => {
  if (!CHROMIUM) context.skip('there is no Chromium here');
  const file = path.join(temporaryFolder(), 'report.html');
  writeFileSync(file, reportPage(hostileReport()));
  const url = pathToFileURL(file).href;
  const { events, value } = await visit(url, 'document.body.innerText');
  const of = (method: string) => events.filter((event) => event.method === method);
  const requests = of('Network.requestWillBeSent').map(
    ({ params }) => (params as { request: { url: string } }).request.url,
  );
  expect(requests.filter((one) => !one.startsWith('data:'))).toEqual([url]);
  for (const trouble of ['Log.entryAdded', 'Runtime.consoleAPICalled', 'Runtime.exceptionThrown'])
    expect(of(trouble)).toEqual([]);
  expect(of('Page.javascriptDialogOpening')).toEqual([]);
  expect(value).toContain('<script>alert(1)</script>');
  expect(value).toContain('Do this.');
}, 60_000);
