/** `rules proposed|accept|reject`: what was learned from what repeats, and a person's word on it. */
import { existsSync } from 'node:fs';
import { KlartextError } from '../../errors.ts';
import { ArticleIndex } from '../../store/article-index.ts';
import type { LearnedRule, RuleState } from '../../store/learned-rules.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, storeFiles, write } from '../io.ts';

interface ProposedOptions {
  all?: boolean;
  host?: string;
  json?: boolean;
}

/** A longer text is cut where it is listed. */
const SHOWN_CHARACTERS = 160;

/** The rules that wait for a word, or all; of one publisher or of every. */
export async function proposed({ all, host, json }: ProposedOptions, io: Io): Promise<number> {
  const states: RuleState[] = all ? ['proposed', 'accepted', 'rejected'] : ['proposed'];
  const listed = withRules(io, (index) => index.rules.list(states)) ?? [];
  const rules = listed.filter(({ publisher }) => host === undefined || publisher === host);
  const text = json
    ? `${JSON.stringify(rules, null, 2)}\n`
    : rules.length === 0
      ? 'Nothing is proposed. Rules come of runs with a pipeline that has `learn`.\n'
      : `${rules.map(render).join('\n')}\n`;
  await write(io.stdout, text);
  return EXIT.ok;
}

/** Takes ids as `proposed` shows them; a rule that was decided before may be decided anew. */
export async function decide(ids: readonly string[], state: RuleState, io: Io): Promise<number> {
  const decided = ids.map((id) => [id, withRules(io, (index) => index.rules.decide(id, state))] as const);
  const unknown = decided.filter(([, rule]) => !rule).map(([id]) => id);
  for (const [, rule] of decided)
    if (rule) await write(io.stdout, `${state} ${rule.id} ${short(rule.text)}\n`);
  if (unknown.length > 0) {
    throw new KlartextError('USAGE', `no learned rule has the id ${unknown.join(', ')}.`, {
      hint: '`klartext rules proposed --all` shows those there are.',
    });
  }
  return EXIT.ok;
}

/** Undefined where nothing was ever learned: looking makes no file. */
function withRules<T>(io: Io, work: (index: ArticleIndex) => T): T | undefined {
  const { indexFile } = storeFiles(io);
  if (!existsSync(indexFile)) return undefined;
  const index = new ArticleIndex({ file: indexFile });
  try {
    return work(index);
  } finally {
    index.close();
  }
}

function render({ id, publisher, documents, state, text, examples }: LearnedRule): string {
  const said = state === 'proposed' ? '' : `, ${state}`;
  return `${id}  ${publisher}, in ${documents} articles${said}\n  ${short(text)}\n  such as ${examples.join(', ')}`;
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return JSON.stringify(line.length > SHOWN_CHARACTERS ? `${line.slice(0, SHOWN_CHARACTERS)}…` : line);
}
