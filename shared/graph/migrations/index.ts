import type { JsonObject, Migration } from './migration';

/**
 * The migrations, one for each version before the current one: one file beside this one, and one line here. Version 1 is the first, so
 * there is none yet. Add one together with a new `VERSION` in `../document.ts`: a test checks that every earlier version has one.
 */
export const MIGRATIONS: readonly Migration[] = [];

/**
 * Migrates a document to the version `target`. A document of a newer version stays unchanged, its unknown keys included.
 * @throws RangeError if a migration is missing
 */
export function migrate(document: JsonObject, target: number, migrations = MIGRATIONS): JsonObject {
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version >= target) return document;
  const step = migrations.find(({ from }) => from === version);
  if (!step) throw new RangeError(`no migration from version ${version}`);
  return migrate({ ...step.migrate(document), version: version + 1 }, target, migrations);
}
