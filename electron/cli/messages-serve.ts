import type { Messages } from '../../shared/i18n/i18n';

/** What `serve` says. */
export const SERVE_WORDS: Messages = {
  en: {
    'about.serve': 'Open the editor in a browser, served on this machine alone.',
    'arg.files': '[FILE…]',
    'arg.port': 'N',
    'option.port': 'the port to listen on (default: any that is free)',
    'option.open': 'only print the link, and open no browser',
    'help.exit.serve': 'It runs until Ctrl-C. Ends with 0 then, 2 if it cannot begin.',
    'serve.building': 'Building the page: it is missing, or older than its sources.',
    'serve.notBuilt': 'The page could not be built: {reason}',
    'serve.ready': 'Patchbay is at',
    'serve.end': 'The link lets whoever has it in, until Ctrl-C ends Patchbay.',
    'serve.portTaken': 'The port {port} is in use by another program. Without --port, one that is free is taken.',
    'serve.portRefused': 'You have no permission to listen on port {port}. From 1024 on, everybody has.',
  },
  es: {
    'about.serve': 'Abre el editor en un navegador, servido solo en esta máquina.',
    'arg.files': '[ARCHIVO…]',
    'arg.port': 'N',
    'option.port': 'el puerto en que escucha (por defecto, cualquiera libre)',
    'option.open': 'solo muestra el enlace, y no abre ningún navegador',
    'help.exit.serve': 'Sigue hasta Ctrl-C. Entonces termina con 0; con 2 si no puede empezar.',
    'serve.building': 'Se construye la página: falta, o es más vieja que sus fuentes.',
    'serve.notBuilt': 'No se pudo construir la página: {reason}',
    'serve.ready': 'Patchbay está en',
    'serve.end': 'Con el enlace puede entrar quien lo tenga, hasta que Ctrl-C cierre Patchbay.',
    'serve.portTaken': 'Otro programa usa el puerto {port}. Sin --port se toma uno libre.',
    'serve.portRefused': 'No tiene permiso para escuchar en el puerto {port}. Desde 1024, lo tiene cualquiera.',
  },
};
