/** What a server that calls itself compatible understands, found out by what it refuses. */
import { ANSWER_FORMATS, type AnswerFormat } from './openai-prompt.ts';

export interface Dialect {
  readonly format: AnswerFormat;
  readonly tokenField: 'max_tokens' | 'max_completion_tokens';
  /** Some models take no temperature but their own. */
  readonly temperature: boolean;
}

/** The next form of answer down; undefined when there is none. */
export function withSimplerFormat(dialect: Dialect): Dialect | undefined {
  const format = ANSWER_FORMATS[ANSWER_FORMATS.indexOf(dialect.format) + 1];
  return format && { ...dialect, format };
}

/**
 * What to try instead after a refusal, told by the field that it names. Old llama.cpp refuses a schema with 500,
 * others with 400 or 422, so the status is not looked at. Undefined when it is about something else.
 */
export function simplify(dialect: Dialect, complaint: string): Dialect | undefined {
  if (/max_completion_tokens/.test(complaint) && dialect.tokenField === 'max_tokens')
    return { ...dialect, tokenField: 'max_completion_tokens' };
  if (/temperature/.test(complaint) && dialect.temperature) return { ...dialect, temperature: false };
  if (/response[_ ]?format|json[_ ]?schema|json[_ ]?object|structured|grammar/i.test(complaint))
    return withSimplerFormat(dialect);
  return undefined;
}
