import { type Handler, schemes } from '../browser/schemes';
import { strict } from '../strict';
import { app } from './app';

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (list: readonly { readonly scheme: string }[]) => {
    if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme } of list) schemes.set(scheme);
  },
  handle: (scheme: string, handler: Handler) => {
    if (schemes.handlerOf(scheme)) throw new Error(`The scheme ${scheme} has been registered`);
    schemes.set(scheme, handler);
  },
  isProtocolHandled: (scheme: string) => schemes.handlerOf(scheme) !== undefined,
});
