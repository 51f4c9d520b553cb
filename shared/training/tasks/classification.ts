import { flatten } from '../../layers/flatten';
import { linear } from '../../layers/linear';
import { isImage, volume } from '../../layers/support/shape';
import { defineTask } from './task';

/** A classifier: the output is a vector with one score for each class. */
export const classification = defineTask({
  name: 'classification',
  label: { en: 'classification', es: 'clasificación' },
  target: 'class',
  outputSize: ({ classes }) => (classes === undefined ? undefined : [classes]),
  wrongSize: 'notClasses',
  words: {
    en: {
      notClasses:
        'The task is classification: the output is {out} and should be a vector of {classes}, one value for each class of {dataset}.',
      spareOutputs:
        'The output has {out} values, and there are {classes} classes in {dataset}: the last {spare} outputs are never the target.',
    },
    es: {
      notClasses:
        'La tarea es clasificación: la salida es {out} y debería ser un vector de {classes}, un valor por cada clase de {dataset}.',
      spareOutputs:
        'La salida tiene {out} valores, y hay {classes} clases en {dataset}: las últimas {spare} salidas nunca son el objetivo.',
    },
  },
  tolerated(out, { classes, mostClasses }) {
    if (isImage(out) || classes === undefined || mostClasses === undefined) return undefined;
    const spare = volume(out) - classes;
    return spare > 0 && volume(out) <= mostClasses ? { code: 'spareOutputs', values: { spare } } : undefined;
  },
  head(out, target) {
    const fc = { kind: linear.kind, params: { units: volume(target) } };
    return isImage(out) ? [{ kind: flatten.kind, params: {} }, fc] : [fc];
  },
  isTypical: (out, { classes }) => !isImage(out) && volume(out) === classes,
});
