import { EventEmitter } from 'node:events';

/** A message of the system's. It is shown nowhere; a test may look at what there were. */
export class Notification extends EventEmitter {
  static readonly shown: Notification[] = [];

  constructor(readonly options: { readonly title?: string; readonly body?: string } = {}) {
    super();
  }

  static isSupported(): boolean {
    return true;
  }

  get title(): string {
    return this.options.title ?? '';
  }

  get body(): string {
    return this.options.body ?? '';
  }

  show(): void {
    Notification.shown.push(this);
  }
}
