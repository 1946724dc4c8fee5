/** Brings a file to the newest schema, and refuses files that are not ours to touch. */
import type Database from 'libsql';
import { KlartextError } from '../errors.ts';
import { ELSEWHERE } from './errors.ts';

export interface Schema {
  /** Names the kind of file in its header, so that no other program's database is taken for it. */
  applicationId: number;
  /** SQL that leads from version n to n + 1; a file's version is how many were run on it. */
  migrations: readonly string[];
}

/** In one transaction, as two processes may start together. Throws STORE_INCOMPATIBLE. */
export function migrate(
  connection: InstanceType<typeof Database>,
  schema: Schema,
  file: string,
  elsewhere = ELSEWHERE,
): void {
  const { applicationId, migrations } = schema;
  const read = (name: string): number =>
    (connection.pragma(name) as Record<string, number>[])[0]?.[name] ?? 0;
  const apply = connection.transaction(() => {
    const version = read('user_version');
    const isFresh = connection.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
    if (!isFresh && read('application_id') !== applicationId)
      throw incompatible(file, 'it belongs to another program', elsewhere);
    if (version > migrations.length)
      throw incompatible(
        file,
        `its version is ${version} and this one knows ${migrations.length}`,
        elsewhere,
      );
    for (const sql of migrations.slice(version)) connection.exec(sql);
    connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${migrations.length}`);
  });
  const isCurrent = read('user_version') === migrations.length && read('application_id') === applicationId;
  if (!isCurrent) apply.immediate();
}

function incompatible(file: string, why: string, elsewhere: string): KlartextError {
  return new KlartextError('STORE_INCOMPATIBLE', `${file}: expected a file of this Klartext, but ${why}.`, {
    hint: `Update Klartext, or ${elsewhere}.`,
  });
}
