/** What is noise by its shape and place, whatever pack is loaded: empty labels, end marks, glued kickers. */
import type { Paragraph, PhrasingContent, Root } from 'mdast';
import { toString as plainText } from 'mdast-util-to-string';
import { type Block, cutText, type Range, textBlocks } from '../../document/blocks.ts';
import type { Unit, Wall } from './units.ts';

/** `Zeitstempel:`: at most four words and a colon. */
const EMPTY_LABEL = /^[\p{L}\p{N}][\p{L}\p{N}./&-]*(?:[^\S\n]+[\p{L}\p{N}./&-]+){0,3}\s*:$/u;

/** Short labels with nothing after them at the very end, last first. */
export function emptyLabels(items: readonly (Unit | Wall)[]): Unit[] {
  const found: Unit[] = [];
  for (const item of [...items].reverse()) {
    if ('wall' in item || item.text.length > 40 || !EMPTY_LABEL.test(item.text)) break;
    found.push(item);
  }
  return found.length === items.length ? [] : found;
}

/** A sign behind a finished sentence. The dot must end a word of letters, so that `Inc.®` stays. */
const END_MARK = /(?<=(?:\p{Ll}{3}|\p{N}|[)\]])[.!?…]?["”“»«’')\]]*[.!?…]["”“»«’')\]]*)\s*[®™■◼▪◾⬛]\s*$/u;
/** The same behind a space after any finished sentence. */
const SPACED_END_MARK = /(?<=[.!?…]["”“»«’')\]]*)\s+[®™■◼▪◾⬛]\s*$/u;
/** More than that many are no end marks but somebody's style. */
const MAX_END_MARKS = 3;

/** Where end marks stand: at the end of paragraphs, or alone as a paragraph of its own. */
export function endMarks(tree: Root): { block: Block; range: Range }[] {
  const found = textBlocks(tree)
    .filter((block) => block.node.type === 'paragraph')
    .flatMap((block) => {
      const alone = /^\s*[®■◼▪◾⬛]\s*$/u.exec(block.text);
      const match = alone ?? END_MARK.exec(block.text) ?? SPACED_END_MARK.exec(block.text);
      return match ? [{ block, range: { start: match.index, end: block.text.length } }] : [];
    });
  return found.length <= MAX_END_MARKS ? found : [];
}

const KICKERS = [
  ...['Aktualisiert', 'Update', 'Exklusiv', 'Analyse', 'Kommentar', 'Meinung', 'Interview', 'Eilmeldung'],
  ...['Hintergrund', 'Reportage', 'Kolumne', 'Glosse', 'Leitartikel', 'Porträt', 'Gastbeitrag', 'Rezension'],
  ...['Updated', 'Exclusive', 'Analysis', 'Comment', 'Opinion', 'Breaking', 'Feature', 'Column', 'Review'],
  ...[
    'Sponsored',
    'Sponsored Feature',
    'Gesponsert',
    'Gesponserter Beitrag',
    'In brief',
    'In Kürze',
    'Kurz notiert',
  ],
];

/** Words that begin a sentence: in capitals behind a kicker they prove that a new sentence begins there. */
const OPENERS = [
  ...[
    'Der',
    'Die',
    'Das',
    'Den',
    'Dem',
    'Des',
    'Ein',
    'Eine',
    'Einen',
    'Einem',
    'Einer',
    'Es',
    'Er',
    'Sie',
    'Wir',
  ],
  ...[
    'Ich',
    'Man',
    'Was',
    'Wer',
    'Wie',
    'Wenn',
    'Weil',
    'Als',
    'Nach',
    'Nachdem',
    'Mit',
    'Bei',
    'Beim',
    'Seit',
  ],
  ...[
    'Vor',
    'Für',
    'Auf',
    'Aus',
    'Im',
    'In',
    'Am',
    'An',
    'Zum',
    'Zur',
    'Zu',
    'Um',
    'Unter',
    'Über',
    'Trotz',
    'Laut',
  ],
  ...[
    'Dass',
    'Diese',
    'Dieser',
    'Dieses',
    'Viele',
    'Einige',
    'Kein',
    'Keine',
    'Nun',
    'Jetzt',
    'Noch',
    'Auch',
    'Nur',
  ],
  ...[
    'The',
    'A',
    'It',
    'This',
    'These',
    'There',
    'They',
    'He',
    'She',
    'We',
    'You',
    'If',
    'When',
    'While',
    'After',
  ],
  ...[
    'On',
    'At',
    'As',
    'For',
    'From',
    'With',
    'By',
    'Some',
    'Many',
    'No',
    'Not',
    'Just',
    'Another',
    'Last',
    'Two',
  ],
];

const GLUED = new RegExp(
  `^\\s*(${[...KICKERS, ...KICKERS.map((kicker) => kicker.toUpperCase())].join('|')})\\s+(?=(?:["„“»‚]\\s*)?(?:${OPENERS.join('|')})\\s+["„“»]?[\\p{L}\\p{N}])`,
  'u',
);

/** With these words before it no sentence can go on `Microsoft hat …`. */
const LOOSE_KICKERS =
  'Aktualisiert|Update|Updated|Exklusiv|Exclusive|Eilmeldung|Breaking|AKTUALISIERT|UPDATE|EXKLUSIV';
const FINITE =
  'hat|haben|hatte|ist|sind|war|waren|wird|werden|wurde|wurden|will|wollen|kann|könnte|könnten|soll|sollen|has|have|had|is|are|was|were|could|would|may|might';
const GLUED_NAME = new RegExp(
  `^\\s*(${LOOSE_KICKERS})\\s+(?=(?:\\p{Lu}[\\p{L}\\p{N}-]+\\s+){1,3}(?:${FINITE})\\s)`,
  'u',
);

/** Only the first blocks of an article carry a kicker. */
const MAX_KICKER_BLOCK = 8;

/**
 * Separates glued kickers (`Aktualisiert Die Geschichte …`) into an emphasised paragraph of their own.
 * Nothing is lost, so nothing is a removal. Answers the paragraphs that they were separated from.
 */
export function separateKickers(tree: Root): Paragraph[] {
  const separated: Paragraph[] = [];
  for (const { node, parents, text } of textBlocks(tree).slice(0, MAX_KICKER_BLOCK)) {
    const match =
      node.type === 'paragraph' && parents.length === 1 ? (GLUED.exec(text) ?? GLUED_NAME.exec(text)) : null;
    const kicker = match?.[1];
    if (!match || !kicker || node.type !== 'paragraph') continue;
    const first = node.children[0];
    const styled = first && 'children' in first && plainText(first).trim() === kicker;
    if (!styled && !(first?.type === 'text' && first.value.length > kicker.length)) continue;
    const child = styled ? structuredClone(first) : emphasised(kicker);
    cutText(node, [{ start: 0, end: match[0].length }]);
    tree.children.splice(tree.children.indexOf(node), 0, { type: 'paragraph', children: [child] });
    separated.push(node);
  }
  return separated;
}

function emphasised(text: string): PhrasingContent {
  return { type: 'emphasis', children: [{ type: 'text', value: text }] };
}
