/** `providers`: what there is to translate with, what each needs, which is usable now. */
import { loadProvider, PROVIDER_IDS } from '../../providers/registry.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, providerContext, write } from '../io.ts';

export async function providers(options: { json?: boolean }, io: Io): Promise<number> {
  const context = providerContext(io);
  const rows = await Promise.all(
    PROVIDER_IDS.map(async (id) => {
      const { description, needs, options: schema, check } = await loadProvider(id);
      const { usable, detail } = await check(schema.parse({}), context);
      return { id, description, needs, usable, detail };
    }),
  );
  if (options.json) {
    await write(io.stdout, `${JSON.stringify(rows, null, 2)}\n`);
    return EXIT.ok;
  }
  const colors = colorsFor(io, io.stdout);
  for (const { id, description, needs, usable, detail } of rows) {
    const state = usable ? colors.green('usable') : colors.yellow('not usable');
    await write(
      io.stdout,
      `${colors.bold(id)}: ${state}\n  ${description}\n  needs: ${needs}\n  now: ${detail}\n`,
    );
  }
  return EXIT.ok;
}
