import type { LayerKernel } from '../stage';
import { activation } from './activation';
import { add } from './add';
import { avgPool2D } from './avg-pool2d';
import { batchNorm } from './batch-norm';
import { concat } from './concat';
import { convTranspose2D } from './conv-transpose2d';
import { conv2D } from './conv2d';
import { dropout } from './dropout';
import { flatten } from './flatten';
import { globalAvgPool } from './global-avg-pool';
import { input } from './input';
import { linear } from './linear';
import { maxPool2D } from './max-pool2d';
import { reshape } from './reshape';
import { upsample } from './upsample';

/** The kernels of every kind of layer, by its name. A test fails where the registry has a kind that is not here. */
export const LAYERS: ReadonlyMap<string, LayerKernel> = new Map(
  Object.entries({
    Input: input,
    Conv2D: conv2D,
    ConvTranspose2D: convTranspose2D,
    Upsample: upsample,
    MaxPool2D: maxPool2D,
    AvgPool2D: avgPool2D,
    GlobalAvgPool: globalAvgPool,
    Linear: linear,
    Flatten: flatten,
    Reshape: reshape,
    BatchNorm: batchNorm,
    Dropout: dropout,
    Activation: activation,
    Add: add,
    Concat: concat,
  }),
);
