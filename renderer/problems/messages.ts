import { defineMessages } from '../../shared/i18n/i18n';

/** Messages around problems; the problems' own are with their rules and kinds. */
export const MESSAGES = defineMessages({
  en: {
    error: 'Error',
    warning: 'Warning',
    searching: 'Looking for fixes…',
    more: '{n} more',
    go: 'Go to {place}',
    graph: 'the graph',
    none: 'No problems: this graph can be trained.',
    errors: 'Errors',
    warnings: 'Warnings',
    ready: 'Ready to train',
    'problems.one': '1 problem',
    problems: '{n} problems',
    list: 'Problems',
  },
  es: {
    error: 'Error',
    warning: 'Aviso',
    searching: 'Buscando arreglos…',
    more: '{n} más',
    go: 'Ir a {place}',
    graph: 'el grafo',
    none: 'Sin problemas: este grafo se puede entrenar.',
    errors: 'Errores',
    warnings: 'Avisos',
    ready: 'Listo para entrenar',
    'problems.one': '1 problema',
    problems: '{n} problemas',
    list: 'Problemas',
  },
});
