/** One server and what it has been found to understand. */
import { KlartextError } from '../errors.ts';
import type { Segment, TranslateRequest, TranslateResponse } from '../types.ts';
import { countCharacters, readShape, toTarget } from './answers.ts';
import type { OpenAiOptions } from './openai.ts';
import { type Completion, completion, readContent } from './openai-answer.ts';
import { type Dialect, simplify, withSimplerFormat } from './openai-dialect.ts';
import { buildMessages, maxTokens, responseFormat } from './openai-prompt.ts';
import { postJson } from './post-json.ts';
import { type Meaning, quotaMeaning, type Service, statusMeaning } from './status-errors.ts';

interface Settings extends OpenAiOptions {
  model: string;
  key: string | undefined;
  /** What the server most likely calls the cap on what it writes. */
  tokenField: Dialect['tokenField'];
}

export class OpenAiServer {
  readonly #settings: Settings;
  readonly #service: Service;
  #dialect: Dialect;
  /** Whether the dialect has worked once: then a bad answer is the model's, and a refusal the request's. */
  #isSettled = false;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#dialect = {
      format: settings.format === 'auto' ? 'json_schema' : settings.format,
      tokenField: settings.tokenField,
      temperature: true,
    };
    this.#service = {
      name: 'The language model',
      keyHint: `Check ${settings.keyVariable} and the option baseUrl.`,
      addressHint: 'Check the options baseUrl and model.',
    };
  }

  async translate(request: TranslateRequest): Promise<TranslateResponse> {
    const { segments } = request;
    const { answer, dialect } = await this.#ask(request);
    const choice = answer.choices[0] as Completion['choices'][number];
    const usage = { characters: countCharacters(segments.map(({ source }) => source)) };
    if (choice.message.refusal || choice.finish_reason === 'content_filter')
      return giveUp(segments, usage, 'PROVIDER_REJECTED', 'The language model refused to translate this.');
    const texts = readContent(choice.message.content ?? '', segments.length);
    if (choice.finish_reason === 'length')
      return giveUp(segments, usage, 'PROVIDER_BAD_RESPONSE', "The language model's answer was cut off.");
    if (!texts) {
      this.#adapt(dialect, withSimplerFormat(dialect));
      const message = "The language model's answer was not of the form that was asked for.";
      return giveUp(segments, usage, 'PROVIDER_BAD_RESPONSE', message);
    }
    this.#isSettled ||= this.#dialect === dialect;
    return { targets: texts.map(toTarget), usage };
  }

  /** Asks again only while a server refuses a field of the request itself: nothing was done or billed then. */
  async #ask(request: TranslateRequest): Promise<{ answer: Completion; dialect: Dialect }> {
    for (;;) {
      const dialect = this.#dialect;
      let complaint = '';
      try {
        const { body } = await postJson({
          service: this.#service,
          url: `${this.#settings.baseUrl.replace(/\/$/, '')}/chat/completions`,
          headers: this.#settings.key ? { authorization: `Bearer ${this.#settings.key}` } : {},
          body: this.#body(request, dialect),
          timeoutMs: this.#settings.timeoutMs,
          signal: request.signal,
          explain: (status, said) => {
            if (status !== 401 && status !== 403 && status !== 429) complaint = JSON.stringify(said ?? '');
            return explain(status, said, request.segments.length);
          },
        });
        return { answer: readShape(this.#service.name, completion, body), dialect };
      } catch (error) {
        const simpler = simplify(dialect, complaint);
        if (!simpler || !this.#adapt(dialect, simpler)) throw error;
      }
    }
  }

  /** Whether there is another dialect to try; for all requests after `used`, unless another one came first. */
  #adapt(used: Dialect, simpler: Dialect | undefined): boolean {
    if (this.#dialect !== used) return true;
    const isPinned = this.#settings.format !== 'auto' && simpler?.format !== used.format;
    if (!simpler || this.#isSettled || isPinned) return false;
    this.#dialect = simpler;
    return true;
  }

  #body({ pair, segments }: TranslateRequest, dialect: Dialect): object {
    const format = responseFormat(dialect.format, segments.length);
    return {
      model: this.#settings.model,
      messages: buildMessages(pair, segments, dialect.format),
      stream: false,
      ...(dialect.temperature ? { temperature: 0 } : {}),
      [dialect.tokenField]: maxTokens(segments) + this.#settings.thinkingTokens,
      ...(format === undefined ? {} : { response_format: format }),
      ...this.#settings.extraBody,
    };
  }
}

/** One segment's failure is final; several are asked again in smaller requests, until the one is alone. */
function giveUp(
  segments: readonly Segment[],
  usage: TranslateResponse['usage'],
  code: 'PROVIDER_REJECTED' | 'PROVIDER_BAD_RESPONSE',
  message: string,
): TranslateResponse {
  if (segments.length === 1) throw new KlartextError(code, message);
  const failures = new Map(segments.map((_, index) => [index, { code, message }]));
  return { targets: segments.map(() => undefined), usage, failures };
}

function explain(status: number, body: unknown, count: number): Meaning | undefined {
  const said = JSON.stringify(body ?? '');
  if (status === 429 && /insufficient_quota/.test(said)) return quotaMeaning(status);
  // A smaller request may fit, and a bad response is what is asked for again in parts.
  if (status === 400 && count > 1 && /context.{0,10}(length|size|window)/i.test(said))
    return { code: 'PROVIDER_BAD_RESPONSE', what: 'has no room for so much text (400)' };
  return statusMeaning(status);
}
