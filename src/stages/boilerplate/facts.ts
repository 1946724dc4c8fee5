/** The facts of a text that must not get lost: figures, link targets, proper names. */
import type { Nodes } from 'mdast';
import { visit } from 'unist-util-visit';

export interface Facts {
  figures: Set<string>;
  links: Set<string>;
  names: Set<string>;
}

/** `12,5`, `HX-40`, `2027`: digits with what is written together with them. */
const FIGURE = /[\p{L}\p{N}]*(?:[-.,:/][\p{L}\p{N}]+)*/gu;
/**
 * Two or more capitalised words in a row within a sentence, or a word that no dictionary has in that form (`IBM`,
 * `iPhone`, `McNab`). In German every noun has a capital; a single one proves nothing.
 */
const NAME =
  /(?<=[\p{L}\p{N},]["”“»«’']?\s+["„“»«‚]?)\p{Lu}[\p{L}’'-]+(?:\s+(?:von|van|de|der|zu)\s+|\s+)\p{Lu}[\p{L}’'-]+|\b\p{Lu}{2,}\b|\b\p{L}\p{Ll}*\p{Lu}[\p{L}]*\b/gu;

/** Facts of a text and of the links in its nodes. */
export function factsOf(text: string, ...nodes: Nodes[]): Facts {
  const links = new Set<string>();
  for (const node of nodes) {
    visit(node, (child) => {
      if (child.type === 'link' || child.type === 'image') links.add(child.url);
      if (child.type === 'linkReference' || child.type === 'imageReference') links.add(child.identifier);
    });
  }
  const figures = (text.match(FIGURE) ?? []).filter((word) => /\p{N}/u.test(word));
  const names = (text.match(NAME) ?? []).map((name) => name.replace(/\s+/gu, ' '));
  return { figures: new Set(figures), links, names: new Set(names) };
}

/** Whether everything that a block tells in figures, links and names is told in the texts that stay, too. */
export function isToldIn(facts: Facts, kept: Facts, keptText: string): boolean {
  return (
    [...facts.figures].every((figure) => kept.figures.has(figure)) &&
    [...facts.links].every((link) => kept.links.has(link)) &&
    [...facts.names].every((name) => keptText.includes(name))
  );
}
