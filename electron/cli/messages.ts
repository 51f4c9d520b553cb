import { type Lang, lookUp, type Messages, merge, type Values } from '../../shared/i18n/i18n';
import { SERVE_WORDS } from './messages-serve';
import { TRAINING_WORDS } from './messages-training';

/** Everything that the commands on documents say, but for what shared/ has words for: problems, fixes, files. */
const OWN_WORDS: Messages = {
  en: {
    // Help
    'about.patchbay':
      'Checks small neural networks: the size of every tensor, and every mistake in words, with what would mend it.',
    'about.check': 'Show the layers of a document with their sizes and counts, then its problems and what would mend them.',
    'about.fix': 'Make one of the changes that check offers, and write the document.',
    'about.detach': 'Take the encoder of a graph, everything up to a node, into a classifier of its own.',
    'about.export': 'Write a training script in Python.',
    'about.help': 'Show the help of a command',
    'arg.file': 'FILE',
    'arg.target': 'FILE|FOLDER',
    'arg.node': 'NODE',
    'arg.command': 'COMMAND',
    'about.arg.file': 'a document (*.patchbay.json)',
    'about.arg.target': 'a document (*.patchbay.json), or a folder of them',
    'option.lang': 'the language to speak (default: that of the system)',
    'option.help': 'show this help',
    'option.version': 'show the version',
    'option.graph': 'only this graph of the document',
    'option.graph.one': 'the graph to take; needed where the document has several',
    'option.json': 'print JSON for scripts, and nothing else',
    'option.strict': 'let warnings count as errors',
    'option.csv': "a row for each document of a folder, for a class's hand-ins",
    'option.apply': 'the number of the change, as check shows it',
    'option.out': 'the file to write; that of the document is only written when it is named here',
    'option.out.script': 'the script to write; - is standard output',
    'option.at': "the encoder's last node",
    'option.to': 'the library',
    'help.usage': 'Usage:',
    'help.arguments': 'Arguments:',
    'help.options': 'Options:',
    'help.global': 'Everywhere:',
    'help.commands': 'Commands:',
    'help.options.usage': '[options]',
    'help.command.usage': 'COMMAND [options]',
    'help.more': 'patchbay COMMAND --help tells more of a command.',
    'help.exit.check':
      'Ends with 0 if there are no errors, 1 if there are, 2 if the file cannot be read or the command is wrong.',
    'help.exit.write':
      'Ends with 0 when the file is written, 1 if the document does not allow it, 2 if a file cannot be read or written.',

    // Wrong usage
    'usage.unknownOption': 'There is no option {0}.',
    'usage.missingArgument': '{0} is missing.',
    'usage.optionMissingArgument': '{0} needs a value.',
    'usage.missingMandatoryOptionValue': '{0} is needed.',
    'usage.conflictingOption': '{0} and {1} do not go together.',
    'usage.excessArguments': 'There are too many arguments.',
    'usage.unknownCommand': 'There is no command {0}.',
    'usage.invalidArgument': '{1} cannot be the value of {0}.',
    'usage.other': 'The command is wrong.',
    'usage.hint': '{command} --help shows how it is used.',

    // What a command cannot do
    noGraph: 'There is no graph {graph}. The document has: {graphs}.',
    whichGraph: 'The document has several graphs: name one of them with --graph ({graphs}).',
    noNode: 'There is no node {node} in {graph}. It has: {nodes}.',
    noFixes: 'There is no change {n}: nothing is offered for this document.',
    lastFix: 'There is no change {n}: the last one that check offers for this document is {most}.',
    onlyForFile: '{option} is for one document, and {file} is a folder.',
    unreadableData: '{reason}',
    failed: 'Something went wrong that should not: {message}',
    failedHint: 'With PATCHBAY_DEBUG=1 it tells more.',

    // The table
    layer: 'layer',
    kind: 'kind',
    parameters: 'parameters',
    formula: 'formula',
    output: 'output',
    params: 'params',
    flops: 'FLOPs',
    bypassed: 'bypassed',
    frozen: 'frozen',
    totals: '{params} parameters · {flops} FLOPs and {activations} values an image',
    'totals.one': '1 parameter · {flops} FLOPs and {activations} values an image',
    training: '{dataset}, pixels {low} to {high} · {loss} · {optimizer} {rate} · batch {batch} · {epochs} epochs',
    'training.optimizer': '{optimizer} with {params},',
    memory: 'about {native} GB of memory to train at batch {batch} (native), {wasm} GB (wasm)',
    notStock: '{node}: {reason}, so a trained model is kept as checkpoints alone, not as model.json.',
    weights: '{nodes} start from the weights of {graph}',

    // Problems
    noProblems: 'No problems.',
    '1.errors': '1 error',
    'n.errors': '{n} errors',
    '1.warnings': '1 warning',
    'n.warnings': '{n} warnings',
    wholeGraph: 'graph',
    newer:
      'A newer version of Patchbay wrote this document (format {found}; this one knows {known}). What is unknown here is kept.',
    applyHint: 'Make a change with',
    moreIssues: 'and {n} more',
    moreNotes: 'and {n} more notes',
    moreFixes: 'and {n} larger changes, which --json lists',
    fixesCut: 'The graph is large: changes for the other problems are looked for once some of these are mended.',
    checkHint: 'Changes that mend this are shown by',
    notADocument: '{file} cannot be read as a document:',

    // Folders
    noDocuments: 'There are no documents (*.json) in {file}.',
    folderOk: '{ok} of {n} documents have no errors.',
    'folderOk.strict': '{ok} of {n} documents have no problems.',
    '1.graphs': '1 graph',
    'n.graphs': '{n} graphs',
    '1.parameters': '1 parameter',
    'n.parameters': '{n} parameters',

    // What was done
    fixed: '{place}: {change}.',
    wrote: 'Written to {file}.',
    left: 'What is left:',
    nothingLeft: 'Nothing else is wrong.',
    detached: 'The encoder of {graph} up to {node} is now a classifier: the graph {made}, with {n} layers.',
    exported: 'The {to} script of {graph} is written to {file}.',
    notExported: '{graph} has errors, and no script was written:',
  },
  es: {
    'about.patchbay':
      'Revisa redes neuronales pequeñas: el tamaño de cada tensor, y cada error en palabras, con lo que lo arreglaría.',
    'about.check': 'Muestra las capas de un documento con sus tamaños y cuentas, y luego sus problemas y lo que los arreglaría.',
    'about.fix': 'Hace uno de los cambios que ofrece check, y escribe el documento.',
    'about.detach': 'Lleva el encoder de un grafo, todo hasta un nodo, a un clasificador propio.',
    'about.export': 'Escribe un script de entrenamiento en Python.',
    'about.help': 'Muestra la ayuda de un comando',
    'arg.file': 'ARCHIVO',
    'arg.target': 'ARCHIVO|CARPETA',
    'arg.node': 'NODO',
    'arg.command': 'COMANDO',
    'about.arg.file': 'un documento (*.patchbay.json)',
    'about.arg.target': 'un documento (*.patchbay.json), o una carpeta con documentos',
    'option.lang': 'el idioma en que habla (por defecto, el del sistema)',
    'option.help': 'muestra esta ayuda',
    'option.version': 'muestra la versión',
    'option.graph': 'solo este grafo del documento',
    'option.graph.one': 'el grafo que se toma; hace falta si el documento tiene varios',
    'option.json': 'imprime JSON para scripts, y nada más',
    'option.strict': 'las advertencias cuentan como errores',
    'option.csv': 'una fila por documento de una carpeta, para las entregas de un curso',
    'option.apply': 'el número del cambio, como lo muestra check',
    'option.out': 'el archivo que se escribe; el del documento solo se escribe si se nombra aquí',
    'option.out.script': 'el script que se escribe; - es la salida estándar',
    'option.at': 'el último nodo del encoder',
    'option.to': 'la biblioteca',
    'help.usage': 'Uso:',
    'help.arguments': 'Argumentos:',
    'help.options': 'Opciones:',
    'help.global': 'En todas partes:',
    'help.commands': 'Comandos:',
    'help.options.usage': '[opciones]',
    'help.command.usage': 'COMANDO [opciones]',
    'help.more': 'patchbay COMANDO --help cuenta más de un comando.',
    'help.exit.check':
      'Termina con 0 si no hay errores, 1 si los hay, 2 si el archivo no se puede leer o el comando está mal escrito.',
    'help.exit.write':
      'Termina con 0 si el archivo se escribió, 1 si el documento no lo permite, 2 si un archivo no se puede leer o escribir.',

    'usage.unknownOption': 'No existe la opción {0}.',
    'usage.missingArgument': 'Falta {0}.',
    'usage.optionMissingArgument': '{0} necesita un valor.',
    'usage.missingMandatoryOptionValue': 'Hace falta {0}.',
    'usage.conflictingOption': '{0} y {1} no van juntas.',
    'usage.excessArguments': 'Hay demasiados argumentos.',
    'usage.unknownCommand': 'No existe el comando {0}.',
    'usage.invalidArgument': '{1} no puede ser el valor de {0}.',
    'usage.other': 'El comando está mal escrito.',
    'usage.hint': '{command} --help muestra cómo se usa.',

    noGraph: 'No hay ningún grafo {graph}. El documento tiene: {graphs}.',
    whichGraph: 'El documento tiene varios grafos: nombre uno de ellos con --graph ({graphs}).',
    noNode: 'No hay ningún nodo {node} en {graph}. Tiene: {nodes}.',
    noFixes: 'No hay ningún cambio {n}: para este documento no se ofrece ninguno.',
    lastFix: 'No hay ningún cambio {n}: el último que check ofrece para este documento es {most}.',
    onlyForFile: '{option} es para un documento, y {file} es una carpeta.',
    unreadableData: '{reason}',
    failed: 'Algo salió mal que no debería: {message}',
    failedHint: 'Con PATCHBAY_DEBUG=1 cuenta más.',

    layer: 'capa',
    kind: 'tipo',
    parameters: 'parámetros',
    formula: 'fórmula',
    output: 'salida',
    params: 'pesos',
    flops: 'FLOPs',
    bypassed: 'omitida',
    frozen: 'congelada',
    totals: '{params} parámetros · {flops} FLOPs y {activations} valores por imagen',
    'totals.one': '1 parámetro · {flops} FLOPs y {activations} valores por imagen',
    training: '{dataset}, píxeles de {low} a {high} · {loss} · {optimizer} {rate} · lotes de {batch} · {epochs} épocas',
    'training.optimizer': '{optimizer} con {params},',
    memory: 'unos {native} GB de memoria para entrenar con lotes de {batch} (native), {wasm} GB (wasm)',
    notStock: '{node}: {reason}, así que un modelo entrenado se guarda solo en puntos de control, no como model.json.',
    weights: '{nodes} empiezan con los pesos de {graph}',

    noProblems: 'Sin problemas.',
    '1.errors': '1 error',
    'n.errors': '{n} errores',
    '1.warnings': '1 advertencia',
    'n.warnings': '{n} advertencias',
    wholeGraph: 'grafo',
    newer:
      'Este documento lo escribió una versión más nueva de Patchbay (formato {found}; esta conoce {known}). Lo que aquí no se conoce se conserva.',
    applyHint: 'Un cambio se hace con',
    moreIssues: 'y {n} más',
    moreNotes: 'y {n} notas más',
    moreFixes: 'y {n} cambios mayores, que --json enumera',
    fixesCut: 'El grafo es grande: los cambios para los demás problemas se buscan cuando se hayan arreglado algunos de estos.',
    checkHint: 'Los cambios que arreglan esto los muestra',
    notADocument: '{file} no se puede leer como documento:',

    noDocuments: 'No hay documentos (*.json) en {file}.',
    folderOk: '{ok} de {n} documentos no tienen errores.',
    'folderOk.strict': '{ok} de {n} documentos no tienen problemas.',
    '1.graphs': '1 grafo',
    'n.graphs': '{n} grafos',
    '1.parameters': '1 parámetro',
    'n.parameters': '{n} parámetros',

    fixed: '{place}: {change}.',
    wrote: 'Escrito en {file}.',
    left: 'Lo que queda:',
    nothingLeft: 'No hay nada más que arreglar.',
    detached: 'El encoder de {graph} hasta {node} es ahora un clasificador: el grafo {made}, con {n} capas.',
    exported: 'El script de {to} de {graph} está escrito en {file}.',
    notExported: '{graph} tiene errores, y no se escribió ningún script:',
  },
};

/** Everything that the commands say. */
export const WORDS: Messages = merge(OWN_WORDS, TRAINING_WORDS, SERVE_WORDS);

/** The text of a code. @throws Error for a code without one, which a test finds */
export function words(code: string, values: Values, lang: Lang): string {
  const text = lookUp(WORDS, code, values, lang);
  if (text === undefined) throw new Error(`there are no words for ${code}`);
  return text;
}

/** 18,193: a whole number as a reader of the language writes it. */
export function formatCount(count: number, lang: Lang): string {
  return formats[lang].format(count);
}

const formats = {
  en: new Intl.NumberFormat('en-US', { useGrouping: 'always' }),
  es: new Intl.NumberFormat('es-AR', { useGrouping: 'always' }),
};

/** "1 error", "3 errors": a number of things, by the name of the thing. */
export function countOf(thing: string, count: number, lang: Lang): string {
  return count === 1 ? words(`1.${thing}`, {}, lang) : words(`n.${thing}`, { n: formatCount(count, lang) }, lang);
}

/** What a command cannot do, because of what it was asked: a code, and the values of its words. */
export class CliError extends Error {
  override readonly name = 'CliError';

  constructor(
    readonly code: string,
    readonly values: Values,
  ) {
    super(code);
  }
}
