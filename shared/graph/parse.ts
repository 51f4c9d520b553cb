import { type ParseError, visit } from 'jsonc-parser';
import { formatPath, type Issue, issuesOf, printable } from '../words/issues';
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

/** Reads JSON that is not too large, not too deep, and has no name that is not allowed. */
export function parseText(text: string): { readonly ok: true; readonly value: Json } | Failed {
  // Every character is at least one byte, so this bounds the work before any is done.
  if (text.length > LIMITS.bytes) return fail('large', { found: text.length, most: LIMITS.bytes });
  const json = readJson(text.replace(/^\uFEFF/, ''));
  if (!json.ok) return json;
  const unsafe = findUnsafe(json.value);
  return unsafe ? { ok: false, issues: [unsafe] } : json;
}

/** Reads a document from JSON as `parseText` gives it. */
export function parseJson(value: Json): Parsed {
  if (!isObject(value) || value['format'] !== 'patchbay') return fail('notPatchbay', {}, 'format');
  const json = migrate(value);
  const parsed = documentSchema.safeParse(json);
  if (!parsed.success) return { ok: false, issues: issuesOf(parsed.error, json) };
  const issues = [...findRepeatedIds(parsed.data), ...findTooManyNodes(parsed.data)];
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

/** The first name that is not allowed, or the first place that is too deep. It keeps a list of its own, so no depth can end it. */
function findUnsafe(root: Json): Issue | undefined {
  const waiting: { readonly value: Json; readonly path: readonly PropertyKey[] }[] = [{ value: root, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (typeof value !== 'object' || value === null) continue;
    if (path.length > LIMITS.depth) return { path: formatPath(path.slice(0, 8)), code: 'deep', values: { most: LIMITS.depth } };
    for (const [key, child] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      if (FORBIDDEN_NAMES.has(key)) return { path: formatPath(path), code: 'forbidden', values: { found: printable(key) } };
      if (typeof child === 'object' && child !== null) waiting.push({ value: child, path: [...path, step] });
    }
  }
  return undefined;
}

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

function findTooManyNodes(document: Document): readonly Issue[] {
  return document.graphs.flatMap((graph, index): Issue[] => {
    const found = Object.keys(graph.nodes).length;
    const path = formatPath(['graphs', index, 'nodes']);
    return found <= LIMITS.nodes ? [] : [{ path, code: 'tooMany', values: { found, most: LIMITS.nodes } }];
  });
}
