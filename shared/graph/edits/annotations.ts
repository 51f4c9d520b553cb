import { deepEqual } from '../deep-equal';
import { type Annotation, type Graph, LENGTHS, type Position } from '../document';
import { EditError } from './error';
import { placed } from './places';

/** Adds an annotation after the others. */
export function annotate(graph: Graph, text: string, position: Position): Graph {
  return { ...graph, annotations: [...graph.annotations, { text: text.slice(0, LENGTHS.text), position: placed(position) }] };
}

/** Changes the text or the position of an annotation. */
export function changeAnnotation(graph: Graph, index: number, text: string | undefined, position: Position | undefined): Graph {
  const old = needAnnotation(graph, index);
  const changed: Annotation = {
    ...old,
    text: text === undefined ? old.text : text.slice(0, LENGTHS.text),
    position: position === undefined ? old.position : placed({ ...old.position, ...position }),
  };
  return deepEqual(old, changed) ? graph : { ...graph, annotations: graph.annotations.with(index, changed) };
}

/** Removes an annotation; those after it move up. */
export function removeAnnotation(graph: Graph, index: number): Graph {
  needAnnotation(graph, index);
  return { ...graph, annotations: graph.annotations.toSpliced(index, 1) };
}

/** The annotation of this index, counted from 0. @throws EditError if there is none */
function needAnnotation(graph: Graph, index: number): Annotation {
  const annotation = graph.annotations[index];
  if (!annotation) throw new EditError('noAnnotation', { number: index + 1 });
  return annotation;
}
