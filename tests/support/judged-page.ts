/** HTML read with a judge that is told what to think of it. */
import type { Judge } from '../../src/document/html/model.ts';
import { type HtmlDocument, parseHtml } from '../../src/document/html.ts';

/** Long enough to be told from a menu. */
export const SENTENCE =
  'Der Rat hat am Abend lange gestritten, bevor er dem Entwurf mit knapper Mehrheit zustimmte.';

/** Every block scores 0.9, but those whose text begins with a key of `scores` score its value; 0.5 is kept. */
export function judgeBy(scores: Record<string, number> = {}): Judge {
  return {
    threshold: 0.5,
    judge: (blocks, rows) =>
      rows.map((row, index) => {
        const key = Object.keys(scores).find((start) => blocks[index]?.text.startsWith(start));
        return { score: key === undefined ? 0.9 : (scores[key] as number), row };
      }),
    explain: () => [],
  };
}

/** A page with this in its `main`, read by `judgeBy`. */
export function judgedPage(body: string, scores: Record<string, number> = {}, head = ''): HtmlDocument {
  return parseHtml(`<!doctype html><html><head>${head}</head><body><main>${body}</main></body></html>`, {
    judge: judgeBy(scores),
  });
}

/** The texts that were kept, in order, but for the sentence that fills the page. */
export function keptOf({ blocks }: HtmlDocument): string[] {
  return (blocks ?? []).filter(({ kept, text }) => kept && text !== SENTENCE).map(({ text }) => text);
}
