/** Code and addresses within a sentence, which the local engine is asked for by the names of programs. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Inline, joinTexts } from '../src/providers/bergamot-inline.ts';
import { nameKept, putKept } from '../src/providers/bergamot-kept.ts';
import { translate } from './support/fake-engine.ts';

test.each([
  [
    'in its place, with what is joined to it',
    'Fehlt <x id="1"/>, endet der <x id="2"/>-Befehl.',
    { 'Fehlt Ubuntu, endet der MySQL-Befehl.': 'If Ubuntu is missing, the MySQL command ends.' },
    'If <x id="1"/> is missing, the <x id="2"/> command ends.',
  ],
  [
    'under a name that the text has not',
    'Unter Ubuntu fehlt <x id="1"/>.',
    { 'Unter Ubuntu fehlt MySQL.': 'On Ubuntu, MySQL is missing.' },
    'On Ubuntu, <x id="1"/> is missing.',
  ],
  [
    'within a tag that goes on',
    'Siehe <g id="3">die Datei <x id="1"/></g>.',
    { 'Siehe <b id="3">die Datei Ubuntu</b>.': 'See <b id="3">the Ubuntu file</b>.' },
    'See <g id="3">the <x id="1"/> file</g>.',
  ],
  [
    'at the beginning, and what follows stays small',
    'Mit <x id="1"/> wird alles geladen.',
    { 'Mit Ubuntu wird alles geladen.': 'Ubuntu loads everything.' },
    '<x id="1"/> loads everything.',
  ],
  [
    'as a tag where the name was lost, or came twice',
    'Es fehlt <x id="1"/>. Es kommt <x id="2"/>.',
    {
      'Es fehlt Ubuntu.': 'It is missing.',
      'Es kommt Ubuntu.': 'Ubuntu comes, Ubuntu.',
      'Es fehlt <img id="1">.': 'It lacks <img id="1">.',
      'Es kommt <img id="2">.': '<img id="2"> comes.',
    },
    'It lacks <x id="1"/>. <x id="2"/> comes.',
  ],
  ['as it is where there is nothing else', '<x id="1"/>: <x id="2"/>', {}, '<x id="1"/>: <x id="2"/>'],
])('a kept word comes %s', async (_, source, answers: Record<string, string>, expected) => {
  const { target, asked } = await translate(source, answers, { kept: [1, 2] });
  expect([target, asked]).toEqual([expected, Object.keys(answers)]);
});

test('an image is no word', async () => {
  const answers = { 'Das Bild <img id="1"> zeigt ihn.': 'The picture <img id="1"> shows him.' };
  const { target, asked } = await translate('Das Bild <x id="1"/> zeigt ihn.', answers);
  expect([target, asked]).toEqual(['The picture <x id="1"/> shows him.', Object.keys(answers)]);
});

test('whatever stands around them, and however many there are, each tag comes back in its place', () => {
  const text = fc
    .constantFrom('Der Befehl ', ' und ', '-Paket', 'Ubuntu', ' MySQLs ', '.', ' Docker-', 'a')
    .map((one): Inline => ({ type: 'text', text: one }));
  const pieces = fc.array(fc.oneof(text, fc.constant('keep'), fc.constant('pair')), { maxLength: 24 });
  fc.assert(
    fc.property(pieces, (all) => {
      const children = all.map((piece, index): Inline => {
        if (typeof piece !== 'string') return piece;
        const keep: Inline = { type: 'keep', id: index };
        return piece === 'keep' ? keep : { type: 'paired', id: 100 + index, children: [keep] };
      });
      const named = nameKept(children, new Set(all.keys()));
      if (!named) return;
      const back = putKept(named.children, named.tags);
      if (back) expect(back).toEqual(joinTexts(children));
      // Only letters or digits that touch a name may hide it.
      else
        expect(JSON.stringify(named.children)).toMatch(
          /[\p{L}\p{N}](?:Ubuntu|MySQL|Docker|Debian|Android|Python|Linux|Java)|(?:Ubuntu|MySQL|Docker|Debian|Android|Python|Linux|Java)[\p{L}\p{N}]/u,
        );
    }),
  );
});
