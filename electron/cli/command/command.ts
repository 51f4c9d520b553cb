import type { z } from 'zod';
import type { LocalizedText } from '../../../shared/i18n/i18n';
import type { Context, Exit } from './context';

/** A positional argument of a command. */
export interface CommandArgument {
  /** The key of its value in the command's input. */
  readonly key: string;
  /** The name that the help shows, such as FILE. */
  readonly name: LocalizedText;
  readonly about: LocalizedText;
  /** True for an argument that may be given any number of times, also none. */
  readonly several?: boolean;
}

/** An option of a command. */
export interface CommandOption {
  /** The option as commander takes it, such as `--epochs <N>`. */
  readonly flags: string | LocalizedText;
  readonly about: LocalizedText;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  /** The option that excludes this one, without its dashes. */
  readonly conflicts?: string;
  /** Reads the value; `undefined` for a value that is not valid. */
  readonly read?: (text: string) => number | undefined;
}

/** A command of the command line. */
export interface Command {
  readonly name: string;
  readonly about: LocalizedText;
  readonly arguments: readonly CommandArgument[];
  readonly options: readonly CommandOption[];
  /** A note on the exit codes, below the help. */
  readonly exits?: LocalizedText;
  /** Carries out the command. @param input the values of arguments by key and of options by name */
  run(context: Context, input: unknown): Promise<Exit>;
}

/** The definition of a command whose input is parsed before `run` receives it. */
interface Definition<Input extends z.ZodType> extends Omit<Command, 'run' | 'arguments' | 'options'> {
  readonly arguments?: readonly CommandArgument[];
  readonly options?: readonly CommandOption[];
  readonly input: Input;
  run(context: Context, input: z.output<Input>): Promise<Exit>;
}

/** Makes a command from its definition. */
export function defineCommand<Input extends z.ZodType>({ input, run, ...definition }: Definition<Input>): Command {
  return { arguments: [], options: [], ...definition, run: (context, raw) => run(context, input.parse(raw)) };
}
