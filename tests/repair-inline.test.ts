import { VFile } from 'vfile';
import { expect, test } from 'vitest';
import { stage } from '../src/stages/repair-text.ts';
import { parse, stringify } from './support/markdown.ts';

/** The Markdown after the stage. */
async function repair(markdown: string): Promise<string> {
  const file = new VFile(markdown);
  file.data.klartext = { format: 'markdown', metadata: {}, segments: [] };
  const tree = parse(markdown);
  const transform = stage.plugin.call({} as never, stage.options.parse({}), {} as never);
  await (transform as (root: typeof tree, file: VFile) => unknown)(tree, file);
  return stringify(tree).trimEnd();
}

test.each([
  ['a space lost before a link', 'Das sagte das[Amt](/a) heute.', 'Das sagte das [Amt](/a) heute.'],
  [
    'a space lost after a link',
    'Das [Unternehmen](/a)und die Stadt.',
    'Das [Unternehmen](/a) und die Stadt.',
  ],
  ['endings and compounds stay', 'Des [Amt](/a)s [Haus](/b)verwaltung in [Jena](/c)-Ost', null],
  ['words with capitals inside stay', 'Die i[Phone](/a)-Hülle und [Mac](/b)Book', null],
  ['the closing half of a quotation', '„Das ist gut", sagte sie.', '„Das ist gut“, sagte sie.'],
  [
    'the opening half of a quotation',
    'Sie sagte: "Das ist gut“ und ging.',
    'Sie sagte: „Das ist gut“ und ging.',
  ],
  ['halves in different nodes', '„Das *ist* **gut**", sagte sie.', '„Das *ist* **gut**“, sagte sie.'],
  ['inches are no quotation marks', 'Ein Schirm mit 27" und ein „Name', null],
  ['several pairs', '„Ja", sagte sie, "nein“. »Gut" war »nie«.', '„Ja“, sagte sie, „nein“. »Gut« war »nie«.'],
  ['marks within others are ambiguous', '„Er sagte "ja" und ging“', null],
  ['an odd mark is ambiguous', '„Ja", sagte sie und "ging', null],
  [
    'a space lost between sentences',
    'Das Netz ist fertig.Die Firma baut. „Schluss!“Das war es.',
    'Das Netz ist fertig. Die Firma baut. „Schluss!“ Das war es.',
  ],
  ['names with full stops stay', 'Auf heise.de und bei z.B.Das sowie readme.Die', null],
  ['a whole straight pair stays', 'Sie sagte "ja" und ging.', null],
  ['insertions in brackets stay', '„Er hat \\[von uns] gelernt“, sagte sie.', null],
  [
    'a credit joins its caption',
    '![Bild](a.jpg)\n\n*Die Brücke.*\n\n*Foto: Mara Lind/dpa*\n\nText.',
    '![Bild](a.jpg)\n\n*Die Brücke.* *Foto: Mara Lind/dpa*\n\nText.',
  ],
  ['a credit without a caption stays', '![Bild](a.jpg)\n\nText.\n\nFoto: Mara Lind', null],
])('%s', async (_name, before, after) => {
  expect(await repair(before)).toBe(after ?? before);
});

test('spaces at the edges of emphasised text move out of it', async () => {
  const file = new VFile('');
  file.data.klartext = { format: 'html', metadata: {}, segments: [] };
  const tree = parse('Wort **fett**');
  const paragraph = tree.children[0];
  if (paragraph?.type !== 'paragraph' || paragraph.children[1]?.type !== 'strong')
    throw new Error('unexpected');
  paragraph.children[1].children = [{ type: 'text', value: ' fett ' }];
  paragraph.children[0] = { type: 'text', value: 'Wort' };
  paragraph.children.push({ type: 'text', value: 'und mehr ' });
  const transform = stage.plugin.call({} as never, stage.options.parse({}), {} as never);
  await (transform as (root: typeof tree, file: VFile) => unknown)(tree, file);
  expect(stringify(tree)).toBe('Wort **fett** und mehr\n');
});
