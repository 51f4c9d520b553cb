import { strict } from '../strict';

const started = new Set<number>();

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start: () => {
    const id = started.size + 1;
    started.add(id);
    return id;
  },
  isStarted: (id: number) => started.has(id),
  stop: (id: number) => void started.delete(id),
});
