import { CommanderError } from 'commander';
import type { ForkedEngine } from '../services/fork-engine.mjs';
import { type Context, EXIT, type Exit, langOf } from './command/context';
import { COMMANDS } from './commands/index';
import { processTerminal, type Terminal } from './output/terminal';
import { programOf } from './program';

/**
 * Runs this process's command line. It sets the exit code instead of exiting, so that all output is written first.
 * @param engine an engine's process that was forked early, for a command that trains; it is killed if the command does not train
 */
export async function start(argv: readonly string[], engine?: ForkedEngine): Promise<void> {
  if (engine) (await import('../services/engine-process')).adoptEngine(engine);
  process.exitCode = await main(
    argv,
    processTerminal((env) => langOf(argv, env)),
  );
  engine?.child.kill('SIGKILL');
}

/** Runs one command line. It never throws: every error is printed. @returns the exit code */
export async function main(argv: readonly string[], terminal: Terminal): Promise<Exit> {
  const context: Context = { lang: langOf(argv, terminal.env), terminal };
  try {
    return await run(argv, context);
  } catch (error) {
    const { explain } = await import('./explain');
    return explain(error, namedIn(argv)[0], context);
  }
}

async function run(argv: readonly string[], context: Context): Promise<Exit> {
  const names = namesToLoad(argv);
  const commands = await Promise.all(names.map((name) => COMMANDS[name]?.())).then((all) =>
    all.filter((one) => one !== undefined),
  );
  let exit: Exit = EXIT.ok;
  const program = programOf(commands, context, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    if (error.code !== 'commander.help') throw error;
    // `patchbay` without a command, or the help of an unknown command.
    program.configureOutput({ writeErr: (text) => context.terminal.error(text) }).outputHelp({ error: true });
    return EXIT.wrong;
  }
}

/** The names of commands that occur in a command line, whichever of its words is the command. */
function namedIn(argv: readonly string[]): readonly string[] {
  return Object.keys(COMMANDS).filter((name) => argv.includes(name));
}

/** The commands that a command line may need: those it names; for help without a name, all; for the version, none. */
function namesToLoad(argv: readonly string[]): readonly string[] {
  const named = namedIn(argv);
  if (named.length > 0) return named;
  return argv.some((word) => word === '-V' || word === '--version') ? [] : Object.keys(COMMANDS);
}
