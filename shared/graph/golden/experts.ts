import type { Params } from '../../layers/support/kind';
import { diagnose } from '../diagnosis/diagnose';
import type { Document, Graph, GraphNode } from '../document';
import { network } from './network';

/** A condition on a document after a fix, all of whose parts hold in it. */
export type Condition =
  /** A parameter of a layer. */
  | { readonly node: string; readonly param: string; readonly is: unknown }
  /** The kind and parameters of some layer that feeds a layer, that it feeds, or that stands between two. */
  | { readonly before: string; readonly kind: string; readonly params?: Params }
  | { readonly after: string; readonly kind: string }
  | { readonly between: readonly [string, string]; readonly kind: string }
  /** The size of the Input. */
  | { readonly input: readonly [number, number, number] }
  | { readonly removed: string }
  | { readonly bypassed: string }
  /** A layer whose size is known, without an error. */
  | { readonly size: string; readonly ok: true }
  | { readonly training: string; readonly is: unknown }
  /** A layer with a problem, before any fix. */
  | { readonly problem: string };

/** A network from a public question or bug report, with what an expert does with it. */
export interface ExpertCase {
  readonly name: string;
  readonly expert: string;
  readonly document: Document;
  /** The documents of which one comes out, each as conditions; none if it is right as it is, or is to be refused. */
  readonly after: readonly (readonly Condition[])[];
}

const only = ({ graphs: [graph] }: Document): Graph => {
  if (!graph) throw new Error('no graph');
  return graph;
};

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** True if a condition holds in a document. A parameter that is left out is 0. */
export function holds(condition: Condition, document: Document): boolean {
  const { nodes, edges, training } = only(document);
  const into = (id: string) => edges.filter(({ to }) => to === id).map(({ from }) => from);
  const outOf = (id: string) => edges.filter(({ from }) => from === id).map(({ to }) => to);
  const fits = (node: GraphNode | undefined, kind: string, params: Params = {}): boolean =>
    node?.kind === kind && Object.entries(params).every(([name, value]) => same(node.params[name], value));
  if ('node' in condition) {
    const value = nodes[condition.node]?.params[condition.param];
    return same(value ?? [0, 0], condition.is);
  }
  if ('before' in condition) return into(condition.before).some((id) => fits(nodes[id], condition.kind, condition.params));
  if ('after' in condition) return outOf(condition.after).some((id) => fits(nodes[id], condition.kind));
  if ('between' in condition) {
    const [from, to] = condition.between;
    return into(to).some((id) => fits(nodes[id], condition.kind) && into(id).includes(from));
  }
  if ('input' in condition) {
    const [height, width, channels] = condition.input;
    return Object.values(nodes).some((node) => fits(node, 'Input', { height, width, channels }));
  }
  if ('removed' in condition) return nodes[condition.removed] === undefined;
  if ('bypassed' in condition) return nodes[condition.bypassed]?.bypassed === true;
  if ('training' in condition) return training[condition.training] === condition.is;
  const { problems, inference } = diagnose(document, only(document), { fixes: false });
  if ('problem' in condition) return problems.some(({ node }) => node === condition.problem);
  const wrong = problems.some(({ node, severity }) => node === condition.size && severity === 'error');
  return inference.nodes.get(condition.size)?.out !== undefined && !wrong;
}

/** True if a document is one of those that an expert makes of a network. */
export const isExperts = ({ after }: ExpertCase, document: Document): boolean =>
  after.some((conditions) => conditions.every((condition) => holds(condition, document)));

