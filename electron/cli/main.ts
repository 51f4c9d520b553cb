import { Argument, Command, CommanderError, type Help, InvalidArgumentError, Option } from 'commander';
import about from '../../package.json' with { type: 'json' };
import { ExportError, exportMessage } from '../../shared/export/support/error';
import { EditError, editMessage } from '../../shared/graph/edits/edit';
import { HostError } from '../../shared/host/errors';
import { LANGS, type Lang, ownText } from '../../shared/i18n/i18n';
import { detailOf, printable } from '../../shared/i18n/issues';
import { FileError, fileMessage } from '../files/text-file';
import { check } from './commands/check';
import { detachEncoder } from './commands/detach';
import { exportScript, LIBRARIES } from './commands/export';
import { fix } from './commands/fix';
import { data, doctor, evaluate, predict, runs, show } from './commands/runs';
import { serve } from './commands/serve';
import { study } from './commands/study';
import { ENGINES, resume, train } from './commands/train';
import { type Context, EXIT, type Exit, langOf } from './context';
import { NotADocument } from './inspect';
import { CliError, words } from './messages';
import { issueReport } from './report';
import { processTerminal, type Terminal } from './terminal';
import { render } from './text';

/** Runs this process's command line. The exit code is set rather than exited with, so that all output is written first. */
export async function start(argv: readonly string[]): Promise<void> {
  process.exitCode = await main(
    argv,
    processTerminal((env) => langOf(argv, env)),
  );
}

