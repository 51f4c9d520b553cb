import { decode, encode } from '../clone';

/** Messages between the two worlds of a page. Only text crosses, in events of the window; a call is answered before it returns. */
type Message =
  | { readonly op: 'call'; readonly id: number; readonly args: string }
  | { readonly op: 'answer'; readonly failed: boolean; readonly value: string }
  | { readonly op: 'settle'; readonly id: number; readonly failed: boolean; readonly value: string }
  | { readonly op: 'expose'; readonly key: string; readonly value: string };

/** One end of the bridge between the page's world and the preload's. */
export interface Bridge {
  /** Makes something known to the other world under a name. @throws what the other world says against it */
  expose(key: string, value: unknown): void;
}

/**
 * @param channel a name that the page cannot guess; @param me which end this is
 * @param onExpose told what the other end exposes
 */
export function openBridge(channel: string, me: 'page' | 'preload', onExpose: (key: string, value: unknown) => void): Bridge {
  // Taken before the page's own code can put others in their place.
  const listen = window.addEventListener.bind(window);
  const dispatch = window.dispatchEvent.bind(window);
  const { stringify, parse } = JSON;
  const Made = CustomEvent;
  const other = me === 'page' ? 'preload' : 'page';
  const held = new Map<number, (...args: unknown[]) => unknown>();
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  const answers: (Message & { op: 'answer' })[] = [];
  const files: File[] = [];
  let count = 0;

  const post = (message: Message) => void dispatch(new Made(channel + other, { detail: stringify(message) }));
  const encoded = (value: unknown): string =>
    encode(value, {
      fn: (fn) => {
        held.set(++count, fn);
        return count;
      },
      promise: (promise) => {
        const id = ++count;
        promise.then(
          (result) => post({ op: 'settle', id, failed: false, value: encoded(result) }),
          (error: unknown) => post({ op: 'settle', id, failed: true, value: encoded(error) }),
        );
        return id;
      },
      file: (file) => {
        // A file has no text. Both worlds see the same transfer, each in objects of its own.
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(file);
        dispatch(new DragEvent(`${channel}${other}-file`, { dataTransfer }));
        return ++count;
      },
    });
  const decoded = (value: string): unknown =>
    decode(value, {
      fn:
        (id) =>
        (...args: unknown[]) => {
          post({ op: 'call', id, args: encoded(args) });
          return result();
        },
      promise: (id) => new Promise((resolve, reject) => void waiting.set(id, { resolve, reject })),
      file: () => files.shift(),
    });
  const result = (): unknown => {
    const answer = answers.pop();
    if (!answer) throw new Error('the other world did not answer');
    if (answer.failed) throw decoded(answer.value);
    return decoded(answer.value);
  };
  const answer = (work: () => unknown) => {
    let failed = false;
    let value: string;
    try {
      value = encoded(work());
    } catch (error) {
      failed = true;
      value = encoded(error);
    }
    post({ op: 'answer', failed, value });
  };

  listen(`${channel}${me}-file`, (event) => {
    const file = event instanceof DragEvent ? event.dataTransfer?.files[0] : undefined;
    if (file) files.push(file);
  });
  listen(channel + me, (event) => {
    if (!(event instanceof Made)) return;
    const message: Message = parse(event.detail);
    if (message.op === 'answer') answers.push(message);
    else if (message.op === 'expose') answer(() => onExpose(message.key, decoded(message.value)));
    else if (message.op === 'call') {
      answer(() => {
        const args = decoded(message.args);
        return held.get(message.id)?.(...(Array.isArray(args) ? args : []));
      });
    } else {
      const one = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.failed) one?.reject(decoded(message.value));
      else one?.resolve(decoded(message.value));
    }
  });
  return {
    expose: (key, value) => {
      post({ op: 'expose', key, value: encoded(value) });
      result();
    },
  };
}
