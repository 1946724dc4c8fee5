/** What a page says about itself in JSON-LD: its article, whatever shape and however broken the JSON is. */
import type { Element } from 'hast';
import { attribute, textOf } from './nodes.ts';
import { readJson } from './read-json.ts';

export type JsonObject = Record<string, unknown>;

const ARTICLE =
  /^(?:Article|NewsArticle|BlogPosting|ReportageNewsArticle|AnalysisNewsArticle|OpinionNewsArticle|BackgroundNewsArticle|ReviewNewsArticle|LiveBlogPosting|TechArticle|ScholarlyArticle|Report|SocialMediaPosting|AdvertiserContentArticle|SatiricalArticle|Recipe|Review|HowTo)$/;
const MAX_OBJECTS = 5_000;
const MAX_STEP_DEPTH = 4;

/** The object that describes the page's article: the one with most text among those of an article's type. */
export function readArticle(elements: readonly Element[]): JsonObject | undefined {
  const articles = objectsOf(elements).filter(isArticle);
  return articles.sort((a, b) => weight(b) - weight(a))[0];
}

/** A page's teasers may be listed as articles too; the page's own says more about itself. */
function weight(article: JsonObject): number {
  return Math.min(stringOf(article.articleBody).length, 1) * 100 + Object.keys(article).length;
}

/** What a how-to or a recipe says step by step, as HTML; '' for other articles. */
export function instructionsOf(article: JsonObject): string {
  const ingredients = listOf(article.recipeIngredient).map(stringOf);
  const steps = [article.step, article.recipeInstructions].flatMap((list) => textsOfSteps(list, 0));
  return [...ingredients, ...steps].filter(Boolean).join('<br>');
}

/** Steps are texts, objects with one, or sections of steps. */
function textsOfSteps(value: unknown, depth: number): string[] {
  if (depth > MAX_STEP_DEPTH) return [];
  return listOf(value)
    .slice(0, MAX_OBJECTS)
    .flatMap((step) => {
      if (!isObject(step)) return stringOf(step);
      const inner = textsOfSteps(step.itemListElement, depth + 1);
      return inner.length > 0 ? inner : stringOf(step.text) || stringOf(step.name);
    });
}

function isArticle(object: JsonObject): boolean {
  return listOf(object['@type']).some(
    (type) => typeof type === 'string' && ARTICLE.test(type.replace(/^.*[/#:]/, '')),
  );
}

/** Every object of every JSON-LD script that is not inside a list of other pages. */
function objectsOf(elements: readonly Element[]): JsonObject[] {
  const found: JsonObject[] = [];
  const waiting: unknown[] = [];
  for (const node of elements) {
    if (node.tagName === 'script' && /ld\+json/i.test(attribute(node, 'type')))
      waiting.push(parseJson(textOf(node)));
  }
  for (let next = waiting.shift(); waiting.length > 0 || next !== undefined; next = waiting.shift()) {
    if (found.length > MAX_OBJECTS) break;
    if (Array.isArray(next)) waiting.push(...next.slice(0, MAX_OBJECTS));
    if (!isObject(next)) continue;
    found.push(next);
    waiting.push(next['@graph'], next.mainEntity, next.mainEntityOfPage);
  }
  return found;
}

/** JSON, or what is left of it after the usual faults: raw line breaks, comments, CDATA marks, trailing commas. */
function parseJson(text: string): unknown {
  const bare = text.replace(
    /^\s*(?:<!\[CDATA\[|<!--|\/\*\s*<!\[CDATA\[\s*\*\/)|(?:\]\]>|-->|\/\*\s*\]\]>\s*\*\/)\s*;?\s*$/g,
    '',
  );
  return readJson(bare, (broken) =>
    broken
      .replace(/\p{Cc}+/gu, ' ')
      .replace(/,\s*([}\]])/g, '$1')
      .replace(/;\s*$/, ''),
  );
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
}

export function stringOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Names of persons or organisations given as text, object or list of either; joined by a comma. */
export function namesOf(value: unknown): string {
  const names = listOf(value).map((entry) =>
    isObject(entry) ? stringOf(listOf(entry.name)[0]) : stringOf(entry),
  );
  return [...new Set(names.map((name) => name.trim()).filter((name) => name && !/^https?:/.test(name)))].join(
    ', ',
  );
}
