/** Phrases of the police, the courts, the stock exchange and sport that a small model takes word by word, in plain words. */
import { EVERYDAY, MARKETS, SPORT } from './bergamot-phrases-daily.ts';
import { ACCIDENTS, COURTS } from './bergamot-phrases-police.ts';
import { suspendSentences } from './bergamot-probation.ts';

const PHRASES = [...COURTS, ...ACCIDENTS, ...SPORT, ...MARKETS, ...EVERYDAY];
const COURT = /[Gg]ericht|Urteil|BGH|Kläger|[Aa]nw[aä]lt|Angeklagte|Richter/u;
const REVISION = /(?<!\p{L})Revision(?! ?\d|\p{L}|-)/gu;

/** The German with those phrases in words that the model knows. */
export function putPlainPhrases(text: string): string {
  const plain = PHRASES.reduce(
    (said, [pattern, by]) => (typeof by === 'string' ? said.replace(pattern, by) : said.replace(pattern, by)),
    suspendSentences(text),
  );
  // To English papers both are appeals; to the model one of them is a revision.
  return COURT.test(plain) && !plain.includes('Berufung') ? plain.replace(REVISION, 'Berufung') : plain;
}
