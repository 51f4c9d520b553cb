/** The layers of the paper's Table 2 in order, with its three Dropouts, as the palette calls them. */
export const LAYERS = ['Conv', 'Max Pool', 'Dropout', 'Conv', 'Max Pool', 'Dropout', 'ConvT', 'Dropout', 'ConvT'] as const;

/** What is typed into the form of each layer; the rest is right as it comes. */
export const NUMBERS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  conv2: { filters: 32 },
  convt1: { kernel: 5, stride: 2 },
  convt2: { filters: 1, kernel: 6, stride: 2, padding: 1 },
};

/** The sizes that then stand on the screen, the Input's first. */
export const SIZES = [
  '28×28×1',
  '26×26×16',
  '13×13×16',
  '13×13×16',
  '11×11×32',
  '5×5×32',
  '5×5×32',
  '13×13×16',
  '13×13×16',
  '28×28×1',
] as const;
