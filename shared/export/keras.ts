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
  packages: 'numpy tensorflow',
  suffix: '.npz',
  downloader: 'Keras',
  download: ({ keras }) => `\
def download(folder):
    """The same arrays by way of Keras, which keeps them in a folder of its own."""
    try:
        train_set, test_set = keras.datasets.${keras}.load_data()
    except Exception as error:  # Keras raises this very class where there is no network
        raise SystemExit(
            f"{folder} does not hold the four IDX files of {DATASET} ({', '.join(FILES)}, .gz or not), "
            f"and Keras cannot download them: {error}"
        ) from error
    return [*train_set, *test_set]`,
};

/** A Python script that trains the graph with Keras 3. */
export const keras = defineExporter({
  name: 'keras',
  label: 'Keras',
  help: {
    en: 'A Python script that trains the graph with Keras 3.',
    es: 'Un script de Python que entrena el grafo con Keras 3.',
  },
  fileKind: 'python',
  write,
});

function write(document: Document, graph: Graph, inference: Inference): string {
  const program = programOf(document, graph, inference);
  const draws = program.steps.some((step) => step.layer && expressionOf(step, step.layer).includes('torch_init('));
  const helpers = new Set(program.steps.flatMap(({ layer }) => (layer ? (sourceOf(layer).helpers ?? []) : [])));
  return joinParts([
    header(program, FLAVOUR, ['import keras', 'import numpy as np', 'from keras import layers']),
    ...helpers,
    ...(draws ? [TORCH_INIT] : []),
    ...(optimizerSource(program).includes('decaying(') ? [DECAYING] : []),
    buildModel(program),
    SAVE_WEIGHTS,
    ...(program.sources.size === 0 ? [] : [LOAD_WEIGHTS]),
    ...dataSource(program, FLAVOUR),
    BATCHES,
    REPORT[program.target],
    ...scheduleSource(program),
    train(program),
    ...argumentParser(program, FLAVOUR),
    main(program),
    'if __name__ == "__main__":\n    main()',
  ]);
}

function sourceOf({ kind, params, ins }: Sized) {
  return kind.source.keras(params, ins);
}

const TORCH_INIT = `\
def torch_init(fan_in):
    """Kernel and bias as PyTorch draws them: evenly between -1/sqrt(fan_in) and 1/sqrt(fan_in)."""
    limit = fan_in**-0.5
    return {
        "kernel_initializer": keras.initializers.RandomUniform(-limit, limit),
        "bias_initializer": keras.initializers.RandomUniform(-limit, limit),
    }`;

/** The function that gives the learning rate of a step, and the callback that sets it, unless it is constant. */
function scheduleSource({ training }: Program): readonly string[] {
  const source = learningRatePython(training.schedule);
  return source === undefined ? [] : [source, SCHEDULED];
}

const SCHEDULED = `\
class Scheduled(keras.callbacks.Callback):
    """Sets the learning rate of each step."""

    def __init__(self, steps_per_epoch, epochs):
        super().__init__()
        self.steps_per_epoch, self.epochs = steps_per_epoch, epochs

    def on_train_batch_begin(self, batch, logs=None):
        optimizer = self.model.optimizer
        step = int(keras.ops.convert_to_numpy(optimizer.iterations))
        rate = learning_rate(step, self.steps_per_epoch, self.epochs)
        before = float(keras.ops.convert_to_numpy(optimizer.learning_rate))
        if before > 0 and isinstance(optimizer, (keras.optimizers.SGD, keras.optimizers.RMSprop)):
            # Keras keeps past steps times the rate that they had; PyTorch takes them times the rate of now.
            for velocity in getattr(optimizer, "momentums", getattr(optimizer, "_momentums", [])):
                velocity.assign(velocity * (rate / before))
        optimizer.learning_rate = rate`;

function optimizerSource({ training }: Program): string {
  const source = optimizerOf(training.optimizer).source.keras(training.optimizer);
  const { clipping } = training;
  if (!clipping) return source;
  return source.replace(/\)$/, `, ${clipping.by === 'norm' ? 'global_clipnorm' : 'clipvalue'}=${clipping.at})`);
}

const DECAYING = `\
def decaying(kind, decay, rate_decay=0.0):
    """An optimizer class with a part of each weight added to its gradient, as PyTorch's weight_decay does.

    The learning rate is divided by 1 + rate_decay times the number of steps before.
    """

    class Decaying(kind):
        def update_step(self, gradient, variable, learning_rate):
            learning_rate /= 1 + rate_decay * keras.ops.cast(self.iterations, learning_rate.dtype)
            super().update_step(gradient + decay * keras.ops.convert_to_tensor(variable), variable, learning_rate)

    return Decaying`;

function expressionOf({ name, inputs }: Step, layer: Sized): string {
  return sourceOf(layer).call(name, inputs);
}

