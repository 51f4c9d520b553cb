import { z } from 'zod';
import type { ToEngine } from '../../services/runs/engine';
import { defineCommand } from '../command/command';
import { EXIT } from '../command/context';
import { JSON_OUTPUT } from '../command/options';
import { blocks } from '../output/table';
import { render } from '../output/text';
import { askEngine } from '../runs/ask';
import { dataLines, engineLines } from '../runs/described';

/** `doctor`: the engines and data on this machine, and what is missing; `--set-up` and `--measure` prepare the native engine. */
export const doctor = defineCommand({
  name: 'doctor',
  about: {
    en: 'Show the engines and data on this machine, what is missing, and how to get it.',
    es: 'Muestra los motores y datos de esta máquina, qué falta, y cómo conseguirlo.',
  },
  options: [
    {
      flags: '--set-up',
      about: { en: 'set up the native engine now', es: 'prepara ahora el motor nativo' },
      conflicts: 'measure',
    },
    {
      flags: '--measure',
      about: {
        en: "measure the native engine's kernels again, with and without oneDNN",
        es: 'mide de nuevo los kernels del motor nativo, con oneDNN y sin él',
      },
    },
    JSON_OUTPUT,
  ],
  input: z.object({
    json: z.boolean().default(false),
    setUp: z.boolean().default(false),
    measure: z.boolean().default(false),
  }),
  async run(context, { json, setUp, measure }) {
    const task: ToEngine = setUp ? { type: 'obtain', what: 'engine' } : { type: measure ? 'measure' : 'describe' };
    const found = await askEngine(task, 'described', context);
    const { engines, data, searches } = found;
    const lines = () => render(blocks(...engineLines(found, context), dataLines(found, context)), context.terminal.colour);
    context.terminal.out(json ? `${JSON.stringify({ engines, data, searches })}\n` : lines());
    return EXIT.ok;
  },
});
