/** What lists of phrases share: a phrase that a small model takes word by word, and the plain words put for it. */

export type Phrase = readonly [pattern: RegExp, by: string | ((...found: string[]) => string)];

export const CLAUSE_END = '(?=$|[.,;:!?)“"]| und )';
/** `stellt`, `stellen`, `stellte`, `stellten`: a regular verb's endings, which go to that put for it. */
export const ENDING = '(t|en|te|ten)';
export const upper = (words: string): string => words.slice(0, 1).toUpperCase() + words.slice(1);
export const of = (form: string, forms: Readonly<Record<string, string>>): string => forms[form] ?? form;