/** Runs one command line and gives its exit code. It never throws: whatever happens is told in words. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<Exit> {
  const context: Context = { lang: langOf(argv, terminal.env), terminal };
  try {
    return await run(argv, context);
  } catch (error) {
    return explain(error, argv, context);
  }
}

async function run(argv: readonly string[], context: Context): Promise<Exit> {
  let exit: Exit = EXIT.ok;
  const program = programOf(context, (code) => {
    exit = code;
  });
  await program.parseAsync(argv, { from: 'user' });
  return exit;
}

/** The commands and their options, with their help in the reader's language. */
function programOf(context: Context, end: (exit: Exit) => void): Command {
  const { lang, terminal } = context;
  const say = (code: string) => words(code, {}, lang);
  const option = (flags: string, code: string) => new Option(flags, say(`option.${code}`));
  const graph = (code: string) => option('--graph <ID>', code);
  const dataOption = (code: string) => option(`--data <fashion-mnist|synthetic|${say('arg.folder')}>`, code);
  const file = () => new Argument(`<${say('arg.file')}>`, say('about.arg.file'));
  const out = (code: string) => option(`--out <${say('arg.file')}>`, code).makeOptionMandatory();

  const program = new Command('patchbay')
    .description(say('about.patchbay'))
    .usage(say('help.command.usage'))
    .version(about.version, '-V, --version', say('option.version'))
    .addOption(option(`--lang <${LANGS.join('|')}>`, 'lang').choices(LANGS))
    .helpOption('-h, --help', say('option.help'))
    .helpCommand(`help [${say('arg.command')}]`, say('about.help'))
    .addHelpText('after', `\n${say('help.more')}`)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titleOf(title, lang), optionDescription, subcommandTerm })
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      // What commander says is said again in the reader's language, by `explain`.
      writeErr: () => {},
      getOutHelpWidth: () => terminal.columns ?? 100,
      getErrHelpWidth: () => terminal.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });

  const command = (name: (typeof COMMANDS)[number], help: 'check' | 'write' | 'train' | 'serve' | 'none') => {
    const made = program
      .command(name)
      .description(say(`about.${name}`))
      .usage([...ARGUMENTS[name].map((argument) => say(`arg.${argument}`)), say('help.options.usage')].join(' '))
      .helpOption('-h, --help', say('option.help'));
    return help === 'none' ? made : made.addHelpText('after', `\n${say(`help.exit.${help}`)}`);
  };

  command('check', 'check')
    .addArgument(new Argument(`<${say('arg.target')}>`, say('about.arg.target')))
    .addOption(graph('graph'))
    .addOption(dataOption('data.check'))
    .addOption(option('--json', 'json').conflicts('csv'))
    .addOption(option('--csv', 'csv'))
    .addOption(option('--strict', 'strict'))
    .action(async (target: unknown, options: unknown) => end(await check(context, target, options)));
  command('fix', 'write')
    .addArgument(file())
    .addOption(option('--apply <N>', 'apply').argParser(numberOf).makeOptionMandatory())
    .addOption(out('out'))
    .addOption(graph('graph'))
    .addOption(dataOption('data.check'))
    .action(async (from: unknown, options: unknown) => end(await fix(context, from, options)));
  command('detach', 'write')
    .addArgument(file())
    .addOption(option(`--at <${say('arg.node')}>`, 'at').makeOptionMandatory())
    .addOption(out('out'))
    .addOption(graph('graph.one'))
    .action(async (from: unknown, options: unknown) => end(await detachEncoder(context, from, options)));
  command('export', 'write')
    .addArgument(file())
    .addOption(
      option(`--to <${LIBRARIES.join('|')}>`, 'to')
        .choices(LIBRARIES)
        .makeOptionMandatory(),
    )
    .addOption(out('out.script'))
    .addOption(graph('graph.one'))
    .action(async (from: unknown, options: unknown) => end(await exportScript(context, from, options)));

  const run = () => new Argument(`<${say('arg.run')}>`, say('about.arg.run'));
  const engine = () => option(`--engine <${ENGINES.join('|')}>`, 'engine').choices(ENGINES);
  const offline = () => option('--offline', 'offline');
  const checkpoint = () => option('--checkpoint <best|last>', 'checkpoint').choices(['best', 'last']);
  command('train', 'train')
    .addArgument(file())
    .addOption(graph('graph.one'))
    .addOption(option('--epochs <N>', 'epochs').argParser(numberOf))
    .addOption(option('--seed <N>', 'seed').argParser(seedOf))
    .addOption(engine())
    .addOption(dataOption('data'))
    .addOption(option('--train <N>', 'train').argParser(numberOf))
    .addOption(option('--val <N>', 'val').argParser(numberOf))
    .addOption(option(`--weights-from <${say('arg.run')}>`, 'weightsFrom'))
    .addOption(option(`--out <${say('arg.folder')}>`, 'out.run'))
    .addOption(offline())
    .addOption(option('--json', 'json.train'))
    .action(async (from: unknown, options: unknown) => end(await train(context, from, options)));
  command('resume', 'train')
    .addArgument(run())
    .addOption(option('--epochs <N>', 'epochs').argParser(numberOf))
    .addOption(option('--learning-rate <X>', 'rate').argParser(rateOf))
    .addOption(engine())
    .addOption(offline())
    .addOption(option('--json', 'json.train'))
    .action(async (from: unknown, options: unknown) => end(await resume(context, from, options)));
  command('study', 'train')
    .addOption(option('--epochs <N>', 'epochs.study').argParser(numberOf))
    .addOption(option(`--variants <${say('arg.names')}>`, 'variants'))
    .addOption(option('--train <N>', 'train').argParser(numberOf))
    .addOption(option('--val <N>', 'val').argParser(numberOf))
    .addOption(option('--data <fashion-mnist|synthetic>', 'data.study'))
    .addOption(option('--seed <N>', 'seed').argParser(seedOf))
    .addOption(engine())
    .addOption(option(`--out <${say('arg.folder')}>`, 'out.study'))
    .addOption(option('--no-report', 'report'))
    .addOption(offline())
    .action(async (options: unknown) => end(await study(context, options)));
  command('runs', 'none')
    .addOption(option('--json', 'json'))
    .action(async (options: unknown) => end(await runs(context, options)));
  command('show', 'none')
    .addArgument(run())
    .addOption(option('--json', 'json'))
    .action(async (from: unknown, options: unknown) => end(await show(context, from, options)));
  command('evaluate', 'none')
    .addArgument(run())
    .addOption(checkpoint())
    .addOption(engine())
    .addOption(offline())
    .addOption(option('--json', 'json'))
    .action(async (from: unknown, options: unknown) => end(await evaluate(context, from, options)));
  command('predict', 'none')
    .addArgument(run())
    .addArgument(new Argument(`<${say('arg.picture')}>`, say('about.arg.picture')))
    .addOption(checkpoint())
    .addOption(engine())
    .addOption(option(`--out <${say('arg.file')}>`, 'out.picture'))
    .addOption(option('--json', 'json'))
    .action(async (from: unknown, picture: unknown, options: unknown) => end(await predict(context, from, picture, options)));
  command('data', 'none').action(async () => end(await data(context)));
  command('doctor', 'none')
    .addOption(option('--set-up', 'setup').conflicts('measure'))
    .addOption(option('--measure', 'measure'))
    .addOption(option('--json', 'json'))
    .action(async (options: unknown) => end(await doctor(context, options)));
  command('serve', 'serve')
    .addArgument(new Argument(`[${say('arg.file')}...]`, say('about.arg.file')))
    .addOption(option(`--port <${say('arg.port')}>`, 'port').argParser(portOf))
    .addOption(option('--no-open', 'open'))
    .action(async (files: unknown, options: unknown) => end(await serve(context, files, options)));
  return program;
}

