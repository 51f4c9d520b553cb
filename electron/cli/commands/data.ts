import { z } from 'zod';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { render } from '../output/text';
import { askEngine } from '../runs/ask';
import { dataLines } from '../runs/described';

/** `data`: finds or downloads Fashion-MNIST, and reports what was tried. */
export const data = defineCommand({
  name: 'data',
  about: {
    en: 'Find Fashion-MNIST on this machine, or else download it, directly or through apt.',
    es: 'Busca Fashion-MNIST en esta máquina, o si no lo descarga, directamente o mediante apt.',
  },
  input: z.object({}),
  async run(context) {
    const found = await askEngine({ type: 'obtain', what: 'data' }, 'described', context);
    context.terminal.out(render(dataLines(found, context), context.terminal.colour));
    return EXIT.ok;
  },
});
