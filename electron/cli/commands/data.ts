import { z } from 'zod';
import { DATASETS } from '../../../shared/training/datasets/index';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { render } from '../output/text';
import { askEngine } from '../runs/ask';
import { dataLines } from '../runs/described';

const NAMES = DATASETS.filter(({ generated }) => !generated)
  .map(({ label }) => label)
  .join(', ');

/** `data`: finds or downloads the data sets that are not generated, and reports what was tried. */
export const data = defineCommand({
  name: 'data',
  about: {
    en: `Find ${NAMES} on this machine, or else download it, directly or through apt.`,
    es: `Busca ${NAMES} en esta máquina, o si no lo descarga, directamente o mediante apt.`,
  },
  input: z.object({}),
  async run(context) {
    const found = await askEngine({ type: 'obtain', what: 'data' }, 'described', context);
    context.terminal.out(render(dataLines(found, context), context.terminal.colour));
    return EXIT.ok;
  },
});
