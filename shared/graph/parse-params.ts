import { type Issue, issuesOf } from '../i18n/issues';
import { kindOf } from '../layers/index';
import type { LayerKind, Params } from '../layers/support/kind';
import type { GraphNode } from './document';

/** A node's kind and its parameters, read as that kind reads them. */
export interface ParsedLayer {
  /** `undefined` for a kind that this version does not know. */
  readonly kind: LayerKind | undefined;
  /** With the kind's defaults for what the document leaves out; `undefined` where one of them cannot be. */
  readonly params: Params | undefined;
  /** What is wrong with the parameters; the paths begin at `params`. */
  readonly issues: readonly Issue[];
  /** Parameters that the kind does not have. */
  readonly unknown: readonly string[];
}

/** By the parameters' identity: moving or renaming a node does not read them again. */
const known = new WeakMap<Params, { readonly kind: string; readonly resolved: ParsedLayer }>();

/** Reads a node's parameters; remembered for as long as they are the same object. */
export function parseParams(node: GraphNode): ParsedLayer {
  const last = known.get(node.params);
  if (last?.kind === node.kind) return last.resolved;
  const resolved = read(node);
  known.set(node.params, { kind: node.kind, resolved });
  return resolved;
}

function read(node: GraphNode): ParsedLayer {
  const kind = kindOf(node.kind);
  if (!kind) return { kind, params: undefined, issues: [], unknown: [] };
  const unknown = Object.keys(node.params).filter((name) => !Object.hasOwn(kind.params.shape, name));
  const parsed = kind.params.safeParse(node.params);
  return parsed.success
    ? { kind, params: parsed.data, issues: [], unknown }
    : { kind, params: undefined, issues: issuesOf(parsed.error, node.params, ['params']), unknown };
}
