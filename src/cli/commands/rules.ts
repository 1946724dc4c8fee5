/** `rules`: list packs and site rules, run the examples of a file, import a site configuration. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { KlartextError } from '../../errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { importSiteConfig } from '../../pipeline/import-site-config.ts';
import { siteFolders } from '../../pipeline/load.ts';
import { readConfig } from '../../pipeline/rule-packs.ts';
import { listNames, shippedFolder } from '../../pipeline/shipped.ts';
import { openSites } from '../../pipeline/sites.ts';
import { isSiteRules, parseSiteRules } from '../../stages/rules/site.ts';
import { testRules } from '../../stages/rules/test-pack.ts';
import { parseRulePack } from '../../stages/rules.ts';
import { EXIT } from '../exit-codes.ts';
import { colorsFor, type Io, write } from '../io.ts';
import { unwritable } from '../unwritable.ts';
import { writeUserFile } from '../user-file.ts';

/** Runs every example of a pack or of a site's rules; 1 when one does not hold. */
export async function test(name: string, io: Io): Promise<number> {
  const file = findPack(name, io.cwd);
  const text = await readConfig(file, name);
  const { rules } = isSiteRules(text) ? parseSiteRules(text, name) : parseRulePack(text, name);
  const failures = testRules(rules);
  const colors = colorsFor(io, io.stdout);
  const lines = failures.map(
    ({ ruleId, expected, example, outcome }) =>
      `${colors.red('failed')} ${ruleId}: expected to ${expected} ${JSON.stringify(example)}, but ${outcome}`,
  );
  const count = rules.reduce(
    (sum, { examples }) => sum + (examples?.remove.length ?? 0) + (examples?.keep.length ?? 0),
    0,
  );
  const verdict = failures.length === 0 ? 'all hold' : `${failures.length} do not hold`;
  await write(
    io.stdout,
    [...lines, `${name}: ${rules.length} rules, ${count} examples, ${verdict}`, ''].join('\n'),
  );
  return failures.length === 0 ? EXIT.ok : EXIT.incomplete;
}

function findPack(name: string, cwd: string): string {
  if (/[/\\]|\.ya?ml$/.test(name)) return path.resolve(cwd, name);
  const folders = [path.join(cwd, 'pipelines'), shippedFolder('pipelines')];
  const files = folders.flatMap((folder) =>
    ['rules', 'sites'].map((kind) => path.join(folder, kind, `${name}.yaml`)),
  );
  return files.find((file) => existsSync(file)) ?? path.resolve(cwd, name);
}

/** Packs and site rules that pipelines can use here. */
export async function list(options: { json?: boolean }, io: Io): Promise<number> {
  const folders = [...new Set([path.join(io.cwd, 'pipelines'), shippedFolder('pipelines')])];
  const packs = [];
  const seen = new Set<string>();
  for (const folder of folders) {
    for (const name of listNames(path.join(folder, 'rules')).filter((candidate) => !seen.has(candidate))) {
      const file = path.join(folder, 'rules', `${name}.yaml`);
      const { version, languages, rules, description } = parseRulePack(await readConfig(file, file), file);
      packs.push({ name, version, languages, rules: rules.length, description: description.trim(), file });
      seen.add(name);
    }
  }
  const { files } = await openSites(siteFolders(path.join(folders[0] as string, 'x.yaml'), io.cwd));
  const sites = [...files].map(([host, file]) => ({ host, file }));
  const lines = [
    ...packs.map(
      (pack) => `${pack.name} v${pack.version} (${pack.languages.join(', ')}): ${pack.rules} rules`,
    ),
    ...sites.map(({ host, file }) => `site ${host}: ${path.relative(io.cwd, file)}`),
  ];
  await write(
    io.stdout,
    options.json ? `${JSON.stringify({ packs, sites }, null, 2)}\n` : `${lines.join('\n')}\n`,
  );
  return EXIT.ok;
}

/** Turns a `ftr-site-config` file into `<out>/<host>.yaml` and says what was left out. */
export async function importConfig(
  name: string,
  options: { out: string; force?: boolean },
  io: Io,
): Promise<number> {
  const site = importSiteConfig(await readConfig(path.resolve(io.cwd, name), name), name);
  const file = path.join(options.out, `${site.host}.yaml`);
  const target = path.resolve(io.cwd, file);
  if (existsSync(target) && !options.force) {
    throw new KlartextError('USAGE', `${file} is there already.`, { hint: 'Use --force to replace it.' });
  }
  try {
    makeFolder(path.dirname(target));
  } catch (cause) {
    throw unwritable(file, cause);
  }
  await writeUserFile(file, site.yaml, io);
  const { title, body, strip } = site.taken;
  const skipped = site.skipped.map(({ line, text, reason }) => `  line ${line}: ${text} (${reason})`);
  await write(
    io.stdout,
    [
      `${file}: ${body} selectors for the body, ${title} for the title, ${strip} to strip`,
      ...(skipped.length > 0 ? [`not supported, left out (${skipped.length}):`, ...skipped] : []),
      '',
    ].join('\n'),
  );
  return EXIT.ok;
}
