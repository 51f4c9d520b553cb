/** Unchecked JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** The conversion of documents of one version to the next. */
export interface Migration {
  /** The version that it reads. */
  readonly from: number;
  /** Converts a document without changing its argument; `version` is set by the caller. */
  migrate(document: JsonObject): JsonObject;
}
