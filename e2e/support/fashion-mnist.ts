import { findPlaces } from '../../electron/engine/data/fetch/find';
import { FASHION_MNIST } from '../../electron/engine/data/sources/fashion-mnist';
import { surroundings } from '../../electron/engine/system/surroundings';

/**
 * The files of Fashion-MNIST on this machine, by name, from where the engine finds them: its cache, or the folders of Debian's
 * package, Keras and torchvision; `undefined` where none of these has all of them.
 */
export async function realFashionMnist(): Promise<ReadonlyMap<string, string> | undefined> {
  const places = await findPlaces(FASHION_MNIST, surroundings());
  return places.find(({ complete }) => complete)?.files;
}
