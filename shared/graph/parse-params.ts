import { type Issue, issuesOf } from '../i18n/issues';
import { kindOf } from '../layers/index';
import type { LayerKind, Params } from '../layers/support/kind';
import type { GraphNode } from './document';

/** A node's kind and its parsed parameters. */
export interface ParsedLayer {
  /** `undefined` for a kind that this version does not know. */
  readonly kind: LayerKind | undefined;
  /** With the kind's defaults for those left out; `undefined` if one is invalid. */
  readonly params: Params | undefined;
  /** The invalid parameters; paths begin at `params`. */
  readonly issues: readonly Issue[];
  /** Parameters that the kind does not have. */
  readonly unknown: readonly string[];
}

/** By the identity of the parameters: moving or renaming a node does not parse them again. */
const known = new WeakMap<Params, { readonly kind: string; readonly resolved: ParsedLayer }>();

/** Parses a node's parameters, memoised by their identity. */
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
