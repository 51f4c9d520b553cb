import type { Document, Graph } from '../graph/document';
import type { Inference, Sized } from '../graph/infer';
import { lossOf } from '../training/losses/index';
import { optimizerOf } from '../training/optimizers/index';
import { learningRatePython } from '../training/schedules/index';
import { defineExporter } from './exporter';
import { IMAGES, type Program, programOf, type Step } from './support/program';
import { indent } from './support/python';
import { argumentParser, dataSource, type Flavour, header, joinParts, loadingLines, modelDoc, stepLines } from './support/script';

const FLAVOUR: Flavour = {
  packages: 'numpy torch torchvision',
  suffix: '.pt',
  downloader: 'torchvision',
  download: ({ torchvision }) => `\
def download(folder):
    """The same arrays by way of torchvision, which keeps the files in the folder."""
    try:
        from torchvision.datasets import ${torchvision}

        sets = [${torchvision}(folder, train=train, download=True) for train in (True, False)]
    except (ImportError, OSError, RuntimeError) as error:
        raise SystemExit(
            f"{folder} does not hold the four IDX files of {DATASET} ({', '.join(FILES)}, .gz or not), "
            f"and torchvision cannot download them: {error}"
        ) from error
    return [tensor.numpy() for part in sets for tensor in (part.data, part.targets)]`,
};

/** A Python script that trains the graph with PyTorch. */
export const pytorch = defineExporter({
  name: 'pytorch',
  label: 'PyTorch',
  help: {
    en: 'A Python script that trains the graph with PyTorch.',
    es: 'Un script de Python que entrena el grafo con PyTorch.',
  },
  fileKind: 'python',
  write,
});

function write(document: Document, graph: Graph, inference: Inference): string {
  const program = programOf(document, graph, inference);
  const usesFunctions = program.steps.some((step) => step.layer && expressionOf(step, step.layer).includes('F.'));
  const helpers = new Set(program.steps.flatMap(({ layer }) => (layer ? (sourceOf(layer).helpers ?? []) : [])));
  return joinParts([
    header(program, FLAVOUR, [
      'import numpy as np',
      'import torch',
      ...(usesFunctions ? ['import torch.nn.functional as F'] : []),
      'from torch import nn',
    ]),
    ...helpers,
    netClass(program),
    ...(program.sources.size === 0 ? [] : [LOAD_WEIGHTS]),
    ...dataSource(program, FLAVOUR),
    tensors(program),
    evaluate(program),
    ...scheduleSource(program),
    train(program),
    ...argumentParser(program, FLAVOUR),
    main(program),
    'if __name__ == "__main__":\n    main()',
  ]);
}

function sourceOf({ kind, params, ins }: Sized) {
  return kind.source.pytorch(params, ins);
}

function expressionOf({ name, inputs }: Step, layer: Sized): string {
  return sourceOf(layer).forward(`self.${name}`, inputs);
}

function netClass(program: Program): string {
  const { steps, output, frozen } = program;
  const modules = steps.flatMap(({ name, layer }) => {
    const module = layer && sourceOf(layer).module;
    return module === undefined ? [] : [`self.${name} = ${module}`];
  });
  const freeze = ['for name in FROZEN:', '    self.get_submodule(name).requires_grad_(False)'];
  return [
    'class Net(nn.Module):',
    ...indent([
      ...modelDoc(program),
      '',
      'def __init__(self):',
      ...indent(['super().__init__()', ...modules, ...(frozen.length === 0 ? [] : freeze)]),
      '',
      `def forward(self, ${IMAGES}):`,
      ...indent([
        ...steps.flatMap((step) =>
          stepLines(
            step,
            (layer) => expressionOf(step, layer),
            (layer) => sourceOf(layer).comment,
          ),
        ),
        `return ${output}`,
      ]),
      ...(frozen.length === 0 ? [] : ['', ...TRAIN_MODE]),
    ]),
  ].join('\n');
}

const TRAIN_MODE = [
  'def train(self, mode=True):',
  '    """Frozen layers never train: the running averages of a frozen BatchNorm stay as they are."""',
  '    super().train(mode)',
  '    for name in FROZEN:',
  '        self.get_submodule(name).eval()',
  '    return self',
];

const LOAD_WEIGHTS = `\
def load_weights(model, file, sources):
    """Gives layers the weights that others have in a file: sources is {own layer: layer in the file}."""
    saved = torch.load(file, map_location="cpu", weights_only=True)
    for name, source in sources.items():
        own = model.get_submodule(name)
        try:
            own.load_state_dict({key: saved[f"{source}.{key}"] for key in own.state_dict()})
        except (KeyError, RuntimeError) as error:
            raise SystemExit(f"{file} does not hold the weights of {source} that {name} needs: {error}") from error`;

function tensors({ target }: Program): string {
  const targets = target === 'class' ? 'torch.from_numpy(labels)' : 'images';
  return [
    'def tensors(images, labels):',
    '    """The images as PyTorch has them, [N, C, H, W], and what the model should make of them."""',
    '    images = torch.from_numpy(images).permute(0, 3, 1, 2).contiguous()',
    `    return images, ${targets}`,
  ].join('\n');
}

/** True if the script reports accuracy besides the loss. */
function counts({ target }: Program): boolean {
  return target === 'class';
}

