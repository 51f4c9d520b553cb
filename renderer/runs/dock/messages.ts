import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of the dock. */
export const MESSAGES = defineMessages({
  en: {
    dock: 'Training',
    open: 'Show the training views',
    close: 'Hide the training views',
    tabs: 'Training views',
    curves: 'Curves',
    reconstructions: 'Reconstructions',
    confusion: 'Confusion',
    layers: 'Layers',
    try: 'Try it',
    runs: 'Runs',
    'runs.n': 'Runs ({n})',
    'no.run': 'No run is selected. Train a graph, or choose a run under Runs.',
    'not.begun': 'This run has no results yet.',
  },
  es: {
    dock: 'Entrenamiento',
    open: 'Mostrar las vistas del entrenamiento',
    close: 'Ocultar las vistas del entrenamiento',
    tabs: 'Vistas del entrenamiento',
    curves: 'Curvas',
    reconstructions: 'Reconstrucciones',
    confusion: 'Confusión',
    layers: 'Capas',
    try: 'Probar',
    runs: 'Ejecuciones',
    'runs.n': 'Ejecuciones ({n})',
    'no.run': 'No hay ninguna ejecución elegida. Entrene un grafo, o elija una en Ejecuciones.',
    'not.begun': 'Esta ejecución aún no tiene resultados.',
  },
});
