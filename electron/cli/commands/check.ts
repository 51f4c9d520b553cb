import { z } from 'zod';
import { FileError, fileMessage, isFolder } from '../../files/text-file';
import { type Context, EXIT, type Exit } from '../context';
import { withData } from '../data';
import { graphsOf, type Inspection, inspect, isOk, load, NotADocument } from '../inspect';
import { type CheckJson, checkJson, errorJson, issuesJson, jsonText } from '../json';
import { CliError, words } from '../messages';
import { applyHint, issueReport, report } from '../report';
import { BLANK, type Line, render } from '../text';
import { checkFolder } from './check-folder';

const optionsSchema = z.object({
  graph: z.string().optional(),
  data: z.string().optional(),
  json: z.boolean().default(false),
  csv: z.boolean().default(false),
  strict: z.boolean().default(false),
});
type Options = z.output<typeof optionsSchema>;

/** `check FILE|FOLDER`: the layers, sizes and counts of a document, and its problems; or a row for each document of a folder. */
export async function check(context: Context, rawTarget: unknown, rawOptions: unknown): Promise<Exit> {
  const target = z.string().parse(rawTarget);
  const options = optionsSchema.parse(rawOptions);
  if (options.json) return checkAsJson(context, target, options);
  const folder = await isFolder(target);
  if (folder) refuseFileOptions(target, options);
  return folder || options.csv ? checkFolder(context, target, options) : checkFile(context, target, options);
}

function refuseFileOptions(file: string, { graph, data, json }: Options): void {
  const option = graph !== undefined ? '--graph' : data !== undefined ? '--data' : json ? '--json' : undefined;
  if (option !== undefined) throw new CliError('onlyForFile', { option, file });
}

async function checkFile({ lang, terminal }: Context, file: string, options: Options): Promise<Exit> {
  const reader = { lang, columns: terminal.columns };
  const print = (lines: readonly Line[]) => terminal.out(render(lines, terminal.colour));
  try {
    const inspection = await inspected(file, options);
    print(report(inspection, file, reader));
    const hint = applyHint(inspection, file, options, lang);
    if (hint.length > 0) print([BLANK, ...hint]);
    return isOk(inspection, options.strict) ? EXIT.ok : EXIT.problems;
  } catch (error) {
    if (!(error instanceof NotADocument)) throw error;
    print(issueReport(file, error.issues, reader));
    return EXIT.problems;
  }
}

async function inspected(file: string, { graph, data }: Options): Promise<Inspection> {
  const { document: saved } = await load(file);
  const { document, facts } = await withData(saved, graphsOf(saved, graph), data);
  return inspect(document, graph, { facts });
}

/** The same as data: whatever happens to the file, standard output holds one JSON value. */
async function checkAsJson({ lang, terminal }: Context, file: string, options: Options): Promise<Exit> {
  const [exit, json] = await jsonOf(lang, file, options);
  terminal.out(jsonText(json));
  return exit;
}

async function jsonOf(lang: Context['lang'], file: string, options: Options): Promise<readonly [Exit, CheckJson]> {
  try {
    if (await isFolder(file)) refuseFileOptions(file, { ...options, graph: undefined, data: undefined });
    const json = checkJson(await inspected(file, options), options.strict, lang);
    return [json.ok ? EXIT.ok : EXIT.problems, json];
  } catch (error) {
    if (error instanceof NotADocument) return [EXIT.problems, issuesJson(error.issues, lang)];
    if (error instanceof FileError) return [EXIT.wrong, errorJson(error.code, fileMessage(error, lang))];
    if (error instanceof CliError) return [EXIT.wrong, errorJson(error.code, words(error.code, error.values, lang))];
    throw error;
  }
}
