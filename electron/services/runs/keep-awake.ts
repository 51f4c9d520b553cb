import { type ChildProcess, spawn } from 'node:child_process';
import { platform } from 'node:os';

/** Keeps the machine from sleeping, as far as its system lets one ask for that. */
export interface KeepAwake {
  /** @returns whether it is so */
  hold(): Promise<boolean>;
  release(): void;
}

/** Calls Windows' SetThreadExecutionState with ES_CONTINUOUS | ES_SYSTEM_REQUIRED, and holds on until its input ends. */
const WINDOWS = `$t = Add-Type -PassThru -Name Awake -Namespace Patchbay -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint flags);'; $t::SetThreadExecutionState([uint32]"0x80000001") | Out-Null; [Console]::In.ReadLine()`;

/** What keeps each system awake for as long as the command runs; it ends when its input does, so also when this process dies. */
const COMMANDS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  linux: ['systemd-inhibit', '--what=idle:sleep', '--who=Patchbay', '--why=Training', '--mode=block', 'cat'],
  darwin: ['caffeinate', '-i', 'cat'],
  win32: ['powershell', '-NoProfile', '-NonInteractive', '-Command', WINDOWS],
};

/** How long a command has to stay alive to count, in milliseconds: one that may not inhibit sleep ends at once. */
const SETTLES = 500;

/** Keeps the machine awake with its system's own command. Where there is none, or it is refused, it says so. */
export function systemAwake(commands = COMMANDS): KeepAwake {
  let child: ChildProcess | undefined;
  const release = () => {
    child?.stdin?.end();
    child?.kill();
    child = undefined;
  };
  return {
    hold: () => {
      if (child) return Promise.resolve(true);
      const [command, ...args] = commands[platform()] ?? [];
      if (command === undefined) return Promise.resolve(false);
      const started = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'] });
      child = started;
      started.stdin.on('error', () => {});
      return new Promise((resolve) => {
        const settled = setTimeout(() => resolve(true), SETTLES);
        const gone = () => {
          clearTimeout(settled);
          if (child === started) child = undefined;
          resolve(false);
        };
        started.on('error', gone);
        started.on('exit', gone);
      });
    },
    release,
  };
}
