import { strict } from '../strict';

const display = {
  id: 1,
  workArea: { x: 0, y: 0, width: 1_920, height: 1_080 },
  bounds: { x: 0, y: 0, width: 1_920, height: 1_080 },
};

export const screen = strict('screen', {
  getAllDisplays: () => [display],
  getPrimaryDisplay: () => display,
  getDisplayMatching: () => display,
});
