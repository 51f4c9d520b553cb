import { type CodeOf, defineMessages } from '../../i18n/i18n';

/** The labels of fixes. */
export const FIX_WORDS = defineMessages({
  en: {
    set: 'Set {param} to {value}',
    setOf: 'Set {param} of {node} to {value}',
    setSeveral: 'Set {parts}',
    become: 'Change {node} to {kind}',
    insertBefore: 'Insert {kind} before {node}',
    insertOn: 'Insert {kind} between {from} and {to}',
    append: 'Add {kinds} after {node}',
    setAndAppend: 'Set {param} to {value} and add {kinds} after {node}',
    remove: 'Remove {node}',
    removeAll: 'Remove {nodes}',
    disconnect: 'Remove the wire from {from} to {to}',
    connect: 'Wire {from} to {to}',
    moveWire: 'Move the wire from {from} to input {port}',
    addInput: 'Add an Input of {size}',
    expect: 'Expect {size} instead',
    resetSetting: 'Reset {value} to its default',
    setLoss: 'Use the loss {value}',
    setTask: 'Set the task to {value}',
    setScale: 'Scale the pixels to {value}',
    setDataset: 'Use the data set {value}',
    setInput: 'Set the Input to {value}',
    setInputOf: 'Set {node} to {value}',
    weightsOfRun: 'Use the weights of {run}',
    weightsOfNewest: 'Use the weights of the newest run when training starts',
    freshWeights: 'Start {node} from new weights',
    unfreeze: 'Unfreeze {node}',
  },
  es: {
    set: 'Poner {param} en {value}',
    setOf: 'Poner {param} de {node} en {value}',
    setSeveral: 'Poner {parts}',
    become: 'Cambiar {node} a {kind}',
    insertBefore: 'Insertar {kind} antes de {node}',
    insertOn: 'Insertar {kind} entre {from} y {to}',
    append: 'Añadir {kinds} después de {node}',
    setAndAppend: 'Poner {param} en {value} y añadir {kinds} después de {node}',
    remove: 'Quitar {node}',
    removeAll: 'Quitar {nodes}',
    disconnect: 'Quitar el cable de {from} a {to}',
    connect: 'Conectar {from} con {to}',
    moveWire: 'Mover el cable de {from} a la entrada {port}',
    addInput: 'Añadir una Entrada de {size}',
    expect: 'Esperar {size} en su lugar',
    resetSetting: 'Restablecer {value} a su valor por defecto',
    setLoss: 'Usar la pérdida {value}',
    setTask: 'Poner la tarea en {value}',
    setScale: 'Escalar los píxeles a {value}',
    setDataset: 'Usar el conjunto de datos {value}',
    setInput: 'Poner la Entrada en {value}',
    setInputOf: 'Poner {node} en {value}',
    weightsOfRun: 'Usar los pesos de {run}',
    weightsOfNewest: 'Usar los pesos de la ejecución más reciente al empezar a entrenar',
    freshWeights: 'Empezar {node} con pesos nuevos',
    unfreeze: 'Descongelar {node}',
  },
});

/** The parts of a label that sets several parameters. */
export const PART_WORDS = defineMessages({
  en: { part: '{param} to {value}', partOf: '{param} of {nodes} to {value}' },
  es: { part: '{param} en {value}', partOf: '{param} de {nodes} en {value}' },
});

export type FixCode = CodeOf<typeof FIX_WORDS>;
