import { z } from 'zod';
import { defineMessages } from '../../../shared/i18n/i18n';
import { FileError, isFolder } from '../../files/text-file';
import { defineCommand } from '../command/command';
import { type Context, EXIT, type Exit } from '../command/context';
import { CliError, cliError } from '../command/error';
import { CHECKED_DATA, GRAPH, JSON_OUTPUT } from '../command/options';
import { checkFolder } from '../documents/check-folder';
import { withData } from '../documents/data';
import { graphsOf, type Inspection, inspect, isOk, load, NotADocument } from '../documents/inspect';
import { type CheckJson, checkJson, errorJson, issuesJson, jsonText } from '../documents/json';
import { applyHint, issueReport, report } from '../documents/report';
import { BLANK, type Line, render } from '../output/text';

export const MESSAGES = defineMessages({
  en: { onlyForFile: '{option} needs one document, and {file} is a folder.' },
  es: { onlyForFile: '{option} requiere un solo documento, y {file} es una carpeta.' },
});

const inputSchema = z.object({
  target: z.string(),
  graph: z.string().optional(),
  data: z.string().optional(),
  json: z.boolean().default(false),
  csv: z.boolean().default(false),
  strict: z.boolean().default(false),
});
type Input = z.output<typeof inputSchema>;

/** `check FILE|FOLDER`: the layers, sizes and counts of a document, and its problems; or a row for each document of a folder. */
export const check = defineCommand({
  name: 'check',
  about: {
    en: 'Show the layers of a document with their sizes and counts, then its problems and their fixes.',
    es: 'Muestra las capas de un documento con sus tamaños y cuentas, y luego sus problemas y cómo arreglarlos.',
  },
  arguments: [
    {
      key: 'target',
      name: { en: 'FILE|FOLDER', es: 'ARCHIVO|CARPETA' },
      about: {
        en: 'a document (*.patchbay.json), or a folder of documents',
        es: 'un documento (*.patchbay.json), o una carpeta con documentos',
      },
    },
  ],
  options: [
    GRAPH,
    CHECKED_DATA,
    { ...JSON_OUTPUT, conflicts: 'csv' },
    {
      flags: '--csv',
      about: {
        en: "print a CSV row per document of a folder, for a class's submissions",
        es: 'imprime una fila CSV por documento de una carpeta, para las entregas de un curso',
      },
    },
    { flags: '--strict', about: { en: 'treat warnings as errors', es: 'trata las advertencias como errores' } },
  ],
  exits: {
    en: 'Exit code: 0 without errors, 1 with errors, 2 if the file cannot be read or the command is wrong.',
    es: 'Código de salida: 0 sin errores, 1 con errores, 2 si el archivo no se puede leer o el comando está mal.',
  },
  input: inputSchema,
  async run(context, input) {
    if (input.json) return checkAsJson(context, input);
    const folder = await isFolder(input.target);
    if (folder) refuseFileOptions(input);
    return folder || input.csv ? checkFolder(context, input.target, input) : checkFile(context, input);
  },
});

function refuseFileOptions({ target, graph, data, json }: Input): void {
  const option = graph !== undefined ? '--graph' : data !== undefined ? '--data' : json ? '--json' : undefined;
  if (option !== undefined) throw cliError(MESSAGES, 'onlyForFile', { option, file: target });
}

async function checkFile({ lang, terminal }: Context, input: Input): Promise<Exit> {
  const reader = { lang, columns: terminal.columns };
  const print = (lines: readonly Line[]) => terminal.out(render(lines, terminal.colour));
  try {
    const inspection = await inspected(input);
    print(report(inspection, input.target, reader));
    const hint = applyHint(inspection, input.target, input, lang);
    if (hint.length > 0) print([BLANK, ...hint]);
    return isOk(inspection, input.strict) ? EXIT.ok : EXIT.problems;
  } catch (error) {
    if (!(error instanceof NotADocument)) throw error;
    print(issueReport(input.target, error.issues, reader));
    return EXIT.problems;
  }
}

async function inspected({ target, graph, data }: Input): Promise<Inspection> {
  const { document: saved } = await load(target);
  const { document, facts } = await withData(saved, graphsOf(saved, graph), data);
  return inspect(document, graph, { facts });
}

/** Prints one JSON value, also for a file that cannot be read. */
async function checkAsJson({ lang, terminal }: Context, input: Input): Promise<Exit> {
  const [exit, json] = await jsonOf(lang, input);
  terminal.out(jsonText(json));
  return exit;
}

async function jsonOf(lang: Context['lang'], input: Input): Promise<readonly [Exit, CheckJson]> {
  try {
    if (await isFolder(input.target)) refuseFileOptions({ ...input, graph: undefined, data: undefined });
    const json = checkJson(await inspected(input), input.strict, lang);
    return [json.ok ? EXIT.ok : EXIT.problems, json];
  } catch (error) {
    if (error instanceof NotADocument) return [EXIT.problems, issuesJson(error.issues, lang)];
    if (error instanceof FileError || error instanceof CliError) return [EXIT.wrong, errorJson(error.code, error.text[lang])];
    throw error;
  }
}
