/** Pages that are a frame only: their scripts would load the text. */
import type { Element, Root } from 'hast';
import type { Block } from './blocks.ts';
import { attribute, elementsOf, fold, textOf } from './nodes.ts';
import { CONSENT } from './page-kind.ts';

/** Where frameworks put what they make. */
const MOUNT =
  /^(?:(?:react-|vue-|app-|page-|main-)?(?:root|app)|__next|__nuxt|___gatsby|svelte|q-app|ember-app)$/i;
const ANGULAR = /<app-root[\s>]/i;
const WHAT =
  '(?:(?:die|der|das|the|this) )?(?:seite|inhalte?|artikel|beitrag|daten|text|app|anwendung|website|page|content|article)';
const LOADING = new RegExp(
  String.raw`^\W*(?:(?:bitte|please|einen|one|just a|moment|warten|wait|sie|${WHAT}|wird|werden|is|are|geladen|l[aä]dt|laden|loading|now)(?:[\s.,…!]+|$))+\W*$`,
  'iu',
);
const LOADS = /l[aä]dt|laden|loading|moment|wait|warten/i;
/** Said to a reader whose browser runs no scripts. */
const ASKS_FOR_SCRIPTS =
  /(?=.*\bjavascript\b)(?=.*(?:aktiv|eingeschaltet|einschalt|benötig|erforder|notwendig|enabl|requir|need|turn on|disabled|without))(?=.*\b(?:bitte|please|sie|ihre[mnr]?|dein\w*|you\w*|this|diese\w*|erforderlich|required|deaktiviert|disabled)\b)/isu;
/** Longer ones are texts about it. In characters. */
const NOTICE = 300;
const STATUS = 80;
/** What stands on all pages of a site. */
const FURNITURE = new Set(['nav', 'footer', 'header', 'aside']);
const COPYRIGHT = /^\W*(?:©|\(c\)|copyright)/i;
const SENTENCE = /\p{L}{2,}\s.*\p{L}[.!?…]/su;
/** A note may be one word; in other elements a word is a name, a label or a line at the page's foot. */
const TEXTS = new Set(['p', 'li', 'td', 'dd', 'pre', 'blockquote', 'table']);

/** Whether there is a place or a word for what scripts would load, and no text but what stands on every page. */
export function isShell(html: string, tree: Root, blocks: readonly Block[]): boolean {
  if (!/<script\b/i.test(html)) return false;
  const rest = blocks.filter((block) => !isWaiting(block));
  if (rest.some(isText)) return false;
  return rest.length < blocks.length || ANGULAR.test(html) || elementsOf(tree).some(isEmptyMount);
}

function isWaiting({ text }: Block): boolean {
  if (text.length < STATUS && LOADS.test(text) && LOADING.test(text)) return true;
  return text.length < NOTICE && ASKS_FOR_SCRIPTS.test(text);
}

function isText({ text, name, path, nodes }: Block): boolean {
  if (path.some(({ tagName }) => FURNITURE.has(tagName)) || /^h[1-6]$/.test(name)) return false;
  if (CONSENT.test(text) || COPYRIGHT.test(text)) return false;
  const linked = nodes.flatMap((node) => (node.type === 'element' ? [node, ...elementsOf(node)] : []));
  const inLinks = linked.filter(({ tagName }) => tagName === 'a').map(textOf);
  if (fold(inLinks.join(' ')).length >= text.length * 0.8) return false;
  return TEXTS.has(name) || SENTENCE.test(text);
}

function isEmptyMount(element: Element): boolean {
  return MOUNT.test(attribute(element, 'id')) && fold(textOf(element)) === '';
}
