import { z } from 'zod';
import { FileError, fileMessage, isFolder } from '../../services/documents';
import { type Context, EXIT, type Exit } from '../context';
import { inspect, isOk, load, NotADocument } from '../inspect';
import { type CheckJson, checkJson, errorJson, issuesJson, jsonText } from '../json';
import { issueReport, report } from '../report';
import { type Line, render, span } from '../text';
import { CliError, words } from '../words';
import { checkFolder } from './check-folder';

const optionsSchema = z.object({
  graph: z.string().optional(),
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

function refuseFileOptions(file: string, { graph, json }: Options): void {
  const option = graph !== undefined ? '--graph' : json ? '--json' : undefined;
  if (option !== undefined) throw new CliError('onlyForFile', { option, file });
}

async function checkFile({ lang, terminal }: Context, file: string, { graph, strict }: Options): Promise<Exit> {
  const reader = { lang, columns: terminal.columns };
  const print = (lines: readonly Line[]) => terminal.out(render(lines, terminal.colour));
  try {
    const { document } = await load(file);
    const inspection = inspect(document, graph);
    print(report(inspection, file, reader));
    const first = inspection.problems.flatMap(({ fixes }) => fixes).at(0);
    if (first) {
      const command = `patchbay fix ${quote(file)}${graph === undefined ? '' : ` --graph ${graph}`} --apply ${first.n} --out …`;
      print([[], [span(words('applyHint', {}, lang), 'dim')], [span(`  ${command}`, 'dim')]]);
    }
    return isOk(inspection, strict) ? EXIT.ok : EXIT.problems;
  } catch (error) {
    if (!(error instanceof NotADocument)) throw error;
    print(issueReport(file, error.issues, reader));
    return EXIT.problems;
  }
}

/** A file name as a shell takes it. */
function quote(file: string): string {
  return /^[\w./@%+=:,-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

/** The same as data: whatever happens to the file, standard output holds one JSON value. */
async function checkAsJson({ lang, terminal }: Context, file: string, options: Options): Promise<Exit> {
  const [exit, json] = await jsonOf(lang, file, options);
  terminal.out(jsonText(json));
  return exit;
}

async function jsonOf(lang: Context['lang'], file: string, options: Options): Promise<readonly [Exit, CheckJson]> {
  try {
    if (await isFolder(file)) refuseFileOptions(file, { ...options, graph: undefined });
    const { document } = await load(file);
    const json = checkJson(inspect(document, options.graph), options.strict, lang);
    return [json.ok ? EXIT.ok : EXIT.problems, json];
  } catch (error) {
    if (error instanceof NotADocument) return [EXIT.problems, issuesJson(error.issues, lang)];
    if (error instanceof FileError) return [EXIT.wrong, errorJson(error.code, fileMessage(error, lang))];
    if (error instanceof CliError) return [EXIT.wrong, errorJson(error.code, words(error.code, error.values, lang))];
    throw error;
  }
}
