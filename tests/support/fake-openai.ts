/** A server of ours that resembles OpenAI's chat completions, and models that misbehave on demand. */
import { upperCase } from './fake-providers.ts';
import { type FakeReply, type FakeServer, type Fault, openFakeServer } from './fake-server.ts';

type Format = 'json_schema' | 'json_object' | 'text';

/** What a model may do instead of translating all; by a function, what it writes. */
export type Mischief =
  | 'refusal'
  | 'filter'
  | 'length'
  | 'chatter'
  | 'fence'
  | 'think'
  | ((texts: Record<string, string>) => string);

export interface FakeOpenAi extends FakeServer {
  key: string;
  /** Forms of answer that the server takes; another is refused with `refusal`. */
  formats: Format[];
  /** The status of that refusal: 400, or 500 as old servers have it. */
  refusalStatus: number;
  /** Forms that the server takes and then ignores. */
  ignored: Format[];
  /** Whether it wants `max_completion_tokens` and no temperature. */
  isStrange: boolean;
  mischiefs: Mischief[];
  /** Tokens that fit into one request. */
  contextCharacters: number;
}

export async function openFakeOpenAi(): Promise<FakeOpenAi> {
  const settings = {
    key: 'fake-key',
    formats: ['json_schema', 'json_object', 'text'] as Format[],
    refusalStatus: 400,
    ignored: [] as Format[],
    isStrange: false,
    mischiefs: [] as Mischief[],
    contextCharacters: 20_000,
  };
  const fake: FakeOpenAi = await openFakeServer(({ url, headers, body }, fault) => {
    if (url.pathname !== '/v1/chat/completions') return refuse(404, 'no such page');
    if (headers.authorization !== `Bearer ${fake.key}`) return refuse(401, 'Incorrect API key provided');
    const request = JSON.parse(body);
    const format: Format = request.response_format?.type ?? 'text';
    if (!fake.formats.includes(format))
      return refuse(fake.refusalStatus, `response_format type must be one of "text", but got: ${format}`);
    if (fake.isStrange && request.max_tokens !== undefined)
      return refuse(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.");
    if (fake.isStrange && request.temperature !== undefined)
      return refuse(400, "Unsupported value: 'temperature' does not support 0 with this model.");
    const user: string = request.messages.at(-1).content;
    if (user.length > fake.contextCharacters)
      return refuse(400, "This model's maximum context length is exceeded.");
    return reply(fake, format, request, user, fault);
  }).then((server) => Object.assign(server, settings));
  return fake;
}

function refuse(status: number, message: string): FakeReply {
  return { status, body: { error: { message, code: status } } };
}

interface ChatRequest {
  response_format?: { json_schema?: { schema: { required: string[]; additionalProperties: boolean } } };
}

function reply(
  fake: FakeOpenAi,
  format: Format,
  request: ChatRequest,
  user: string,
  fault: Fault | undefined,
): FakeReply {
  const asked: Record<string, { text: string }> = JSON.parse(user.slice(user.indexOf('Texts:\n') + 7));
  const schema = request.response_format?.json_schema?.schema;
  if (
    format === 'json_schema' &&
    (schema?.additionalProperties !== false || !schema.required.every((key) => key in asked))
  )
    return refuse(400, 'Invalid schema: all keys must be required');
  let texts = Object.entries(asked).map(([key, { text }]) => [key, upperCase(text)] as const);
  if (fault === 'drop') texts = texts.slice(1);
  if (fault === 'reorder') texts.reverse();
  if (fault === 'blank') texts = texts.map(([key, text], index) => [key, index === 0 ? '' : text]);
  const wanted = fake.ignored.includes(format) ? 'chatter' : fake.mischiefs.shift();
  const content = format === 'text' ? tagged(texts) : JSON.stringify(Object.fromEntries(texts));
  return { body: { id: 'x', choices: [choice(wanted, content, Object.fromEntries(texts))] } };
}

function tagged(texts: readonly (readonly [string, string])[]): string {
  return texts.map(([key, text]) => `<text key="${key}">${text}</text>`).join('\n');
}

function choice(mischief: Mischief | undefined, content: string, texts: Record<string, string>): object {
  const say = (text: string | null, finish_reason = 'stop', refusal: string | null = null) => ({
    index: 0,
    finish_reason,
    message: { role: 'assistant', content: text, refusal },
  });
  if (mischief === 'refusal') return say(null, 'stop', "I'm sorry, I can't help with that.");
  if (mischief === 'filter') return say('', 'content_filter');
  if (mischief === 'length') return say(content.slice(0, content.length / 2), 'length');
  if (mischief === 'chatter') return say('Sure! Here is a nice summary of your article.');
  if (mischief === 'fence') return say(`Here you go:\n\`\`\`json\n${content}\n\`\`\`\nAnything else?`);
  if (mischief === 'think') return say(`<think>The {"t1"} is a noun.</think>\n${content}`);
  return say(typeof mischief === 'function' ? mischief(texts) : content);
}