function buildModel(program: Program): string {
  const { steps, output, frozen, input } = program;
  const remarks = new Set(steps.flatMap(({ layer }) => (layer ? (sourceOf(layer).remark ?? []) : [])));
  const freeze = ['for name in FROZEN:', '    model.get_layer(name).trainable = False'];
  return [
    'def build_model():',
    ...indent([
      ...modelDoc(program),
      ...[...remarks].map((line) => `# ${line}`),
      `${IMAGES} = keras.Input((${input.join(', ')}))`,
      ...steps.flatMap((step) =>
        stepLines(
          step,
          (layer) => expressionOf(step, layer),
          (layer) => sourceOf(layer).comment,
        ),
      ),
      ...(frozen.length === 0
        ? [`return keras.Model(${IMAGES}, ${output})`]
        : [`model = keras.Model(${IMAGES}, ${output})`, ...freeze, 'return model']),
    ]),
  ].join('\n');
}

const SAVE_WEIGHTS = `\
def save_weights(model, file):
    """Writes every layer's arrays by their names: conv1/0 is the kernel of conv1, conv1/1 its bias."""
    arrays = {
        f"{layer.name}/{number}": array for layer in model.layers for number, array in enumerate(layer.get_weights())
    }
    with open(file, "wb") as stream:
        np.savez(stream, **arrays)`;

const LOAD_WEIGHTS = `\
def load_weights(model, file, sources):
    """Gives layers the weights that others have in a file: sources is {own layer: layer in the file}."""
    with np.load(file) as saved:
        for name, source in sources.items():
            own = model.get_layer(name)
            try:
                own.set_weights([saved[f"{source}/{number}"] for number in range(len(own.weights))])
            except (KeyError, ValueError) as error:
                raise SystemExit(f"{file} does not hold the weights of {source} that {name} needs: {error}") from error`;

const REPORT: Readonly<Record<Program['target'], string>> = {
  image: `\
def report(epoch, logs):
    """What is printed after each epoch, which Keras counts from 0."""
    print(f"epoch {epoch + 1}: train loss {logs['loss']:.4f}, validation loss {logs['val_loss']:.4f}", flush=True)`,
  class: `\
def report(epoch, logs):
    """What is printed after each epoch, which Keras counts from 0."""
    print(
        f"epoch {epoch + 1}: train loss {logs['loss']:.4f}, validation loss {logs['val_loss']:.4f}"
        f", train accuracy {logs['accuracy']:.2%}, validation accuracy {logs['val_accuracy']:.2%}",
        flush=True,
    )`,
};

const BATCHES = `\
def batches(images, targets, epochs):
    """The batches of all epochs, one after the other; the last one of an epoch may be smaller."""
    for epoch in range(1, epochs + 1):
        order = shuffled(len(images), epoch)
        for start in range(0, len(images), BATCH_SIZE):
            batch = order[start : start + BATCH_SIZE]
            yield images[batch], targets[batch]`;

function train(program: Program): string {
  const { training, target } = program;
  const [loss, optimizer] = [lossOf(training.loss).source, optimizerOf(training.optimizer).source];
  const metrics = target === 'class' ? ['metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],'] : [];
  const stop = training.earlyStopping
    ? ['callbacks.append(keras.callbacks.EarlyStopping("val_loss", min_delta=MIN_DELTA, patience=PATIENCE, verbose=1))']
    : [];
  const remarks = [...(loss.kerasRemark ?? []), ...(optimizer.kerasRemark ?? [])];
  return [
    'def train(model, training, validation, epochs):',
    ...indent([
      '"""Trains the model, and prints how well it does after each epoch."""',
      ...remarks.map((line) => `# ${line}`),
      'images, targets = training',
      `optimizer = ${optimizerSource(program)}`,
      'model.compile(',
      ...indent(['optimizer=optimizer,', `loss=${loss.keras(training.loss)},`, ...metrics]),
      ')',
      'callbacks = [keras.callbacks.LambdaCallback(on_epoch_end=report)]',
      ...stop,
      ...(scheduleSource(program).length > 0
        ? ['callbacks.append(Scheduled(int(np.ceil(len(images) / BATCH_SIZE)), epochs))']
        : []),
      'model.fit(',
      ...indent([
        'batches(images, targets, epochs),',
        'shuffle=False,',
        'steps_per_epoch=int(np.ceil(len(images) / BATCH_SIZE)),',
        'epochs=epochs,',
        'validation_data=validation,',
        'validation_batch_size=BATCH_SIZE,',
        'callbacks=callbacks,',
        'verbose=0,',
      ]),
      ')',
    ]),
  ].join('\n');
}

function main(program: Program): string {
  const reconstruct = [
    '# What the model should give is its input.',
    'training, validation = ((images, images) for images, _ in (training, validation))',
  ];
  return [
    'def main():',
    ...indent([
      'arguments = parse_arguments()',
      'keras.utils.set_random_seed(SEED)',
      'model = build_model()',
      ...loadingLines(program),
      'training, validation = load_data(arguments.data, arguments.limit)',
      ...(program.target === 'image' ? reconstruct : []),
      'train(model, training, validation, arguments.epochs)',
      'save_weights(model, arguments.save)',
      'print(f"weights saved to {arguments.save}")',
    ]),
  ].join('\n');
}
