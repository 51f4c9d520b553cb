import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { explainIssue, type Issue } from '../../i18n/issues';
import type { Params } from '../../layers/support/kind';
import { type Field, fieldsOf } from '../../layers/support/params';
import type { Graph, GraphNode } from '../document';
import type { Fix } from '../fixes/fix';
import { paramLabel, setParam, setParams } from '../fixes/proposals';
import { meantKind, meantLayer, meantParams } from '../habits';
import type { NodeInference } from '../infer';
import { kindLabel } from '../labels';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    unknownKind: 'This version of Patchbay does not know the layer {kind}, so its output size is unknown. The layer is kept.',
    otherKind: 'The layer {kind} is called {here} here.',
    badParameter: '{path}: {issue}',
    otherValue: '{path}: {issue} Here it is written {here}.',
    otherName: 'The parameter {param} is called {here} here, so it has no effect.',
    unknownParameter: 'This version of Patchbay does not know the parameter {param}. It is kept, and has no effect here.',
  },
  es: {
    unknownKind:
      'Esta versión de Patchbay no conoce la capa {kind}, así que el tamaño de su salida es desconocido. La capa se conserva.',
    otherKind: 'La capa {kind} se llama {here} aquí.',
    badParameter: '{path}: {issue}',
    otherValue: '{path}: {issue} Aquí se escribe {here}.',
    otherName: 'El parámetro {param} se llama {here} aquí, así que no tiene efecto.',
    unknownParameter: 'Esta versión de Patchbay no conoce el parámetro {param}. Se conserva, y no tiene efecto aquí.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Kinds and parameters that this version does not know, and parameters out of their range or of the wrong type. */
export const parameters: Rule = {
  find: ({ graph, inference }) =>
    [...inference.nodes].flatMap(([node, inferred]): readonly Found[] => {
      const { kind, issues, unknown } = inferred.layer;
      if (!kind) return [unknownKind(node, inferred.node)];
      const meant = issues.length + unknown.length === 0 ? {} : meantLayer(kind, inferred.node.params);
      const whole = Object.keys(meant).length > 1 ? [setNode(graph, node, inferred, meant)] : [];
      return [
        ...issues.map((issue) => badParameter(graph, node, inferred, issue, whole)),
        ...unknown.map((param) => unknownParameter(graph, node, inferred, param, whole)),
      ];
    }),
  words: MESSAGES,
};

function setNode(graph: Graph, node: string, { layer }: NodeInference, set: Params): Fix {
  return setParams(graph, [{ node, kind: layer.kind?.kind ?? '', set, params: set }], node);
}

/** A kind that is none here, or is one by its name in Keras or PyTorch. */
function unknownKind(node: string, written: GraphNode): Found {
  const meant = meantKind(written.kind);
  if (!meant) return { node, code: 'unknownKind', values: { kind: written.kind } };
  const { kind } = meant;
  const params = { ...meant.params, ...meantLayer(kind, written.params) };
  const label = kindLabel(kind.kind);
  const proposals = (): readonly Fix[] => [
    { code: 'become', values: { node, kind: label }, edits: [{ type: 'change', node, kind: kind.kind, params }] },
  ];
  return { node, code: 'otherKind', values: { kind: written.kind, here: label }, proposals };
}

function badParameter(graph: Graph, node: string, inferred: NodeInference, issue: Issue, whole: readonly Fix[]): Found {
  const param = nameOf(issue);
  const { kind } = inferred.layer;
  const meant = kind && meantParams(kind, inferred.node.params, param);
  const values = () => ({
    param: paramLabel(graph, node, param),
    path: `${node}.${issue.path}`,
    issue: { en: explainIssue(issue, 'en'), es: explainIssue(issue, 'es') },
    here: meant ? JSON.stringify(meant[param]) : '',
  });
  const proposals = (): readonly Fix[] => {
    const value = repair(inferred, param);
    const own = meant
      ? [setNode(graph, node, inferred, meant)]
      : value === undefined
        ? []
        : [setParam(graph, node, param, value)];
    return [...whole, ...own];
  };
  return { node, code: meant ? 'otherValue' : 'badParameter', param, values, proposals };
}

function unknownParameter(graph: Graph, node: string, inferred: NodeInference, param: string, whole: readonly Fix[]): Found {
  const { kind } = inferred.layer;
  const meant = kind && meantParams(kind, inferred.node.params, param);
  if (!meant) return { node, code: 'unknownParameter', severity: 'warning', param, values: { param } };
  const [here = ''] = Object.keys(meant);
  return {
    node,
    code: 'otherName',
    severity: 'warning',
    param,
    values: { param, here: paramLabel(graph, node, here) },
    proposals: () => [...whole, setNode(graph, node, inferred, meant)],
  };
}

/** params.stride[1] → stride */
function nameOf({ path }: Issue): string {
  return /^params\.([^.[]+)/.exec(path)?.[1] ?? path;
}

/** The nearest value that the parameter can have, or its default where nothing is near. */
function repair({ node, layer }: NodeInference, param: string): unknown {
  const kind = layer.kind;
  const field = kind && fieldsOf(kind.params).get(param);
  if (!kind || !field) return undefined;
  const standard = kind.params.parse({})[param];
  const value = node.params[param];
  if (field.type === 'sides') return standard;
  const near = (found: unknown, fallback: unknown) => nearest(field, found) ?? fallback;
  if (field.type !== 'axes') return near(value, standard);
  const defaults = Array.isArray(standard) ? standard : [];
  const given = Array.isArray(value) ? value : [value, value];
  return [near(given[0], defaults[0]), near(given[1], defaults[1])];
}

function nearest(field: Field, value: unknown): number | undefined {
  if (!('min' in field) || typeof value !== 'number' || !Number.isFinite(value)) return undefined;
  const inRange = Math.min(field.max, Math.max(field.min, value));
  return field.type === 'number' ? inRange : Math.round(inRange);
}