function evaluate(program: Program): string {
  const accuracy = counts(program);
  return [
    `LOSS = ${lossOf(program.training.loss).source.pytorch(program.training.loss)}`,
    '',
    '',
    '@torch.no_grad()',
    'def evaluate(model, images, targets):',
    ...indent([
      accuracy ? '"""The mean loss, and the accuracy."""' : '"""The mean loss."""',
      'model.eval()',
      accuracy ? 'loss, right = 0.0, 0' : 'loss = 0.0',
      'for batch in torch.arange(len(images)).split(BATCH_SIZE):',
      ...indent([
        'output = model(images[batch])',
        'loss += LOSS(output, targets[batch]).item() * len(batch)',
        ...(accuracy ? ['right += (output.argmax(1) == targets[batch]).sum().item()'] : []),
      ]),
      accuracy ? 'return loss / len(images), right / len(images)' : 'return loss / len(images)',
    ]),
  ].join('\n');
}

/** The function that gives the learning rate of a step, unless it is constant. */
function scheduleSource({ training }: Program): readonly string[] {
  return [learningRatePython(training.schedule) ?? []].flat();
}

/** The reason to skip batches of one image, if a layer cannot train on one. */
function needsTwo({ steps, frozen, training }: Program): string | undefined {
  if (training.batchSize === 1) return undefined;
  const learning = steps.flatMap(({ name, layer }) => (layer && !frozen.includes(name) ? [sourceOf(layer)] : []));
  return learning.find((source) => source.needsTwo)?.needsTwo;
}

function train(program: Program): string {
  const accuracy = counts(program);
  const { frozen, training } = program;
  const { clipping } = training;
  const { source } = optimizerOf(training.optimizer);
  const weights = frozen.length === 0 ? 'model.parameters()' : 'weights';
  const trainable = '[weight for weight in model.parameters() if weight.requires_grad]';
  const seen = needsTwo(program);
  const skip = ['if len(batch) == 1:', `    continue  # ${seen}`];
  const total = seen ? 'seen' : 'len(images)';
  const start = ['loss', ...(accuracy ? ['right'] : []), ...(seen ? ['seen'] : [])];
  const zeros = ['0.0', ...(accuracy ? ['0'] : []), ...(seen ? ['0'] : [])];
  const stop = [
    'if validation_loss < best - MIN_DELTA:',
    '    best, waited = validation_loss, 0',
    'else:',
    '    waited += 1',
    'if waited == PATIENCE:',
    '    print(f"stopped: no lower validation loss for {PATIENCE} epochs")',
    '    break',
  ];
  const scheduled = scheduleSource(program).length > 0;
  const split = 'torch.from_numpy(shuffled(len(images), epoch)).split(BATCH_SIZE)';
  const batches = [scheduled ? `for number, batch in enumerate(${split}):` : `for batch in ${split}:`];
  const rate = [
    'for group in optimizer.param_groups:',
    '    group["lr"] = learning_rate((epoch - 1) * steps + number, steps, epochs)',
  ];
  const report = `f"epoch {epoch}/{epochs}: train loss {loss / ${total}:.4f}, validation loss {validation_loss:.4f}"`;
  return [
    'def train(model, training, validation, epochs):',
    ...indent([
      '"""Trains the model, and prints how well it does after each epoch."""',
      'images, targets = training',
      ...(frozen.length === 0 ? [] : [`weights = ${trainable}`]),
      `optimizer = ${source.pytorch(weights, training.optimizer)}`,
      ...(training.earlyStopping ? ['best, waited = float("inf"), 0'] : []),
      ...(scheduled ? ['steps = -(-len(images) // BATCH_SIZE)'] : []),
      'for epoch in range(1, epochs + 1):',
      ...indent([
        'model.train()',
        `${start.join(', ')} = ${zeros.join(', ')}`,
        ...batches,
        ...indent([
          ...(seen ? skip : []),
          ...(scheduled ? rate : []),
          'optimizer.zero_grad()',
          'output = model(images[batch])',
          'batch_loss = LOSS(output, targets[batch])',
          'batch_loss.backward()',
          ...(clipping ? [`nn.utils.clip_grad_${clipping.by}_(${weights}, ${clipping.at})`] : []),
          'optimizer.step()',
          'loss += batch_loss.item() * len(batch)',
          ...(accuracy ? ['right += (output.argmax(1) == targets[batch]).sum().item()'] : []),
          ...(seen ? ['seen += len(batch)'] : []),
        ]),
        `${accuracy ? 'validation_loss, validation_accuracy' : 'validation_loss'} = evaluate(model, *validation)`,
        ...(accuracy
          ? [
              'print(',
              ...indent([report, `f", train accuracy {right / ${total}:.2%}, validation accuracy {validation_accuracy:.2%}"`]),
              ')',
            ]
          : [`print(${report})`]),
        ...(training.earlyStopping ? stop : []),
      ]),
    ]),
  ].join('\n');
}

function main(program: Program): string {
  return [
    'def main():',
    ...indent([
      'arguments = parse_arguments()',
      'torch.manual_seed(SEED)',
      'model = Net()',
      ...loadingLines(program),
      'training, validation = (tensors(*part) for part in load_data(arguments.data, arguments.limit))',
      'train(model, training, validation, arguments.epochs)',
      'torch.save(model.state_dict(), arguments.save)',
      'print(f"weights saved to {arguments.save}")',
    ]),
  ].join('\n');
}
