/** Footnotes as pages write them (a numbered link up, a list item down) -> marks that become GFM footnotes. */
import type { Element, Root } from 'hast';
import { attribute, elementsOf, fold, isElement, textOf } from './nodes.ts';

/** Attribute of a `sup` by which `to-mdast.ts` knows a reference; its value is the note's label. */
export const REFERENCE = 'dataFootnoteReference';
/** Element that `to-mdast.ts` turns into a definition; its label stands in the same attribute. */
export const DEFINITION = 'footnote-definition';

const MARK = /^[[(]?(?:\d{1,3}|[*†‡]|[a-z]|Anm\. ?\d+)[\])]?$/i;
const NOTE_ID =
  /^_?(?:user-content-)?(?:(?:ftn|fn|fussnote|fußnote|footnote|note|endnote|cite_note|anm|sdfootnote)[\w:.-]*|[\w-]*footnote[\w:.-]*)$/i;
const BACK = /^(?:[\s↩↑^⬆[\]().\d*]|\ufe0e|\ufe0f)*$/;

/**
 * Marks references in place and takes their notes out of the page; give them back with `returnFootnotes` when it
 * is known which references are kept. A reference without its note, or a note without one, stays text.
 */
export function takeFootnotes(root: Root): Map<string, Element> {
  const notes = notesById(root);
  const labels = new Map<Element, string>();
  for (const link of notes.size === 0 ? [] : elementsOf(root)) {
    if (!isElement(link, 'a') || !MARK.test(fold(textOf(link)))) continue;
    const note = notes.get(targetOf(link));
    if (!note || contains(note, link)) continue;
    const label = labels.get(note) ?? String(labels.size + 1);
    labels.set(note, label);
    Object.assign(link, { tagName: 'sup', properties: { [REFERENCE]: label }, children: [] });
  }
  const taken = new Map<string, Element>();
  for (const [note, label] of labels) {
    dropBackLinks(note);
    taken.set(label, { ...note, tagName: DEFINITION, properties: { [REFERENCE]: label } });
    Object.assign(note, { tagName: 'span', properties: {}, children: [] });
  }
  return taken;
}

/** Appends the notes whose references are still in the tree. */
export function returnFootnotes(root: Root, notes: ReadonlyMap<string, Element>): void {
  if (notes.size === 0) return;
  const kept = new Set<Element>();
  for (const node of elementsOf(root)) {
    const note = notes.get(attribute(node, REFERENCE));
    if (note) kept.add(note);
  }
  root.children.push(...kept);
}

/** Notes are found by their own id or that of an anchor at their beginning, which tells them, or by their way back. */
function notesById(root: Root): Map<string, Element> {
  const notes = new Map<string, Element>();
  const marks = marksByTarget(root);
  for (const node of elementsOf(root)) {
    if (!isElement(node, 'li', 'p', 'div', 'dd')) continue;
    const first = node.children.find((child) => isElement(child)) as Element | undefined;
    for (const holder of [node, first]) {
      const id = holder ? attribute(holder, 'id') || attribute(holder, 'name') : '';
      const isNote = NOTE_ID.test(id) || leadsBack(node, marks.get(id));
      if (isNote && fold(textOf(node)).length > 1 && !notes.has(id)) notes.set(id, node);
    }
  }
  return notes;
}

/** Ids of the marks that lead to an id; a mark's id is its link's own or its parent's. */
function marksByTarget(root: Root): Map<string, Set<string>> {
  const marks = new Map<string, Set<string>>();
  for (const parent of [root, ...elementsOf(root)]) {
    for (const link of parent.children) {
      if (!isElement(link, 'a') || !MARK.test(fold(textOf(link)))) continue;
      const target = targetOf(link);
      const ids = marks.get(target) ?? new Set();
      for (const node of [link, parent]) if (isElement(node)) ids.add(attribute(node, 'id'));
      if (target !== '') marks.set(target, ids);
    }
  }
  return marks;
}

/** WordPress gives notes ids that say nothing. */
function leadsBack(note: Element, marks: ReadonlySet<string> | undefined): boolean {
  if (!marks) return false;
  return elementsOf(note).some((link) => {
    const target = isElement(link, 'a') ? targetOf(link) : '';
    return target !== '' && marks.has(target);
  });
}

function targetOf(link: Element): string {
  const fragment = /#(.+)$/.exec(attribute(link, 'href'))?.[1] ?? '';
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

function contains(parent: Element, node: Element): boolean {
  return elementsOf(parent).includes(node);
}

/** The arrow or number that leads back up means nothing in Markdown. */
function dropBackLinks(parent: Element): void {
  parent.children = parent.children.filter((child) => {
    if (!isElement(child)) return true;
    if (child.tagName === 'a' && attribute(child, 'href').includes('#') && BACK.test(textOf(child)))
      return false;
    const hadText = textOf(child).trim() !== '';
    dropBackLinks(child);
    return !hadText || textOf(child).trim() !== '' || child.tagName === 'br';
  });
}
