import { type CodeOf, defineMessages, type Lang, translate, type Values } from '../../i18n/i18n';

const MESSAGES = defineMessages({
  en: {
    noGraph: 'There is no graph {graph}.',
    noNode: 'There is no node {node}.',
    noEdge: 'There is no wire {edge}.',
    noKind: 'There is no layer of the kind {kind}.',
    badId: '{id} is no id: small letters, digits, - and _, beginning with a letter.',
    idTaken: 'There is a node {id} already.',
    toItself: 'A node cannot be wired to itself.',
    noInputs: '{node} takes no input: it is where the images come in.',
    noPort: '{node} has no input {port}: it takes {most} at most.',
    full: 'All {most} inputs of {node} are taken.',
    wouldCycle: '{to} comes before {from} already: the wire would close a circle.',
    cannotInsert: '{kind} takes no input, so it cannot stand on a wire.',
    cannotBypass: '{node} takes no input, so there is nothing that it could hand on.',
    wired: '{node} is wired already: only a node without wires can be put on one.',
    inputThere: 'The graph has its Input already: {node}.',
    noPlace: 'That is no place on the canvas.',
    noAnnotation: 'There is no note {number} on the canvas.',
    lastGraph: 'A document has at least one graph.',
    tooManyAnnotations: 'The graphs of a document can have {most} notes on their canvas at most.',
    tooManyEdges: 'The graphs of a document can have {most} wires at most.',
    tooManyNodes: 'The graphs of a document can have {most} nodes at most.',
    tooManyGraphs: 'A document can have {most} graphs at most.',
    notJson: 'The value of {name} cannot be saved in a document.',
  },
  es: {
    noGraph: 'No hay ningún grafo {graph}.',
    noNode: 'No hay ningún nodo {node}.',
    noEdge: 'No hay ningún cable {edge}.',
    noKind: 'No hay ninguna capa del tipo {kind}.',
    badId: '{id} no es un id: letras minúsculas, cifras, - y _, empezando por una letra.',
    idTaken: 'Ya hay un nodo {id}.',
    toItself: 'Un nodo no se puede conectar consigo mismo.',
    noInputs: '{node} no recibe ninguna entrada: por ahí llegan las imágenes.',
    noPort: '{node} no tiene la entrada {port}: recibe {most} como máximo.',
    full: 'Las {most} entradas de {node} están ocupadas.',
    wouldCycle: '{to} ya va antes que {from}: el cable cerraría un círculo.',
    cannotInsert: '{kind} no recibe ninguna entrada, así que no puede ir en un cable.',
    cannotBypass: '{node} no recibe ninguna entrada, así que no hay nada que pueda dejar pasar.',
    wired: '{node} ya está conectado: solo un nodo sin cables se puede poner en uno.',
    inputThere: 'El grafo ya tiene su Entrada: {node}.',
    noPlace: 'Eso no es un lugar del lienzo.',
    noAnnotation: 'No hay ninguna nota {number} en el lienzo.',
    lastGraph: 'Un documento tiene al menos un grafo.',
    tooManyAnnotations: 'Los grafos de un documento pueden tener {most} notas en el lienzo como máximo.',
    tooManyEdges: 'Los grafos de un documento pueden tener {most} cables como máximo.',
    tooManyNodes: 'Los grafos de un documento pueden tener {most} nodos como máximo.',
    tooManyGraphs: 'Un documento puede tener {most} grafos como máximo.',
    notJson: 'El valor de {name} no se puede guardar en un documento.',
  },
});

/** Why an edit cannot be made; the document stays as it was. */
export class EditError extends Error {
  override readonly name = 'EditError';

  constructor(
    readonly code: CodeOf<typeof MESSAGES>,
    readonly values: Values,
  ) {
    super(translate(MESSAGES, code, values, 'en'));
  }
}

/** An edit's error as a sentence. */
export function editMessage(error: EditError, lang: Lang): string {
  return translate(MESSAGES, error.code, error.values, lang);
}
