import { Argument, type Help, InvalidArgumentError, Option, Command as Program } from 'commander';
import about from '../../package.json' with { type: 'json' };
import { type CodeOf, LANGS, type Lang, translate } from '../../shared/i18n/i18n';
import type { Command, CommandArgument, CommandOption } from './command/command';
import type { Context, Exit } from './command/context';
import { MESSAGES } from './messages';

/** Builds commander's program from the commands, with its help in the user's language. */
export function programOf(commands: readonly Command[], context: Context, end: (exit: Exit) => void): Program {
  const { lang, terminal } = context;
  const text = textIn(lang);
  const program = new Program('patchbay')
    .description(text('about'))
    .usage(text('help.command.usage'))
    .version(about.version, '-V, --version', text('option.version'))
    .addOption(new Option(`--lang <${LANGS.join('|')}>`, text('option.lang')).choices(LANGS))
    .helpOption('-h, --help', text('option.help'))
    .helpCommand(`help [${text('arg.command')}]`, text('about.help'))
    .addHelpText('after', `\n${text('help.more')}`)
    .exitOverride()
    .showSuggestionAfterError(false)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => titleOf(title, lang),
      // Without commander's "(choices: …)", which is English; the flags name the choices.
      optionDescription: (option) => option.description,
      subcommandTerm,
    })
    .configureOutput({
      writeOut: (output) => terminal.out(output),
      // Commander's messages are English: explain.ts writes them again in the user's language.
      writeErr: () => {},
      getOutHelpWidth: () => terminal.columns ?? 100,
      getErrHelpWidth: () => terminal.columns ?? 100,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const command of commands) addCommand(program, command, context, end);
  return program;
}

function addCommand(program: Program, command: Command, context: Context, end: (exit: Exit) => void): void {
  const { lang } = context;
  const text = textIn(lang);
  const added = program
    .command(command.name)
    .description(command.about[lang])
    .usage([...command.arguments.map((one) => usageOf(one, lang)), text('help.options.usage')].join(' '))
    .helpOption('-h, --help', text('option.help'));
  if (command.exits) added.addHelpText('after', `\n${command.exits[lang]}`);
  for (const { name, about, several } of command.arguments)
    added.addArgument(new Argument(several ? `[${name[lang]}...]` : `<${name[lang]}>`, about[lang]));
  for (const option of command.options) added.addOption(optionOf(option, lang));
  added.action(async (...given: readonly unknown[]) => {
    const values = command.arguments.map(({ key }, index) => [key, given[index]] as const);
    end(await command.run(context, { ...added.opts(), ...Object.fromEntries(values) }));
  });
}

function optionOf({ flags, about, required, choices, conflicts, read }: CommandOption, lang: Lang): Option {
  const option = new Option(typeof flags === 'string' ? flags : flags[lang], about[lang]);
  if (choices) option.choices(choices);
  if (conflicts) option.conflicts(conflicts);
  if (required) option.makeOptionMandatory();
  if (read)
    option.argParser((value) => {
      const parsed = read(value);
      if (parsed === undefined) throw new InvalidArgumentError('');
      return parsed;
    });
  return option;
}

const usageOf = ({ name, several }: CommandArgument, lang: Lang): string => (several ? `[${name[lang]}…]` : name[lang]);

const textIn = (lang: Lang) => (code: CodeOf<typeof MESSAGES>) => translate(MESSAGES, code, {}, lang);

/** The titles of commander's help, which commander writes in English. */
const TITLES: ReadonlyMap<string, CodeOf<typeof MESSAGES>> = new Map([
  ['Usage:', 'help.usage'],
  ['Arguments:', 'help.arguments'],
  ['Options:', 'help.options'],
  ['Global Options:', 'help.global'],
  ['Commands:', 'help.commands'],
]);

function titleOf(title: string, lang: Lang): string {
  const code = TITLES.get(title);
  return code === undefined ? title : translate(MESSAGES, code, {}, lang);
}

/** A command with its arguments; without commander's "[options]", since every command has options. */
function subcommandTerm(this: Help, command: Program): string {
  return [command.name(), ...command.registeredArguments.map((argument) => argument.name())].join(' ');
}
