import type { OnProgress } from '../backends/backend';
import { describeBackends, openBackend } from '../backends/choose';
import type { Progress } from '../data/download';
import { adoptFashionMnist, findFashionMnist, openFashionMnist } from '../data/fashion-mnist';
import type { FromEngine } from '../process/protocol';

/** Which engines and which data there are on this machine. */
export async function describe(): Promise<FromEngine> {
  const [engines, places] = [await describeBackends(), await findFashionMnist()];
  return {
    type: 'described',
    engines: engines.map(({ name, ready, there, missing, how }) => ({
      name,
      ready,
      there: [...there],
      missing: [...missing],
      ...(how ? { how } : {}),
    })),
    data: places.filter(({ complete }) => complete).map(({ folder }) => ({ name: 'Fashion-MNIST', where: folder })),
  };
}

/** Gets what training will need before it is needed, then says what there is. */
export async function obtain(
  what: 'data' | 'engine',
  onProgress: OnProgress,
  onData: (progress: Progress) => void,
): Promise<FromEngine> {
  if (what === 'engine') await openBackend('native', { onProgress });
  else await openFashionMnist({ onProgress: onData });
  return describe();
}

/** Keeps the files of a folder as the data set that training uses, if they are what they should be, then says what there is. */
export async function adopt(folder: string): Promise<FromEngine> {
  await adoptFashionMnist(folder);
  return describe();
}
