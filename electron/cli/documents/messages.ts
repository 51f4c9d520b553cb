import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of the commands on documents; those of problems, fixes and files are in their own folders. */
export const MESSAGES = defineMessages({
  en: {
    noGraph: 'There is no graph {graph}. The document has: {graphs}.',
    whichGraph: 'The document has several graphs: choose one of them with --graph ({graphs}).',
    failed: 'Internal error: {message}',

    // The table of layers
    layer: 'layer',
    kind: 'kind',
    parameters: 'parameters',
    formula: 'formula',
    output: 'output',
    params: 'params',
    flops: 'FLOPs',
    bypassed: 'bypassed',
    frozen: 'frozen',
    totals: '{params} parameters · {flops} FLOPs and {activations} activations per image',
    'totals.one': '1 parameter · {flops} FLOPs and {activations} activations per image',
    training: '{dataset}, pixels {low} to {high} · {loss} · {optimizer} {rate} · batch {batch} · {epochs} epochs',
    'training.optimizer': '{optimizer} with {params},',
    memory: 'about {native} GB of memory to train with batch size {batch} (native), {wasm} GB (wasm)',
    notStock: '{node}: {reason}, so a trained model is saved as checkpoints only, not as model.json.',
    weights: '{nodes} start from the weights of {graph}',

    // Problems
    noProblems: 'No problems.',
    newer:
      'A newer version of Patchbay wrote this document (format {found}; this version reads format {known}). Unknown fields are kept.',
    applyHint: 'Apply a fix with',
    moreIssues: 'and {n} more',
    moreNotes: 'and {n} more notes',
    moreFixes: 'and {n} larger changes; --json lists them',
    fixesCut: 'The graph is large: fixes for the other problems are computed after some of these are fixed.',
    checkHint: 'List the fixes with',
    notADocument: '{file} is not a valid document:',

    // Folders
    noDocuments: 'There are no documents (*.json) in {file}.',
    folderOk: '{ok} of {n} documents have no errors.',
    'folderOk.strict': '{ok} of {n} documents have no problems.',
  },
  es: {
    noGraph: 'No hay ningún grafo {graph}. El documento tiene: {graphs}.',
    whichGraph: 'El documento tiene varios grafos: elija uno de ellos con --graph ({graphs}).',
    failed: 'Error interno: {message}',

    layer: 'capa',
    kind: 'tipo',
    parameters: 'parámetros',
    formula: 'fórmula',
    output: 'salida',
    params: 'pesos',
    flops: 'FLOPs',
    bypassed: 'omitida',
    frozen: 'congelada',
    totals: '{params} parámetros · {flops} FLOPs y {activations} activaciones por imagen',
    'totals.one': '1 parámetro · {flops} FLOPs y {activations} activaciones por imagen',
    training: '{dataset}, píxeles de {low} a {high} · {loss} · {optimizer} {rate} · lotes de {batch} · {epochs} épocas',
    'training.optimizer': '{optimizer} con {params},',
    memory: 'unos {native} GB de memoria para entrenar con lotes de {batch} (native), {wasm} GB (wasm)',
    notStock: '{node}: {reason}, así que el modelo entrenado se guarda solo como puntos de control, no como model.json.',
    weights: '{nodes} empiezan con los pesos de {graph}',

    noProblems: 'Sin problemas.',
    newer:
      'Este documento lo escribió una versión más nueva de Patchbay (formato {found}; esta versión lee el formato {known}). Los campos desconocidos se conservan.',
    applyHint: 'Aplique un arreglo con',
    moreIssues: 'y {n} más',
    moreNotes: 'y {n} notas más',
    moreFixes: 'y {n} cambios mayores; --json los enumera',
    fixesCut: 'El grafo es grande: los arreglos de los demás problemas se calculan después de arreglar algunos de estos.',
    checkHint: 'Los arreglos se listan con',
    notADocument: '{file} no es un documento válido:',

    noDocuments: 'No hay documentos (*.json) en {file}.',
    folderOk: '{ok} de {n} documentos no tienen errores.',
    'folderOk.strict': '{ok} de {n} documentos no tienen problemas.',
  },
});
