import { api, type Handlers, type In, type Out } from '../../../shared/host/api';
import { readConfusion, readSamples } from '../runs/epoch-artifacts';
import type { ModelInspector } from '../runs/model-inspector';
import type { Supervisor } from '../runs/supervisor';

/** The handlers of `views.*`. */
export type ViewHandlers = Pick<Handlers, Extract<keyof Handlers, `views.${string}`>>;

export function createViews(supervisor: Supervisor, inspector: ModelInspector): ViewHandlers {
  async function look<K extends Parameters<ModelInspector['ask']>[1]>(call: K, input: In<K>): Promise<Out<K>> {
    const answer = await inspector.ask(await supervisor.folderOf(input.id), call, input);
    return api[call].out.parse(answer);
  }
  return {
    'views.samples': async ({ id, epoch: wanted }) => {
      const { epochs, epoch, kept } = await readSamples(await supervisor.folderOf(id), wanted);
      const { images = [], labels = [], losses = [], size = [0, 0, 0], originals = '', reconstructions = '' } = kept ?? {};
      const pictures = (data: string) => ({ count: images.length, size, data });
      return {
        epochs: [...epochs],
        epoch,
        images,
        labels,
        losses,
        originals: pictures(originals),
        reconstructions: pictures(reconstructions),
      };
    },
    'views.confusion': async ({ id, epoch: wanted }) => {
      const { epochs, epoch, kept } = await readConfusion(await supervisor.folderOf(id), wanted);
      return { epochs: [...epochs], epoch, classes: kept?.classes ?? [], counts: kept?.counts ?? [] };
    },
    'views.cell': (input) => look('views.cell', input),
    'views.images': (input) => look('views.images', input),
    'views.layer': (input) => look('views.layer', input),
    'views.predict': (input) => look('views.predict', input),
  };
}
