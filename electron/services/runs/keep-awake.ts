import { type ChildProcess, spawn } from 'node:child_process';
import { platform } from 'node:os';

/** Prevents the machine from sleeping, if its system supports that. */
export interface KeepAwake {
  /** @returns true if the machine stays awake */
  hold(): Promise<boolean>;
  release(): void;
}

/** Calls Windows' SetThreadExecutionState with ES_CONTINUOUS | ES_SYSTEM_REQUIRED, and runs until its input ends. */
const WINDOWS = `$t = Add-Type -PassThru -Name Awake -Namespace Patchbay -MemberDefinition '[DllImport("kernel32.dll")] public static extern uint SetThreadExecutionState(uint flags);'; $t::SetThreadExecutionState([uint32]"0x80000001") | Out-Null; [Console]::In.ReadLine()`;

/** The command that keeps each system awake while it runs. It ends when its input does, and so also when this process dies. */
const COMMANDS: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  linux: ['systemd-inhibit', '--what=idle:sleep', '--who=Patchbay', '--why=Training', '--mode=block', 'cat'],
  darwin: ['caffeinate', '-i', 'cat'],
  win32: ['powershell', '-NoProfile', '-NonInteractive', '-Command', WINDOWS],
};

/** Milliseconds that the command must run to count as successful: one that is not allowed to inhibit sleep exits immediately. */
const SETTLES = 500;

/** Keeps the machine awake with its system's own command. Without one, or if it is refused, `hold` gives false. */
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
