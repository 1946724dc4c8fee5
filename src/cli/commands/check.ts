/** `check`: validates a pipeline file and says what it would do; runs nothing. */
import { loadPipeline } from '../../pipeline/load.ts';
import { readProvider } from '../../pipeline/provider.ts';
import type { ProviderSettings } from '../../pipeline/schema.ts';
import type { SourceSettings } from '../../pipeline/source-schema.ts';
import { EXIT } from '../exit-codes.ts';
import { type Io, write } from '../io.ts';

export async function check(name: string, io: Io): Promise<number> {
  const pipeline = await loadPipeline(name, io.cwd);
  for (const provider of pipeline.providers) await readProvider(provider);
  const stages = pipeline.stages.map(({ stage, options }) => {
    const shown = JSON.stringify(options);
    return `  ${stage.name} v${stage.version}${shown === '{}' ? '' : ` ${shown}`}`;
  });
  const rules = pipeline.rulePacks.map((pack) => `  ${pack.name} v${pack.version}`);
  const sources = pipeline.sources.map(describeSource);
  await write(
    io.stdout,
    [
      `${pipeline.file}: valid`,
      ...(pipeline.description ? [pipeline.description] : []),
      ...(sources.length > 0 ? ['sources:', ...sources] : []),
      `languages: ${pipeline.pair.source} to ${pipeline.pair.target}`,
      'stages:',
      ...stages,
      'rules:',
      ...rules,
      `providers: ${pipeline.providers.map(describeProvider).join(', then ')}`,
      '',
    ].join('\n'),
  );
  return EXIT.ok;
}

/** `  feed https://example.org/feed.xml`, without the query, which may hold a key. */
function describeSource(source: SourceSettings): string {
  const { type, name } = source;
  const places = [('url' in source && source.url) || [], ('path' in source && source.path) || []].flat();
  return `  ${type} ${name ?? places.map((place) => place.replace(/\?.*/, '')).join(', ')}`;
}

/** `deepl (at most 100000 characters per month)`. */
function describeProvider({ id, minQuality, budget, currency }: ProviderSettings): string {
  const unit = budget?.unit === 'money' ? currency : 'characters';
  const caps = (['perRun', 'perMonth'] as const).flatMap((cap) =>
    budget?.[cap] === undefined
      ? []
      : [`at most ${budget[cap]} ${unit} per ${cap === 'perRun' ? 'run' : 'month'}`],
  );
  const facts = [...(minQuality === undefined ? [] : [`from quality ${minQuality}`]), ...caps];
  return facts.length > 0 ? `${id} (${facts.join(', ')})` : id;
}
