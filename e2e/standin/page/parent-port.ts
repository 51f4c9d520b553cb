import { EventEmitter } from 'node:events';

/** Loaded before a utility process's own script: gives it `process.parentPort`, over the line that Node's `fork` opens. */
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown) => void process.send?.({ message }),
  start: () => {},
});
const early: unknown[] = [];
let listening = false;
const tell = (data: unknown) => port.emit('message', { data, ports: [] });

port.on('newListener', (name) => {
  if (name !== 'message' || listening) return;
  listening = true;
  setImmediate(() => {
    for (const data of early.splice(0)) tell(data);
  });
});
process.on('message', (raw) => {
  const data: unknown = typeof raw === 'object' && raw !== null ? Reflect.get(raw, 'message') : undefined;
  if (listening && early.length === 0) tell(data);
  else early.push(data);
});
// Chromium ends a utility process with its parent.
process.on('disconnect', () => process.exit(0));
Object.defineProperty(process, 'parentPort', { value: port });
Object.defineProperty(process, 'type', { value: 'utility' });
