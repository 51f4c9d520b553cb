import { activation } from './activation';
import { adaptiveAvgPool2D } from './adaptive-avg-pool2d';
import { adaptiveMaxPool2D } from './adaptive-max-pool2d';
import { add } from './add';
import { avgPool2D } from './avg-pool2d/avg-pool2d';
import { batchNorm } from './batch-norm/batch-norm';
import { concat } from './concat';
import { convTranspose2D } from './conv-transpose2d/conv-transpose2d';
import { conv2D } from './conv2d/conv2d';
import { crop } from './crop';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAvgPool } from './global-avg-pool';
import { globalMaxPool } from './global-max-pool';
import { groupNorm } from './group-norm/group-norm';
import { input } from './input';
import { instanceNorm } from './instance-norm';
import { layerNorm } from './layer-norm/layer-norm';
import { linear } from './linear';
import { maxPool2D } from './max-pool2d/max-pool2d';
import { maximum } from './maximum';
import { multiply } from './multiply';
import { pad } from './pad';
import { pixelShuffle } from './pixel-shuffle';
import { prelu } from './prelu';
import { reshape } from './reshape';
import { subtract } from './subtract';
import type { LayerKind } from './support/kind';
import { upsample } from './upsample/upsample';

/** Every kind of layer, in the order of the palette. A new kind is a file or a folder beside this one, and a line here. */
export const KINDS: readonly LayerKind[] = [
  input,
  conv2D,
  pad,
  convTranspose2D,
  upsample,
  pixelShuffle,
  maxPool2D,
  avgPool2D,
  adaptiveMaxPool2D,
  adaptiveAvgPool2D,
  globalMaxPool,
  globalAvgPool,
  linear,
  flatten,
  reshape,
  batchNorm,
  layerNorm,
  groupNorm,
  instanceNorm,
  dropout,
  activation,
  prelu,
  add,
  subtract,
  multiply,
  maximum,
  concat,
  crop,
];

const byName: ReadonlyMap<string, LayerKind> = new Map(KINDS.map((kind) => [kind.kind, kind]));

/** The kind of layer with this name, or `undefined`: a newer version's document may have kinds that this version does not know. */
export function kindOf(name: string): LayerKind | undefined {
  return byName.get(name);
}