/** The titles of commander's help, which it writes in English. */
function titleOf(title: string, lang: Lang): string {
  const codes: Readonly<Record<string, string>> = {
    'Usage:': 'usage',
    'Arguments:': 'arguments',
    'Options:': 'options',
    'Global Options:': 'global',
    'Commands:': 'commands',
  };
  const code = codes[title];
  return code === undefined ? title : words(`help.${code}`, {}, lang);
}

/** Without commander's "[options]": every command has some. */
function subcommandTerm(this: Help, command: Command): string {
  return [command.name(), ...command.registeredArguments.map((argument) => argument.name())].join(' ');
}

/** Without commander's "(choices: …)", which is English: the flag names them. */
function optionDescription(this: Help, option: Option): string {
  return option.description;
}

function numberOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('');
  return Number(text);
}

function seedOf(text: string): number {
  if (!/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32) throw new InvalidArgumentError('');
  return Number(text);
}

function portOf(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) >= 2 ** 16) throw new InvalidArgumentError('');
  return Number(text);
}

function rateOf(text: string): number {
  const rate = Number(text);
  if (!(rate > 0 && rate <= 10)) throw new InvalidArgumentError('');
  return rate;
}

/** Tells what kept a command from being carried out. */
function explain(error: unknown, argv: readonly string[], context: Context): Exit {
  const { lang, terminal } = context;
  if (error instanceof CommanderError) return explainUsage(error, argv, context);
  if (error instanceof NotADocument) {
    terminal.error(render(issueReport(error.file, error.issues, { lang, columns: terminal.columns }), false));
    return EXIT.problems;
  }
  if (error instanceof FileError) return complain(fileMessage(error, lang), context);
  if (error instanceof CliError) return complain(words(error.code, error.values, lang), context);
  if (error instanceof EditError || error instanceof ExportError) {
    complain(error instanceof EditError ? editMessage(error, lang) : exportMessage(error, lang), context);
    return EXIT.problems;
  }
  if (error instanceof HostError) {
    complain(error.text[lang], context);
    return EXIT.problems;
  }
  const text = ownText(error);
  if (text) return complain(text[lang], context);
  const name = error instanceof Error ? `${error.name}: ` : '';
  complain(words('failed', { message: `${name}${detailOf(error)}` }, lang), context);
  if (terminal.env['PATCHBAY_DEBUG'] === '1') terminal.error(`${error instanceof Error ? error.stack : String(error)}\n`);
  else terminal.error(`${words('failedHint', {}, lang)}\n`);
  return EXIT.wrong;
}

/** @param message one or more lines; nothing in them steers the terminal */
function complain(message: string, { terminal }: Context): Exit {
  const lines = message.split('\n').map((line) => printable(line, Number.POSITIVE_INFINITY));
  terminal.error(`patchbay: ${lines.join('\n')}\n`);
  return EXIT.wrong;
}

/** Commander's complaints, which are English, told by their codes and the names that they quote. */
function explainUsage(error: CommanderError, argv: readonly string[], context: Context): Exit {
  const { lang, terminal } = context;
  if (error.exitCode === 0) return EXIT.ok;
  const code = error.code.replace('commander.', '');
  if (code === 'help') {
    // Only `patchbay` alone and the help of a command that there is not come here.
    const program = programOf(context, () => {});
    program.configureOutput({ writeErr: (text) => terminal.error(text) }).outputHelp({ error: true });
    return EXIT.wrong;
  }
  const quoted = [...error.message.matchAll(/'([^']*)'/g)].map(([, name = '']) => name.replace(/[<>]/g, ''));
  complain(words(`usage.${USAGE_CODES.has(code) ? code : 'other'}`, Object.fromEntries(quoted.entries()), lang), context);
  const command = COMMANDS.find((name) => argv.includes(name));
  terminal.error(`${words('usage.hint', { command: command ? `patchbay ${command}` : 'patchbay' }, lang)}\n`);
  return EXIT.wrong;
}

const COMMANDS = [
  'check',
  'fix',
  'detach',
  'export',
  'train',
  'resume',
  'study',
  'runs',
  'show',
  'evaluate',
  'predict',
  'data',
  'doctor',
  'serve',
] as const;

/** What each command is used on, by the codes of the words. */
const ARGUMENTS: Readonly<Record<(typeof COMMANDS)[number], readonly string[]>> = {
  check: ['target'],
  fix: ['file'],
  detach: ['file'],
  export: ['file'],
  train: ['file'],
  resume: ['run'],
  study: [],
  runs: [],
  show: ['run'],
  evaluate: ['run'],
  predict: ['run', 'picture'],
  data: [],
  doctor: [],
  serve: ['files'],
};

const USAGE_CODES = new Set([
  'unknownOption',
  'missingArgument',
  'optionMissingArgument',
  'missingMandatoryOptionValue',
  'conflictingOption',
  'excessArguments',
  'unknownCommand',
  'invalidArgument',
]);
