import { defineMessages } from '../../i18n/i18n';
import { messageErrorOf } from '../../i18n/message-error';

const MESSAGES = defineMessages({
  en: {
    noGraph: 'There is no graph {graph}.',
    noNode: 'There is no node {node}.',
    noEdge: 'There is no wire {edge}.',
    noKind: 'There is no layer of the kind {kind}.',
    badId: '{id} is not a valid id: use lower-case letters, digits, - and _, beginning with a letter.',
    idTaken: 'There is already a node {id}.',
    toItself: 'A node cannot be wired to itself.',
    noInputs: '{node} takes no input: it is the input of the graph.',
    noPort: '{node} has no input {port}: it takes at most {most}.',
    full: 'All {most} inputs of {node} are connected.',
    wouldCycle: '{to} already comes before {from}: the wire would close a cycle.',
    cannotInsert: '{kind} takes no input, so it cannot be inserted into a wire.',
    cannotBypass: '{node} takes no input, so it cannot be bypassed.',
    wired: '{node} already has wires: only a node without wires can be inserted into one.',
    inputThere: 'The graph already has an Input: {node}.',
    noPlace: 'The position must be a finite number.',
    noAnnotation: 'There is no note {number} on the canvas.',
    lastGraph: 'A document has at least one graph.',
    tooManyAnnotations: 'The graphs of a document can have at most {most} notes on their canvas.',
    tooManyEdges: 'The graphs of a document can have at most {most} wires.',
    tooManyNodes: 'The graphs of a document can have at most {most} nodes.',
    tooManyGraphs: 'A document can have at most {most} graphs.',
    notJson: 'The value of {name} cannot be saved in a document.',
  },
  es: {
    noGraph: 'No hay ningún grafo {graph}.',
    noNode: 'No hay ningún nodo {node}.',
    noEdge: 'No hay ningún cable {edge}.',
    noKind: 'No hay ninguna capa del tipo {kind}.',
    badId: '{id} no es un id válido: use letras minúsculas, cifras, - y _, empezando por una letra.',
    idTaken: 'Ya hay un nodo {id}.',
    toItself: 'Un nodo no se puede conectar consigo mismo.',
    noInputs: '{node} no recibe ninguna entrada: es la entrada del grafo.',
    noPort: '{node} no tiene la entrada {port}: recibe {most} como máximo.',
    full: 'Las {most} entradas de {node} están conectadas.',
    wouldCycle: '{to} ya va antes que {from}: el cable cerraría un ciclo.',
    cannotInsert: '{kind} no recibe ninguna entrada, así que no se puede insertar en un cable.',
    cannotBypass: '{node} no recibe ninguna entrada, así que no se puede omitir.',
    wired: '{node} ya tiene cables: solo un nodo sin cables se puede insertar en uno.',
    inputThere: 'El grafo ya tiene una Entrada: {node}.',
    noPlace: 'La posición debe ser un número finito.',
    noAnnotation: 'No hay ninguna nota {number} en el lienzo.',
    lastGraph: 'Un documento tiene al menos un grafo.',
    tooManyAnnotations: 'Los grafos de un documento pueden tener {most} notas en el lienzo como máximo.',
    tooManyEdges: 'Los grafos de un documento pueden tener {most} cables como máximo.',
    tooManyNodes: 'Los grafos de un documento pueden tener {most} nodos como máximo.',
    tooManyGraphs: 'Un documento puede tener {most} grafos como máximo.',
    notJson: 'El valor de {name} no se puede guardar en un documento.',
  },
});

/** An edit cannot be made; the document stays unchanged. */
export class EditError extends messageErrorOf(MESSAGES) {
  override readonly name = 'EditError';
}