/** The networks. */
export const EXPERT_CASES: readonly ExpertCase[] = [
  {
    name: "a stride dropped a row",
    expert: "Output padding 1 gives back the row that the stride dropped; the weights stay as they are.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 24x24x128
      conv1 Conv2D 256 k3 s2 p1 ReLU
      batchnorm1 BatchNorm
      convt1 ConvTranspose2D 128 k3 s2 p1
    `),
    after: [[{"node": "convt1", "param": "outputPadding", "is": [1, 1]}]],
  },
  {
    name: "a stride of 3 dropped two rows",
    expert: "Output padding 2 gives back what stride 3 dropped.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 250x250x3
      conv1 Conv2D 16 k11 s3 Sigmoid
      convt1 ConvTranspose2D 3 k11 s3 Sigmoid
    `),
    after: [[{"node": "convt1", "param": "outputPadding", "is": [2, 2]}]],
  },
  {
    name: "73 in place of 74",
    expert: "Output padding 1.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 74x74x16
      conv1 Conv2D 24 k3 s2
      convt1 ConvTranspose2D 16 k3 s2
    `),
    after: [[{"node": "convt1", "param": "outputPadding", "is": [1, 1]}]],
  },
  {
    name: "25, 13, 7, 4, 2 and back",
    expert: "25 → 13 → 7 → 4 → 2: only 4 came from an even mirror. Output padding 1 on the first transposed layer.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 25x25x1
      conv1 Conv2D 16 k3 s2 p1 ReLU
      conv2 Conv2D 32 k3 s2 p1 ReLU
      conv3 Conv2D 64 k3 s2 p1 ReLU
      conv4 Conv2D 64 k3 s2 p1 ReLU
      convt1 ConvTranspose2D 64 k3 s2 p1 ReLU
      convt2 ConvTranspose2D 32 k3 s2 p1 ReLU
      convt3 ConvTranspose2D 16 k3 s2 p1 ReLU
      convt4 ConvTranspose2D 1 k3 s2 p1
    `),
    after: [[{"node": "convt1", "param": "outputPadding", "is": [1, 1]}]],
  },
  {
    name: "28, 14, 7, 4 and back, too large",
    expert: "Output padding 0 on the first transposed layer: 4 → 7 → 14 → 28.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 10 k3 s2 p1 LeakyReLU
      conv2 Conv2D 10 k3 s2 p1 LeakyReLU
      conv3 Conv2D 10 k3 s2 p1 LeakyReLU
      convt1 ConvTranspose2D 10 k3 s2 p1 op1
      convt2 ConvTranspose2D 10 k3 s2 p1 op1
      convt3 ConvTranspose2D 1 k3 s2 p1 op1
    `),
    after: [[{"node": "convt1", "param": "outputPadding", "is": [0, 0]}]],
  },
  {
    name: "a third pooling rounds 7 down",
    expert: "The third pooling rounds 7 down to 3; padding 1 there gives 4, and 4 → 28.",
    document: network({"task": "reconstruction", "loss": "BinaryCrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 8 k3 p1 ReLU
      pool2 MaxPool2D k2 s2
      conv3 Conv2D 8 k3 p1 ReLU
      pool3 MaxPool2D k2 s2
      conv4 Conv2D 8 k3 p1 ReLU
      upsample1 Upsample f2
      conv5 Conv2D 8 k3 p1 ReLU
      upsample2 Upsample f2
      conv6 Conv2D 16 k3 ReLU
      upsample3 Upsample f2
      conv7 Conv2D 1 k3 p1 Sigmoid
    `),
    after: [[{"node": "pool3", "param": "padding", "is": [1, 1]}], [{"node": "pool3", "param": "ceilMode", "is": true}]],
  },
  {
    name: "a padded third pooling",
    expert: "right as it is",
    document: network({"task": "reconstruction", "loss": "BinaryCrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 8 k3 p1 ReLU
      pool2 MaxPool2D k2 s2
      conv3 Conv2D 8 k3 p1 ReLU
      pool3 MaxPool2D k2 s2 p1
      conv4 Conv2D 8 k3 p1 ReLU
      upsample1 Upsample f2
      conv5 Conv2D 8 k3 p1 ReLU
      upsample2 Upsample f2
      conv6 Conv2D 16 k3 ReLU
      upsample3 Upsample f2
      conv7 Conv2D 1 k3 p1 Sigmoid
    `),
    after: [],
  },
  {
    name: "a signal of 512×1",
    expert: "right as it is",
    document: network({"task": "reconstruction", "loss": "BinaryCrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 512x1x1
      conv1 Conv2D 32 k3x1 p1x0 ReLU
      pool1 MaxPool2D k2x1 s2x1
      conv2 Conv2D 32 k3x1 p1x0 ReLU
      pool2 MaxPool2D k2x1 s2x1
      conv3 Conv2D 32 k3x1 p1x0 ReLU
      upsample1 Upsample f2x1
      conv4 Conv2D 32 k3x1 p1x0 ReLU
      upsample2 Upsample f2x1
      conv5 Conv2D 1 k3x1 p1x0 Sigmoid
    `),
    after: [],
  },
  {
    name: "LeNet on 28×28",
    expert: "right as it is",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 6 k5 Sigmoid
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 16 k5 Sigmoid
      pool2 MaxPool2D k2 s2
      flatten1 Flatten
      fc1 Linear 120 Sigmoid
      fc2 Linear 84 Sigmoid
      fc3 Linear 10
    `),
    after: [],
  },
  {
    name: "LeNet for 32×32 on 28×28",
    expert: "The data are 28×28×1: the Input should be.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 32x32x1
      conv1 Conv2D 6 k5 Sigmoid
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 16 k5 Sigmoid
      pool2 MaxPool2D k2 s2
      flatten1 Flatten
      fc1 Linear 120 Sigmoid
      fc2 Linear 84 Sigmoid
      fc3 Linear 10
    `),
    after: [[{"input": [28, 28, 1]}], [{"node": "conv1", "param": "padding", "is": [2, 2]}, {"input": [28, 28, 1]}]],
  },
  {
    name: "no Flatten before the scores",
    expert: "A Flatten before the first FC.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 32 k3 p1 ReLU
      pool2 MaxPool2D k2 s2
      conv3 Conv2D 64 k2 p1 ReLU
      pool3 MaxPool2D k2 s2
      fc1 Linear 4
    `),
    after: [[{"before": "fc1", "kind": "Flatten"}], [{"before": "fc1", "kind": "GlobalAvgPool"}]],
  },
  {
    name: "AlexNet on 28×28",
    expert: "Nothing is left for the fifth pooling: leave it out.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 64 k11 s4 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 128 k5 p2 ReLU
      pool2 MaxPool2D k2 s2
      conv3 Conv2D 256 k3 p1 ReLU
      conv4 Conv2D 512 k3 p1 ReLU
      conv5 Conv2D 1024 k3 p1 ReLU
      pool5 MaxPool2D k2 s2
      flatten1 Flatten
      fc1 Linear 1024 ReLU
      dropout1 Dropout rate=0.5
      fc2 Linear 10
    `),
    after: [[{"removed": "pool5"}], [{"bypassed": "pool5"}], [{"node": "pool5", "param": "kernel", "is": [1, 1]}]],
  },
  {
    name: "a U-Net on 358×358",
    expert: "Output padding 1 on the layers that come back to 89 and 179, or an input of 352 or 360.",
    document: network({"task": "reconstruction", "loss": "BinaryCrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 358x358x1
      down0a Conv2D 32 k3 p1 ReLU
      down0b Conv2D 32 k3 p1 ReLU
      pool0 MaxPool2D k2 s2
      down1a Conv2D 64 k3 p1 ReLU
      down1b Conv2D 64 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      down2a Conv2D 128 k3 p1 ReLU
      down2b Conv2D 128 k3 p1 ReLU
      pool2 MaxPool2D k2 s2
      down3a Conv2D 256 k3 p1 ReLU
      down3b Conv2D 256 k3 p1 ReLU
      convt2 ConvTranspose2D 128 k2 s2
      cat2 Concat < convt2 down2b
      up2a Conv2D 128 k3 p1 ReLU
      up2b Conv2D 128 k3 p1 ReLU
      convt1 ConvTranspose2D 64 k2 s2
      cat1 Concat < convt1 down1b
      up1a Conv2D 64 k3 p1 ReLU
      up1b Conv2D 64 k3 p1 ReLU
      convt0 ConvTranspose2D 32 k2 s2
      cat0 Concat < convt0 down0b
      up0a Conv2D 32 k3 p1 ReLU
      up0b Conv2D 32 k3 p1 ReLU
      out Conv2D 1 k1 Sigmoid
    `),
    after: [[{"node": "convt2", "param": "outputPadding", "is": [1, 1]}], [{"node": "convt2", "param": "outputPadding", "is": [1, 1]}, {"node": "convt1", "param": "outputPadding", "is": [1, 1]}], [{"input": [352, 352, 1]}], [{"input": [360, 360, 1]}]],
  },
  {
    name: "a U-Net on 356×356",
    expert: "One mismatch: output padding 1.",
    document: network({"task": "reconstruction", "loss": "BinaryCrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 356x356x1
      down0a Conv2D 32 k3 p1 ReLU
      down0b Conv2D 32 k3 p1 ReLU
      pool0 MaxPool2D k2 s2
      down1a Conv2D 64 k3 p1 ReLU
      down1b Conv2D 64 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      down2a Conv2D 128 k3 p1 ReLU
      down2b Conv2D 128 k3 p1 ReLU
      pool2 MaxPool2D k2 s2
      down3a Conv2D 256 k3 p1 ReLU
      down3b Conv2D 256 k3 p1 ReLU
      convt2 ConvTranspose2D 128 k2 s2
      cat2 Concat < convt2 down2b
      up2a Conv2D 128 k3 p1 ReLU
      up2b Conv2D 128 k3 p1 ReLU
      convt1 ConvTranspose2D 64 k2 s2
      cat1 Concat < convt1 down1b
      up1a Conv2D 64 k3 p1 ReLU
      up1b Conv2D 64 k3 p1 ReLU
      convt0 ConvTranspose2D 32 k2 s2
      cat0 Concat < convt0 down0b
      up0a Conv2D 32 k3 p1 ReLU
      up0b Conv2D 32 k3 p1 ReLU
      out Conv2D 1 k1 Sigmoid
    `),
    after: [[{"node": "convt2", "param": "outputPadding", "is": [1, 1]}], [{"input": [352, 352, 1]}], [{"input": [360, 360, 1]}]],
  },
  {
    name: "a residual block that strides twice",
    expert: "One of the two strides should be 1.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 32x32x3
      conv1 Conv2D 16 k3 p1 nobias
      batchnorm1 BatchNorm
      act1 Activation ReLU
      conv2 Conv2D 32 k3 s2 p1 nobias
      batchnorm2 BatchNorm
      act2 Activation ReLU
      conv3 Conv2D 32 k3 s2 p1 nobias
      batchnorm3 BatchNorm
      shortcut Conv2D 32 k1 s2 nobias < act1
      batchnorm4 BatchNorm
      add1 Add < batchnorm3 batchnorm4
      act3 Activation ReLU
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [[{"node": "conv3", "param": "stride", "is": [1, 1]}], [{"node": "conv2", "param": "stride", "is": [1, 1]}]],
  },
  {
    name: "a residual block without a convolution on its shortcut",
    expert: "A 1×1 convolution with stride 2 and 128 filters on the shortcut (He et al. 2016, equation 2).",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 56x56x64
      before Conv2D 64 k3 p1 ReLU
      conv1 Conv2D 128 k3 s2 p1 nobias
      batchnorm1 BatchNorm
      act1 Activation LeakyReLU slope=0.1
      conv2 Conv2D 128 k3 p1 nobias
      batchnorm2 BatchNorm
      add1 Add < batchnorm2 before
      act2 Activation LeakyReLU slope=0.1
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [[{"before": "add1", "kind": "Conv2D", "params": {"kernel": [1, 1], "stride": [2, 2], "filters": 128}}]],
  },
  {
    name: "a kernel of 2 that should keep the size",
    expert: "A 2×2 kernel keeps its size only if one side is padded; else kernel 3 with padding 1.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 1 k2 ReLU =28x28x1
      conv2 Conv2D 64 k2 s2 ReLU =14x14x64
      conv3 Conv2D 64 k3 p1 ReLU
      conv4 Conv2D 64 k3 p1 ReLU
      flatten1 Flatten
      fc1 Linear 128 ReLU
      fc2 Linear 2
      fc3 Linear 128 ReLU
      fc4 Linear 12544 ReLU
      reshape1 Reshape 14x14x64
      convt1 ConvTranspose2D 64 k3 s1 p1 ReLU
      convt2 ConvTranspose2D 64 k3 s1 p1 ReLU
      convt3 ConvTranspose2D 64 k3 s2 ReLU
      conv5 Conv2D 1 k2 Sigmoid
    `),
    after: [[{"node": "conv1", "param": "kernel", "is": [3, 3]}, {"node": "conv1", "param": "padding", "is": [1, 1]}], [{"before": "conv1", "kind": "ZeroPad2D"}], [{"before": "conv1", "kind": "Pad"}], [{"node": "conv1", "param": "padding", "is": "same"}]],
  },
  {
    name: "a dilated layer that should keep the size",
    expert: "Padding equal to the dilation keeps the size.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 256x256x64
      conv1 Conv2D 128 k3 p2 d2 nobias
      conv2 Conv2D 128 k3 p1 d2 nobias =256x256x128
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [[{"node": "conv2", "param": "padding", "is": [2, 2]}]],
  },
  {
    name: "a decoder that mirrors four layers",
    expert: "A kernel of 5 in the third layer, or of 6 in the last.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 80x160x3
      conv1 Conv2D 32 k4 s2 ReLU
      conv2 Conv2D 64 k4 s2 ReLU
      conv3 Conv2D 128 k4 s2 ReLU
      conv4 Conv2D 256 k4 s2 ReLU
      flatten1 Flatten
      fc1 Linear 32
      fc2 Linear 6144
      reshape1 Reshape 3x8x256
      convt1 ConvTranspose2D 128 k4 s2 ReLU
      convt2 ConvTranspose2D 64 k4 s2 ReLU
      convt3 ConvTranspose2D 32 k4 s2 ReLU
      convt4 ConvTranspose2D 3 k4 s2 Sigmoid
    `),
    after: [[{"node": "convt3", "param": "kernel", "is": [5, 5]}], [{"node": "convt4", "param": "kernel", "is": [6, 6]}]],
  },
  {
    name: "a variational autoencoder of 64×64",
    expert: "right as it is",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "idx", "pixelScale": [-1, 1]}, `
      input Input 64x64x3
      conv1 Conv2D 32 k3 s2 p1
      batchnorm1 BatchNorm
      act1 Activation LeakyReLU
      conv2 Conv2D 64 k3 s2 p1
      batchnorm2 BatchNorm
      act2 Activation LeakyReLU
      conv3 Conv2D 128 k3 s2 p1
      batchnorm3 BatchNorm
      act3 Activation LeakyReLU
      conv4 Conv2D 256 k3 s2 p1
      batchnorm4 BatchNorm
      act4 Activation LeakyReLU
      conv5 Conv2D 512 k3 s2 p1
      batchnorm5 BatchNorm
      act5 Activation LeakyReLU
      flatten1 Flatten
      fc1 Linear 128
      fc2 Linear 2048
      reshape1 Reshape 2x2x512
      convt1 ConvTranspose2D 256 k3 s2 p1 op1
      batchnorm6 BatchNorm
      act6 Activation LeakyReLU
      convt2 ConvTranspose2D 128 k3 s2 p1 op1
      batchnorm7 BatchNorm
      act7 Activation LeakyReLU
      convt3 ConvTranspose2D 64 k3 s2 p1 op1
      batchnorm8 BatchNorm
      act8 Activation LeakyReLU
      convt4 ConvTranspose2D 32 k3 s2 p1 op1
      batchnorm9 BatchNorm
      act9 Activation LeakyReLU
      convt5 ConvTranspose2D 32 k3 s2 p1 op1
      batchnorm10 BatchNorm
      act10 Activation LeakyReLU
      conv6 Conv2D 3 k3 p1 Tanh
    `),
    after: [],
  },
  {
    name: "colours and infrared",
    expert: "Two Inputs of different data: refused by check, as by export and training.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      rgb Input 64x64x3
      nir Input 64x64x1
      conv1 Conv2D 8 k3 ReLU < rgb
      conv2 Conv2D 8 k3 ReLU < nir
      concat1 Concat < conv1 conv2
      globalavg1 GlobalAvgPool
      fc1 Linear 3
    `),
    after: [],
  },
  {
    name: "an image and a number",
    expert: "The number is an image of 1×1: a Flatten makes it a vector.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      image Input 64x64x1
      entropy Input 1x1x1
      conv1 Conv2D 32 k3 ReLU < image
      pool1 MaxPool2D k2 s2
      flatten1 Flatten
      fc1 Linear 1024 ReLU
      concat1 Concat < fc1 entropy
      fc2 Linear 256 ReLU
      fc3 Linear 1 Sigmoid
    `),
    after: [[{"between": ["entropy", "concat1"], "kind": "Flatten"}]],
  },
  {
    name: "a fully convolutional classifier",
    expert: "The output is 1×1×2: a Flatten makes it the vector of 2 scores.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 48x48x1
      conv1 Conv2D 20 k5
      batchnorm1 BatchNorm
      pool1 MaxPool2D k2 s2
      batchnorm2 BatchNorm
      conv2 Conv2D 50 k7
      batchnorm3 BatchNorm
      pool2 MaxPool2D k2 s2
      batchnorm4 BatchNorm
      conv3 Conv2D 500 k7
      batchnorm5 BatchNorm
      pool3 MaxPool2D k2 s2
      batchnorm6 BatchNorm
      act1 Activation ReLU
      conv4 Conv2D 2 k1 Softmax
    `),
    after: [[{"after": "conv4", "kind": "Flatten"}], [{"after": "conv4", "kind": "GlobalAvgPool"}]],
  },
  {
    name: "one output for two classes",
    expert: "Two classes: two scores with cross-entropy, or one score with binary cross-entropy.",
    document: network({"task": "classification", "loss": "BinaryCrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 64x64x3
      conv1 Conv2D 16 k3 p1 ReLU
      pool1 MaxPool2D k2 s2
      flatten1 Flatten
      fc1 Linear 128 ReLU
      fc2 Linear 64 ReLU
      fc3 Linear 1 Sigmoid
    `),
    after: [[{"node": "fc3", "param": "units", "is": 2}], [{"training": "loss", "is": "BCEWithLogits"}], [{"training": "task", "is": "binary"}]],
  },
  {
    name: "a kind of another version",
    expert: "An unknown kind hides sizes: no warning that there is nothing to train.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 28x28x10
      depthwiseconv2d1 DepthwiseConv2D k3 p1
      conv1 Conv2D 20 k1
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [],
  },
  {
    name: "habits of Keras",
    expert: "Names of Keras and PyTorch are understood: padding \"same\" is 1 here, relu is ReLU, Dense is Linear.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 relu kernel=3 padding="same"
      pool1 MaxPool2D k2 s2
      flatten1 Flatten
      dense1 Dense 10
    `),
    after: [[{"node": "conv1", "param": "padding", "is": [1, 1]}]],
  },
  {
    name: "a fully connected autoencoder",
    expert: "A Flatten before the first FC.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      fc1 Linear 128 ReLU
      fc2 Linear 64 ReLU
      fc3 Linear 12 ReLU
      fc4 Linear 3
      fc5 Linear 12 ReLU
      fc6 Linear 64 ReLU
      fc7 Linear 128 ReLU
      fc8 Linear 784 Sigmoid
    `),
    after: [[{"before": "fc1", "kind": "Flatten"}], [{"after": "input", "kind": "Flatten"}]],
  },
  {
    name: "a Reshape of 1,000 values",
    expert: "A Reshape to 7×7×64 takes 3,136 values.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 32 k3 s2 p1 ReLU
      conv2 Conv2D 64 k3 s2 p1 ReLU
      flatten1 Flatten
      fc1 Linear 16
      fc2 Linear 1000 ReLU
      reshape1 Reshape 7x7x64
      convt1 ConvTranspose2D 32 k3 s2 p1 op1 ReLU
      convt2 ConvTranspose2D 1 k3 s2 p1 op1 Sigmoid
    `),
    after: [[{"node": "fc2", "param": "units", "is": 3136}]],
  },
  {
    name: "two scores for ten classes",
    expert: "Ten classes, ten scores.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      flatten1 Flatten
      fc1 Linear 128 ReLU
      fc2 Linear 2
    `),
    after: [[{"node": "fc2", "param": "units", "is": 10}]],
  },
  {
    name: "no Flatten, and two scores",
    expert: "A Flatten before the first FC, whatever else is unfinished.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 6 k5 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 16 k5 ReLU
      pool2 MaxPool2D k2 s2
      fc1 Linear 120 ReLU
      fc2 Linear 2
    `),
    after: [[{"before": "fc1", "kind": "Flatten"}]],
  },
  {
    name: "three-by-three layers without padding",
    expert: "Padding 1 in each 3×3 convolution: 28 → 14 → 7 → 14 → 28.",
    document: network({"task": "reconstruction", "loss": "MSE", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3 ReLU
      pool1 MaxPool2D k2 s2
      conv2 Conv2D 8 k3 ReLU
      pool2 MaxPool2D k2 s2
      upsample1 Upsample f2
      conv3 Conv2D 8 k3 ReLU
      upsample2 Upsample f2
      conv4 Conv2D 1 k3
    `),
    after: [[{"node": "conv1", "param": "padding", "is": [1, 1]}, {"node": "conv2", "param": "padding", "is": [1, 1]}, {"node": "conv3", "param": "padding", "is": [1, 1]}, {"node": "conv4", "param": "padding", "is": [1, 1]}]],
  },
  {
    name: "a new graph",
    expert: "A Flatten before the FC, also while the task is still the default.",
    document: network({}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3
      fc1 Linear 10
    `),
    after: [[{"before": "fc1", "kind": "Flatten"}]],
  },
  {
    name: "data of one's own",
    expert: "A Flatten before the FC.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3
      pool1 MaxPool2D k2 s2
      fc1 Linear 128 ReLU
      fc2 Linear 10
    `),
    after: [[{"before": "fc1", "kind": "Flatten"}]],
  },
  {
    name: "one score with cross-entropy",
    expert: "One score cannot be a softmax: as many scores as classes, or binary cross-entropy.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 64x64x3
      conv1 Conv2D 16 k3 ReLU
      globalavg1 GlobalAvgPool
      fc1 Linear 1
    `),
    after: [[{"problem": "fc1"}]],
  },
  {
    name: "a residual block without padding",
    expert: "Padding 1 in both convolutions of the block.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "fashion-mnist", "pixelScale": [0, 1]}, `
      input Input 28x28x1
      conv1 Conv2D 16 k3 p1 ReLU
      c1 Conv2D 16 k3 ReLU
      c2 Conv2D 16 k3
      add1 Add < c2 conv1
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [[{"node": "c1", "param": "padding", "is": [1, 1]}, {"node": "c2", "param": "padding", "is": [1, 1]}]],
  },
  {
    name: "a shortcut that gives 12 for 10",
    expert: "Padding that makes both ways equal.",
    document: network({"task": "classification", "loss": "CrossEntropy", "dataset": "idx", "pixelScale": [0, 1]}, `
      input Input 34x34x16
      main Conv2D 32 k7 s3 ReLU
      shortcut Conv2D 32 k1 s3 < input
      add1 Add < main shortcut
      globalavg1 GlobalAvgPool
      fc1 Linear 10
    `),
    after: [[{"size": "add1", "ok": true}]],
  },
];
