// A program for the provider `command`: upper-cases each line of JSON it gets, or misbehaves as its control
// file says (one word a request, first in first out). Each request is noted in the ledger file.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';

const folder = process.argv[2] ?? '';
const control = path.join(folder, 'faults');
/** @param {string} markup */
const upperCase = (markup) =>
  markup
    .split(/(<[^>]*>|&[a-z]+;)/)
    .map((part, index) => (index % 2 === 0 ? part.toUpperCase() : part))
    .join('');

function nextFault() {
  const faults = existsSync(control) ? readFileSync(control, 'utf8').split('\n').filter(Boolean) : [];
  writeFileSync(control, faults.slice(1).join('\n'));
  return faults[0];
}

/** @param {object} event */
function note(event) {
  appendFileSync(path.join(folder, 'ledger'), `${JSON.stringify(event)}\n`);
}

note({ started: process.pid });
process.stderr.write('Geheimer Text on stderr\n');
let count = 0;
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  note(request);
  const fault = nextFault();
  const answer = `${JSON.stringify({ id: request.id, text: upperCase(request.text) })}\n`;
  count += 1;
  if (fault === 'crash') process.exit(3);
  if (fault === 'quit') process.exit(0);
  if (fault === 'kill') process.kill(process.pid, 'SIGKILL');
  if (fault === 'hang') await new Promise((resolve) => setTimeout(resolve, 60_000));
  if (fault === 'html') process.stdout.write('<html>Wartung</html>\n');
  else if (fault === 'half') process.stdout.write(answer.slice(0, answer.length / 2));
  else if (fault === 'silent') process.stdout.write('');
  else if (fault === 'twice') process.stdout.write(answer + answer.replace('"text":"', '"text":"X'));
  else if (fault === 'code')
    process.stdout.write(`${JSON.stringify({ id: request.id, error: 'no-model' })}\n`);
  else if (fault === 'prose')
    process.stdout.write(`${JSON.stringify({ id: request.id, error: request.text })}\n`);
  else if (fault === 'empty') process.stdout.write(`${JSON.stringify({ id: request.id, text: ' ' })}\n`);
  else process.stdout.write(answer);
}
note({ ended: count });
