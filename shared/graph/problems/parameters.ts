import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { explainIssue, type Issue } from '../../i18n/issues';
import { type Field, fieldsOf } from '../../layers/support/params';
import { paramLabel, setParam } from '../fixes/proposals';
import type { NodeInference } from '../infer';
import type { Finding, Rule } from './problem';

const MESSAGES = defineMessages({
  en: {
    unknownKind: 'This version of Patchbay does not know the layer {kind}, so its output size is unknown. The layer is kept.',
    badParameter: '{path}: {issue}',
    unknownParameter: 'This version of Patchbay does not know the parameter {param}. It is kept, and has no effect here.',
  },
  es: {
    unknownKind:
      'Esta versión de Patchbay no conoce la capa {kind}, así que el tamaño de su salida es desconocido. La capa se conserva.',
    badParameter: '{path}: {issue}',
    unknownParameter: 'Esta versión de Patchbay no conoce el parámetro {param}. Se conserva, y no tiene efecto aquí.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Kinds and parameters that this version does not know, and parameters out of their range or of the wrong type. */
export const parameters: Rule = {
  find: ({ graph, inference }) =>
    [...inference.nodes].flatMap(([node, inferred]): Found[] => {
      const { kind, issues, unknown } = inferred.layer;
      if (!kind) return [{ node, code: 'unknownKind', values: { kind: inferred.node.kind } }];
      return [
        ...issues.map((issue): Found => {
          const param = nameOf(issue);
          const values = () => ({
            param: paramLabel(graph, node, param),
            path: `${node}.${issue.path}`,
            issue: { en: explainIssue(issue, 'en'), es: explainIssue(issue, 'es') },
          });
          const proposals = () => {
            const value = repair(inferred, param);
            return value === undefined ? [] : [setParam(graph, node, param, value)];
          };
          return { node, code: 'badParameter', param, values, proposals };
        }),
        ...unknown.map((param): Found => ({ node, code: 'unknownParameter', severity: 'warning', param, values: { param } })),
      ];
    }),
  words: MESSAGES,
};

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
