import { type ParseError, visit } from 'jsonc-parser';
import { formatPath, type Issue, type IssueCode, issuesOf, printable } from '../i18n/issues';
import { type Document, documentSchema, FORBIDDEN_NAMES, isNewer, LIMITS, VERSION } from './document';
import { migrate } from './migrations/index';
import type { Json, JsonObject } from './migrations/migration';

/** A document, or the issues that make the text invalid. */
export type Parsed =
  | { readonly ok: true; readonly document: Document; readonly newer: boolean }
  | { readonly ok: false; readonly issues: readonly Issue[] };

type Failed = Parsed & { readonly ok: false };

const fail = (code: IssueCode, values: Issue['values'] = {}, path = ''): Failed => ({
  ok: false,
  issues: [{ path, code, values }],
});

/**
 * Parses a document from the text of a file; never throws. Unknown keys are kept, and `newer` is true if a later version wrote it.
 * @example const parsed = parseDocument(text); if (!parsed.ok) report(parsed.issues);
 */
export function parseDocument(text: string): Parsed {
  const json = parseText(text);
  return json.ok ? parseJson(json.value) : json;
}

/** Parses JSON within the limits of size, depth and number of values, and without forbidden names. */
export function parseText(text: string): { readonly ok: true; readonly value: Json } | Failed {
  // A character is at least one byte, so this bounds all further work.
  if (text.length > LIMITS.bytes) return fail('large', { found: text.length, most: LIMITS.bytes });
  const json = hasTooManyValues(text) ? fail('values', { most: LIMITS.values }) : readJson(text.replace(/^\uFEFF/, ''));
  if (!json.ok) return json;
  const unsafe = findUnsafe(json.value);
  return unsafe ? { ok: false, issues: [unsafe] } : json;
}

/** Parses a document from the JSON of `parseText`. */
export function parseJson(value: Json): Parsed {
  if (!isObject(value) || value['format'] !== 'patchbay') return fail('notPatchbay', {}, 'format');
  const json = migrate(value, VERSION);
  // Check the numbers before the items.
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

/** True if JSON is an object. */
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

/** The place of a syntax error in JSON. The message of JSON.parse has it only sometimes, and differs between engines. */
function faultIn(text: string): number {
  const errors: ParseError[] = [];
  try {
    visit(text, { onError: (error, offset, length) => errors.push({ error, offset, length }) }, { disallowComments: true });
  } catch (error) {
    // Nested too deep for the recursion of JSON.parse.
    if (!(error instanceof RangeError)) throw error;
  }
  return errors[0]?.offset ?? text.length;
}

/** True if JSON has more values than a document may have; as objects they would take many times the memory of the text. */
function hasTooManyValues(text: string): boolean {
  // Each takes at least one character.
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

/** The index of the quotation mark that ends the string starting at `start`, or of the end of the text. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\') slashes++;
    if (slashes % 2 === 0) return end;
  }
  return text.length;
}

/** The first forbidden name, object with too many names, or place that is nested too deep. */
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

/** Checks the limits of graphs, and of nodes, wires and annotations, in each graph and in all together. */
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
