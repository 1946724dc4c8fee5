/** `providers`: what there is to translate with, what each needs, which is usable now; of one, its options. */
import * as z from 'zod';
import { providerEntry } from '../../pipeline/schema.ts';
import type { ProviderContext } from '../../providers/provider.ts';
import { loadProvider, PROVIDER_IDS } from '../../providers/registry.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, providerContext, write } from '../io.ts';

interface Option {
  name: string;
  description: string;
  /** What it may be, where there is a list. */
  choices?: unknown[];
  /** As it is written in a pipeline file; absent when there is none. */
  default?: unknown;
}

interface Row {
  id: string;
  description: string;
  needs: string;
  usable: boolean;
  detail: string;
  options: Option[];
}

/** `id` may be the path of a module. Rejects with PROVIDER_UNKNOWN and the nearest name. */
export async function providers(
  id: string | undefined,
  options: { json?: boolean },
  io: Io,
): Promise<number> {
  const context = providerContext(io);
  const rows = await Promise.all((id === undefined ? PROVIDER_IDS : [id]).map((one) => rowOf(one, context)));
  const colors = colorsFor(io, io.stdout);
  const lists = rows.map((row) => {
    const state = row.usable ? colors.green('usable') : colors.yellow('not usable');
    const needs = row.usable ? '' : `  needs: ${row.needs}\n`;
    return `${colors.bold(row.id)}: ${state}\n  ${row.description}\n${needs}  now: ${row.detail}\n`;
  });
  const [only] = rows;
  const more = id !== undefined && only ? describeOptions(only) : HOW;
  const text = options.json ? `${JSON.stringify(rows, null, 2)}\n` : `${lists.join('')}\n${more}`;
  await write(io.stdout, text);
  return EXIT.ok;
}

/** Keys of `provider:` that `describeOptions` shows by its example. */
const SHOWN = new Set(['id', 'options']);
const HOW = `Name one with --provider, or in a pipeline file: provider: { id: deepl }
\`klartext providers <id>\` shows its options.
`;

async function rowOf(id: string, context: ProviderContext): Promise<Row> {
  const { description, needs, options, check } = await loadProvider(id);
  const parsed = options.safeParse({});
  const { usable, detail } = await check(parsed.data, context);
  return { id, description, needs, usable, detail, options: optionsOf(options) };
}

function optionsOf(schema: z.ZodType): Option[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const { description = '', enum: choices, default: value } = property as z.core.JSONSchema.JSONSchema;
    return {
      name,
      description,
      ...(choices === undefined ? {} : { choices }),
      ...(value === undefined ? {} : { default: value }),
    };
  });
}

function describeOptions({ id, options }: Row): string {
  const example = `In a pipeline file:\n  provider: { id: ${id}${options.length > 0 ? ', options: { … }' : ''} }\n`;
  const beside = optionsOf(providerEntry).filter(({ name }) => !SHOWN.has(name));
  const own = options.length > 0 ? `\nOptions:\n${options.map(describeOption).join('')}` : '';
  return `${example}${own}\nBeside id and options:\n${beside.map(describeOption).join('')}`;
}

function describeOption({ name, description, choices, default: value }: Option): string {
  const either = choices === undefined ? '' : ` One of ${choices.join(', ')}.`;
  const unless = value === undefined ? '' : ` Default: ${JSON.stringify(value)}.`;
  return `  ${name}\n      ${description}${either}${unless}\n`;
}
