import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { constants } from 'node:os';
import type { Readable } from 'node:stream';
import { parentPortOptions } from '../scripts';
import { strict, unsupported } from '../strict';

interface Options {
  readonly serviceName?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly stdio?: 'inherit' | 'pipe' | 'ignore';
}

class UtilityProcess extends EventEmitter {
  readonly stdout: Readable | null;
  readonly stderr: Readable | null;
  pid: number | undefined;
  private readonly child: ChildProcess;

  constructor(file: string, args: readonly string[], { env = process.env, cwd, stdio = 'inherit' }: Options) {
    super();
    this.child = fork(file, args, {
      env,
      ...(cwd === undefined ? {} : { cwd }),
      execArgv: [...parentPortOptions()],
      serialization: 'advanced',
      stdio: ['ignore', stdio, stdio, 'ipc'],
    });
    this.stdout = this.child.stdout;
    this.stderr = this.child.stderr;
    this.child.on('spawn', () => {
      this.pid = this.child.pid;
      this.emit('spawn');
    });
    this.child.on('message', (raw) => this.emit('message', typeof raw === 'object' ? Reflect.get(raw, 'message') : undefined));
    this.child.on('close', (code, signal) => {
      this.pid = undefined;
      this.emit('exit', code ?? (signal ? constants.signals[signal] : 1));
    });
  }

  postMessage(message: unknown, transfer: readonly unknown[] = []): void {
    if (transfer.length > 0) throw unsupported('UtilityProcess.postMessage with ports');
    if (this.child.connected) this.child.send({ message });
  }

  kill(): boolean {
    return this.child.kill();
  }
}

export const utilityProcess = strict('utilityProcess', {
  fork: (file: string, args: readonly string[] = [], options: Options = {}) =>
    strict('UtilityProcess', new UtilityProcess(file, args, options)),
});
