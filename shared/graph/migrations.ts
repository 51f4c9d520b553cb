import { VERSION } from './document';

/** Unchecked JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Converts a document of one version to the next, without changing its argument. */
export type Migration = (document: JsonObject) => JsonObject;

/**
 * The migrations by version: `MIGRATIONS[1]` converts version 1 to 2. Version 1 is the first, so there is none yet. Add one together
 * with a new `VERSION`: a test checks that every earlier version has one.
 */
export const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/**
 * Migrates a document to a version. A document of a newer version stays unchanged, its unknown keys included.
 * @throws RangeError if a migration is missing
 */
export function migrate(document: JsonObject, migrations = MIGRATIONS, target = VERSION): JsonObject {
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version >= target) return document;
  const step = migrations.get(version);
  if (!step) throw new RangeError(`no migration from version ${version}`);
  return migrate({ ...step(document), version: version + 1 }, migrations, target);
}
