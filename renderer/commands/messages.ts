import { defineMessages } from '../../shared/i18n/i18n';

/** Texts of the command palette, and the headings under which commands are listed. */
export const MESSAGES = defineMessages({
  en: {
    commands: 'Commands',
    'commands.search': 'Search commands and layers',
    'commands.none': 'No command of this name.',
    go: 'Go to {node}',
    nodes: 'Layers',
    file: 'File',
    edit: 'Edit',
    insert: 'Insert',
    layer: 'Layer',
    view: 'View',
    graph: 'Graph',
    train: 'Training',
    help: 'Help',
  },
  es: {
    commands: 'Comandos',
    'commands.search': 'Buscar comandos y capas',
    'commands.none': 'Ningún comando con ese nombre.',
    go: 'Ir a {node}',
    nodes: 'Capas',
    file: 'Archivo',
    edit: 'Edición',
    insert: 'Insertar',
    layer: 'Capa',
    view: 'Vista',
    graph: 'Grafo',
    train: 'Entrenamiento',
    help: 'Ayuda',
  },
});
