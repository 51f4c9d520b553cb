import type { LocalizedText } from '../../../shared/i18n/i18n';
import { CHECKPOINTS } from '../../../shared/training/checkpoints';
import { DATASETS } from '../../../shared/training/datasets/index';
import { ENGINES } from '../../../shared/training/engines';
import type { CommandArgument, CommandOption } from './command';

/** The arguments and options that several commands have. */

const same = (text: string): LocalizedText => ({ en: text, es: text });

export const FILE: LocalizedText = { en: 'FILE', es: 'ARCHIVO' };

export const DOCUMENT: CommandArgument = {
  key: 'file',
  name: FILE,
  about: { en: 'a document (*.patchbay.json)', es: 'un documento (*.patchbay.json)' },
};

export const RUN: CommandArgument = {
  key: 'run',
  name: { en: 'RUN', es: 'EJECUCIÓN' },
  about: {
    en: 'a run: its folder, or its id as `patchbay runs` lists it',
    es: 'una ejecución: su carpeta, o su id como lo muestra `patchbay runs`',
  },
};

/** An option `--NAME VALUE` whose value has a name in each language. */
export function valued(
  name: string,
  value: LocalizedText | string,
  about: LocalizedText,
  more: Partial<CommandOption> = {},
): CommandOption {
  const { en, es } = typeof value === 'string' ? same(value) : value;
  return { flags: { en: `--${name} <${en}>`, es: `--${name} <${es}>` }, about, ...more };
}

export const GRAPH = valued('graph', 'ID', { en: 'only this graph of the document', es: 'solo este grafo del documento' });

export const ONE_GRAPH = valued('graph', 'ID', {
  en: 'the graph; required if the document has several',
  es: 'el grafo; obligatorio si el documento tiene varios',
});

const IDS = DATASETS.map(({ id }) => id);
const DATA_VALUE = { en: [...IDS, 'FOLDER'].join('|'), es: [...IDS, 'CARPETA'].join('|') };

export const DATA = valued('data', DATA_VALUE, {
  en: `${IDS.join(', ')}, or a folder with your own IDX files`,
  es: `${IDS.join(', ')}, o una carpeta con archivos IDX propios`,
});

export const CHECKED_DATA = valued('data', DATA_VALUE, {
  en: "check against these images instead of the document's data set",
  es: 'comprueba con estas imágenes en lugar del conjunto de datos del documento',
});

export const outFile = (about: LocalizedText): CommandOption => valued('out', FILE, about, { required: true });

export const OUT_DOCUMENT = outFile({
  en: 'the file to write; the document itself is overwritten only if it is named here',
  es: 'el archivo que se escribe; el documento mismo solo se sobrescribe si se nombra aquí',
});

export const SEED = valued(
  'seed',
  'N',
  { en: 'the seed of all random numbers', es: 'la semilla de todos los números aleatorios' },
  { read: seedOf },
);

export const TRAIN_IMAGES = valued(
  'train',
  'N',
  { en: 'train on the first N images only', es: 'entrena solo con las primeras N imágenes' },
  { read: countOf },
);

export const VALIDATION_IMAGES = valued(
  'val',
  'N',
  { en: 'validate on the first N images only', es: 'valida solo con las primeras N imágenes' },
  { read: countOf },
);

export const EPOCHS = valued(
  'epochs',
  'N',
  {
    en: 'total number of epochs, instead of the one in the document',
    es: 'número total de épocas, en lugar del que dice el documento',
  },
  { read: countOf },
);

export const ENGINE = valued(
  'engine',
  ENGINES.join('|'),
  {
    en: 'native (libtensorflow) or wasm (default: the fastest that is available)',
    es: 'native (libtensorflow) o wasm (por defecto, el más rápido disponible)',
  },
  { choices: ENGINES },
);

export const OFFLINE: CommandOption = {
  flags: '--offline',
  about: {
    en: 'do not download anything, neither directly nor through apt',
    es: 'no descarga nada, ni directamente ni mediante apt',
  },
};

export const CHECKPOINT = valued(
  'checkpoint',
  CHECKPOINTS.join('|'),
  {
    en: 'the weights: best (lowest validation loss) or last (default: best)',
    es: 'los pesos: best (la menor pérdida de validación) o last (por defecto, best)',
  },
  { choices: CHECKPOINTS },
);

export const JSON_OUTPUT: CommandOption = {
  flags: '--json',
  about: { en: 'print only JSON, for scripts', es: 'imprime solo JSON, para scripts' },
};

export const JSON_EPOCHS: CommandOption = {
  flags: '--json',
  about: {
    en: 'print only JSON: one line per epoch and one at the end',
    es: 'imprime solo JSON: una línea por época y una al final',
  },
};

/** The exit codes of commands that write a document or a script. */
export const WRITE_EXITS: LocalizedText = {
  en: 'Exit code: 0 if the file is written, 1 if the document does not allow it, 2 if a file cannot be read or written.',
  es: 'Código de salida: 0 si el archivo se escribió, 1 si el documento no lo permite, 2 si un archivo no se puede leer o escribir.',
};

/** The exit codes of commands that train. */
export const TRAIN_EXITS: LocalizedText = {
  en: 'Exit code: 0 if the run finished or was stopped, 1 if it failed, 2 if the command is wrong.',
  es: 'Código de salida: 0 si la ejecución terminó o se detuvo, 1 si falló, 2 si el comando está mal.',
};

/** A whole number from 1 on. */
export function countOf(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function seedOf(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) && Number(text) < 2 ** 32 ? Number(text) : undefined;
}
