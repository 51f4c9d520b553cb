import type { Command } from '../run/loop';

/** Commands to a run, in the order in which they came, until the run takes them between two steps. */
export class Inbox {
  private readonly waiting: Command[] = [];
  private readonly stopping = new AbortController();
  private taker: ((command: Command) => void) | undefined;

  /** Aborted when a command to stop comes, for work that takes long before the first step. */
  readonly stopped = this.stopping.signal;

  put(command: Command): void {
    if (command.type === 'stop') this.stopping.abort();
    const { taker } = this;
    this.taker = undefined;
    if (taker) taker(command);
    else this.waiting.push(command);
  }

  /** Takes the next command, if there is one. */
  readonly poll = (): Command | undefined => this.waiting.shift();

  /** Waits for the next command. */
  readonly wait = (): Promise<Command> =>
    new Promise((resolve) => {
      const first = this.waiting.shift();
      if (first) resolve(first);
      else this.taker = resolve;
    });
}
