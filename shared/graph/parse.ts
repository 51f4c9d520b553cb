import { type ParseError, visit } from 'jsonc-parser';
import { formatPath, type Issue, issuesOf, printable } from '../i18n/issues';
import { type Document, documentSchema, FORBIDDEN_NAMES, isNewer, LIMITS } from './document';
import { type Json, type JsonObject, migrate } from './migrations';

/** A document, or everything that keeps the text from being one. */
export type Parsed =
  | { readonly ok: true; readonly document: Document; readonly newer: boolean }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type Failed = Parsed & { readonly ok: false };

const fail = (code: string, values: Issue['values'] = {}, path = ''): Failed => ({ ok: false, issues: [{ path, code, values }] });

/**
 * Reads a document from the text of a file. Nothing that it holds can make it throw. What it does not know it keeps, and
 * `newer` says that the document was written by a later version.
 */
export function parseDocument(text: string): Parsed {
  const json = parseText(text);
  return json.ok ? parseJson(json.value) : json;
}

/** Reads JSON that is not too large, not too deep, has not too many values, and has no name that is not allowed. */
export function parseText(text: string): { readonly ok: true; readonly value: Json } | Failed {
  // Every character is at least one byte, so this bounds the work before any is done.
  if (text.length > LIMITS.bytes) return fail('large', { found: text.length, most: LIMITS.bytes });
  const json = hasTooManyValues(text) ? fail('values', { most: LIMITS.values }) : readJson(text.replace(/^\uFEFF/, ''));
  if (!json.ok) return json;
  const unsafe = findUnsafe(json.value);
  return unsafe ? { ok: false, issues: [unsafe] } : json;
}

/** Reads a document from JSON as `parseText` gives it. */
export function parseJson(value: Json): Parsed {
  if (!isObject(value) || value['format'] !== 'patchbay') return fail('notPatchbay', {}, 'format');
  const json = migrate(value);
  // Before anything is looked at one by one.
  const tooMany = findTooMany(json);
  if (tooMany.length > 0) return { ok: false, issues: tooMany };
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error, json) };
  const issues = findRepeatedIds(parsed.data);
  if (issues.length > 0) return { ok: false, issues };
  return { ok: true, document: parsed.data, newer: isNewer(parsed.data) };
}

/** The document as the text of a file. */
export function serializeDocument(document: Document): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Whether JSON is an object. */
export function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readJson(text: string): { readonly ok: true; readonly value: Json } | Failed {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const before = text.slice(0, faultIn(text));
    const line = before.split('\n').length;
    const column = before.length - before.lastIndexOf('\n');
    return { ok: false, issues: [{ path: '', code: 'notJson', values: { line, column } }] };
  }
}

/** Where a text stops being JSON. The engine's own message tells that only at times, and each engine in words of its own. */
function faultIn(text: string): number {
  const errors: ParseError[] = [];
  try {
    visit(text, { onError: (error, offset, length) => errors.push({ error, offset, length }) }, { disallowComments: true });
  } catch (error) {
    // Nested too deep for the parser's own recursion.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0]?.offset ?? text.length;
}

/** True of JSON with more values than a document may have, which would take many times its size as objects. */
function hasTooManyValues(text: string): boolean {
  // Each takes a character at least.
  if (text.length <= LIMITS.values) return false;
  let count = 1;
  for (let index = 0; index < text.length && count <= LIMITS.values; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) index = endOfString(text, index);
    else if (code === COMMA || code === BRACKET || code === BRACE) count++;
  }
  return count > LIMITS.values;
}

const [QUOTE, COMMA, BRACKET, BRACE] = [0x22, 0x2c, 0x5b, 0x7b];

/** The place of the quotation mark that ends the string which begins at `start`; that of the text's end where none does. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** The first name that is not allowed, object that has too many, or place that is too deep, which is as deep as it goes. */
function findUnsafe(value: Json, path: PropertyKey[] = []): Issue | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length > LIMITS.depth) return { path: formatPath(path.slice(0, 8)), code: 'deep', values: { most: LIMITS.depth } };
  const inside = (child: Json, step: PropertyKey) => {
    path.push(step);
    const found = findUnsafe(child, path);
    path.pop();
    return found;
  };
  if (isList(value)) {
    for (const [index, child] of value.entries()) {
      const found = inside(child, index);
      if (found) return found;
    }
    return undefined;
  }
  const keys = Object.keys(value);
  if (keys.length > LIMITS.names) return tooMany(formatPath(path), keys.length, LIMITS.names);
  for (const key of keys) {
    if (FORBIDDEN_NAMES.has(key)) return { path: formatPath(path), code: 'forbidden', values: { found: printable(key) } };
    const found = inside(value[key] ?? null, key);
    if (found) return found;
  }
  return undefined;
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function findRepeatedIds(document: Document): readonly Issue[] {
  const repeated = (items: readonly { readonly id: string }[], base: readonly PropertyKey[]) => {
    const seen = new Set<string>();
    return items.flatMap(({ id }, index): Issue[] => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [{ path: formatPath([...base, index, 'id']), code: 'twice', values: { found: printable(id) } }];
    });
  };
  return [
    ...repeated(document.graphs, ['graphs']),
    ...document.graphs.flatMap((graph, index) => repeated(graph.edges, ['graphs', index, 'edges'])),
  ];
}

/** More graphs than a document may have, or more nodes, wires or annotations: in one of its graphs, or in all of them together. */
function findTooMany({ graphs }: JsonObject): readonly Issue[] {
  if (graphs === undefined || !isList(graphs)) return [];
  if (graphs.length > LIMITS.graphs) return [tooMany('graphs', graphs.length, LIMITS.graphs)];
  const parts = (['nodes', 'edges', 'annotations'] as const).map((part) => {
    const counts = graphs.map((graph) => (isObject(graph) ? countOf(graph[part]) : 0));
    return { part, most: LIMITS[part], counts, sum: counts.reduce((sum, count) => sum + count, 0) };
  });
  const inOne = parts.flatMap(({ part, most, counts }) =>
    counts.flatMap((count, index) => (count > most ? [tooMany(formatPath(['graphs', index, part]), count, most)] : [])),
  );
  if (inOne.length > 0) return inOne;
  return parts.flatMap(({ part, most, sum }) =>
    sum > most ? [{ path: 'graphs', code: IN_ALL[part], values: { found: sum, most } }] : [],
  );
}

const IN_ALL = { nodes: 'manyNodes', edges: 'manyEdges', annotations: 'manyAnnotations' } as const;

const tooMany = (path: string, found: number, most: number): Issue => ({ path, code: 'tooMany', values: { found, most } });

const countOf = (value: Json | undefined): number =>
  typeof value !== 'object' || value === null ? 0 : isList(value) ? value.length : Object.keys(value).length;
