import type { EditorPage } from './editor-page';

/** The layers of the paper's Table 2 in order, with its three Dropouts, as the palette calls them. */
export const LAYERS = ['Conv', 'Max Pool', 'Dropout', 'Conv', 'Max Pool', 'Dropout', 'ConvT', 'Dropout', 'ConvT'] as const;

/** Numbers that are typed into each layer's form; the other defaults are right. */
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

/** Builds Table 2 by mouse, as a person does: nine layers dropped, row by row, and seven numbers typed. @returns how many numbers */
export async function buildTable2({ page, node, field, drop }: EditorPage): Promise<number> {
  // The Input stands in the second of four columns: the layers follow it to the right, row by row.
  for (const [index, layer] of LAYERS.entries()) {
    const place = index + 2;
    await drop(layer, 300 + (place % 4) * 192, 168 + Math.floor(place / 4) * 232);
  }
  await page.getByRole('button', { name: 'Fit to view' }).click();
  let typed = 0;
  for (const [id, numbers] of Object.entries(NUMBERS)) {
    await node(id).click();
    for (const [name, value] of Object.entries(numbers)) {
      await field(name).fill(String(value));
      typed++;
    }
  }
  return typed;
}
