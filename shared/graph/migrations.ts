import { VERSION } from './document';

/** JSON as it was read, before anything is known of it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** Turns a document of one version into one of the next, without changing what it is given. */
export type Migration = (document: JsonObject) => JsonObject;

/**
 * The way from each version to the next: `MIGRATIONS[1]` makes version 2 of version 1. Version 1 is the first, so there is none
 * yet; a new one is added here together with the new `VERSION`, and a test that every version below `VERSION` has one fails until
 * it is.
 */
export const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

/**
 * Brings a document up to a version. One of a newer version is left as it is: what it has that is unknown here is kept.
 * @throws RangeError where a step is missing
 */
export function migrate(document: JsonObject, migrations = MIGRATIONS, target = VERSION): JsonObject {
  const version = document['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1 || version >= target) return document;
  const step = migrations.get(version);
  if (!step) throw new RangeError(`no migration from version ${version}`);
  return migrate({ ...step(document), version: version + 1 }, migrations, target);
}
