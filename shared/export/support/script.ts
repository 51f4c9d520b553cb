import { formatShape } from '../../layers/support/shape';
import type { Dataset } from '../../training/datasets/dataset';
import { datasetOf } from '../../training/datasets/index';
import { imageOrder } from './order';
import type { Program, Step } from './program';
import { commentLines, docLines, grouped, indent, oneLine, pythonString } from './python';

/** The maximum length of a line of code. */
const CODE_WIDTH = 110;

/** The words in which the scripts of the libraries differ. */
export interface Flavour {
  /** The packages that pip installs. */
  readonly packages: string;
  /** The suffix of a file of weights, with its dot. */
  readonly suffix: string;
  /** The name of the library that downloads a known data set. */
  readonly downloader: string;
  /** The source of the function `download` for a data set that the library has. */
  readonly download: (names: NonNullable<Dataset['python']>) => string;
}

/** Joins the parts of a script with two empty lines, as in PEP 8. */
export function joinParts(parts: readonly string[]): string {
  return `${parts.join('\n\n\n')}\n`;
}

/** The docstring with the usage, the imports, and the constants. */
export function header(program: Program, { packages, suffix }: Flavour, imports: readonly string[]): string {
  const { title, notes, graph, sources } = program;
  const options = [...sources.keys()].map((source) => ` ${weightsOption(sources, source)} ${source}${suffix}`).join('');
  const [first = '', ...rest] = docLines(oneLine(title));
  return [
    `"""${first}`,
    ...rest,
    ...(notes.trim() === '' ? [] : ['', ...docLines(notes.trim())]),
    '',
    'Made with Patchbay. To train the model:',
    '',
    `    pip install ${packages}`,
    `    python ${graph.id}.py --data FOLDER${options}`,
    '',
    'The option --help lists the others.',
    '"""',
    '',
    'import argparse',
    'import gzip',
    'from pathlib import Path',
    '',
    ...imports,
    '',
    ...constants(program),
  ].join('\n');
}

/** The option `--weights`, or one for each graph if weights come from several. */
function weightsOption(sources: Program['sources'], graph: string): string {
  return sources.size === 1 ? '--weights' : `--weights-${graph}`;
}

/** The attribute in which argparse stores the file of that option. */
function weightsArgument(sources: Program['sources'], graph: string): string {
  return sources.size === 1 ? 'weights' : `weights_${[...sources.keys()].indexOf(graph) + 1}`;
}

/** The constants: the numbers that a user would change, and the names of frozen layers and of sources of weights. */
function constants({ training, target, input, sources, frozen, out }: Program): readonly string[] {
  const { earlyStopping, validation } = training;
  return [
    `DATASET = ${pythonString(datasetOf(training.dataset)?.label ?? training.dataset)}`,
    `IMAGE_SIZE = (${input.join(', ')})  # height, width, channels`,
    ...(target === 'class' ? [`CLASSES = ${out[0]}`] : []),
    ...(validation === 'test' ? [] : [`VALIDATION = ${validation}  # the part of the training images that validates`]),
    `BATCH_SIZE = ${training.batchSize}`,
    `EPOCHS = ${training.epochs}`,
    `LEARNING_RATE = ${training.learningRate}`,
    `SEED = ${training.seed}`,
    ...(earlyStopping
      ? [
          `PATIENCE = ${earlyStopping.patience}  # epochs without a lower validation loss before training stops`,
          `MIN_DELTA = ${earlyStopping.minDelta}  # how much lower it has to be`,
        ]
      : []),
    ...(frozen.length === 0 ? [] : [`FROZEN = [${frozen.map(pythonString).join(', ')}]  # layers that training does not move`]),
    ...weightsFrom(sources),
  ];
}

function weightsFrom(sources: Program['sources']): readonly string[] {
  if (sources.size === 0) return [];
  const lines = [...sources].flatMap(([graph, layers]) => [
    `${pythonString(graph)}: {`,
    ...indent([...layers].map(([own, source]) => `${pythonString(own)}: ${pythonString(source)},`)),
    '},',
  ]);
  return [
    '# By the graph whose script saved them: the layers that start from trained weights, and whose weights those are.',
    'WEIGHTS_FROM = {',
    ...indent(lines),
    '}',
  ];
}

/** A node as lines of code: its note and the exporter's comment above, its name and size after it. */
export function stepLines(
  step: Step,
  expression: (layer: NonNullable<Step['layer']>) => string,
  comment: (layer: NonNullable<Step['layer']>) => string | undefined,
): readonly string[] {
  const [note, title] = [step.note?.trim() ?? '', oneLine(step.title ?? '')];
  const noted = note === '' ? [] : commentLines(note);
  if (!step.layer) return [...noted, `# ${step.id}${title && ` (${title})`} is bypassed.`];
  const reason = comment(step.layer);
  const above = reason === undefined ? noted : [...noted, ...commentLines(reason)];
  const about = `# ${title && `${title}: `}${formatShape(step.layer.out)}`;
  const line = `${step.name} = ${expression(step.layer)}`;
  return line.length + about.length <= CODE_WIDTH ? [...above, `${line}  ${about}`] : [...above, about, ...broken(line)];
}

/** A line, broken inside the longest of its outermost brackets if it is too long. */
function broken(line: string): readonly string[] {
  if (line.length <= CODE_WIDTH) return [line];
  let [depth, open, from, to] = [0, 0, 0, 0];
  for (const [index, character] of [...line].entries()) {
    if (character === '(' && depth++ === 0) open = index + 1;
    if (character === ')' && --depth === 0 && index - open > to - from) [from, to] = [open, index];
  }
  return to === 0 ? [line] : [line.slice(0, from), ...indent([line.slice(from, to)]), line.slice(to)];
}

/** The model's docstring: its sizes, and the nodes of the graph that it leaves out. */
export function modelDoc({ input, out, parameters, unused }: Program): readonly string[] {
  const line = `${formatShape(input)} to ${formatShape(out)}, ${grouped(parameters)} parameters.`;
  if (unused.length === 0) return [`"""${line}"""`];
  return [`"""${line}`, '', ...docLines(`Left out, as the output does not depend on it: ${unused.join(', ')}.`), '"""'];
}

const FILES = `\
FILES = (
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
)`;

const findIdx = ({ torchvision }: Partial<NonNullable<Dataset['python']>> = {}) => `\
def find_idx(folder, name):
    """The file of this name, compressed or not${torchvision === undefined ? '' : ', where a person or torchvision would have put it'}."""
    for place in (folder,${torchvision === undefined ? '' : ` folder / "${torchvision}" / "raw"`}):
        for file in (place / name, place / f"{name}.gz"):
            if file.is_file():
                return file
    return None`;

const READ_IDX = `\
def read_idx(file):
    """An IDX file of bytes as an array.

    It begins with two zeros, 8 for bytes, the number of axes, and the length of each axis.
    """
    with gzip.open(file) if file.suffix == ".gz" else open(file, "rb") as stream:
        content = stream.read()
    if content[:3] != b"\\x00\\x00\\x08":
        raise SystemExit(f"{file} is not an IDX file of bytes.")
    axes = content[3]
    shape = np.frombuffer(content, ">u4", axes, offset=4)
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape)`;

const NO_DOWNLOAD = `\
def download(folder):
    raise SystemExit(f"{folder} does not hold the four IDX files of {DATASET}: {', '.join(FILES)}, .gz or not.")`;

/** The functions that load and order the images, the same for all libraries; `download` returns the four arrays if there are no files. */
export function dataSource(program: Program, flavour: Flavour): readonly string[] {
  const { training, target } = program;
  const names = datasetOf(training.dataset)?.python;
  return [
    FILES,
    findIdx(names),
    READ_IDX,
    names ? flavour.download(names) : NO_DOWNLOAD,
    prepare(training, target),
    ...imageOrder(program),
    loadData(training),
  ];
}

function prepare({ pixelScale }: Program['training'], target: Program['target']): string {
  const [low, high] = pixelScale;
  return [
    'def prepare(images, labels):',
    `    """Bytes from 0 to 255 as numbers from ${low} to ${high}, [N, H, W, C], and their labels as integers."""`,
    '    if images.ndim == 3:',
    '        images = images[..., np.newaxis]',
    '    if images.shape[1:] != IMAGE_SIZE:',
    '        raise SystemExit(f"The images are {images.shape[1:]}, and the model takes {IMAGE_SIZE}.")',
    '    if len(images) != len(labels):',
    '        raise SystemExit(f"There are {len(images)} images and {len(labels)} labels.")',
    ...(target === 'class'
      ? [
          '    if labels.max() >= CLASSES:',
          '        raise SystemExit(f"There are labels up to {labels.max()}, and the model has {CLASSES} outputs.")',
        ]
      : []),
    `    return images.astype(np.float32) / ${low < 0 ? '127.5 - 1' : '255'}, labels.astype(np.int64)`,
  ].join('\n');
}

function loadData({ validation }: Program['training']): string {
  return [
    'def load_data(folder, limit):',
    '    """Images and labels to train on, and images and labels to validate with."""',
    '    files = [find_idx(folder, name) for name in FILES]',
    '    arrays = [read_idx(file) for file in files] if all(files) else download(folder)',
    ...(validation === 'test'
      ? ['    train, validation = prepare(*(array[:limit] for array in arrays[:2])), prepare(*arrays[2:])']
      : [
          '    images, labels = prepare(*arrays[:2])',
          '    trained, held = divided(len(images))',
          '    train, validation = ((images[part], labels[part]) for part in (trained[:limit], held))',
        ]),
    '    print(f"{len(train[0])} images to train on, {len(validation[0])} to validate with")',
    '    return train, validation',
  ].join('\n');
}

const POSITIVE = `\
def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is less than 1")
    return number`;

/** The command line. */
export function argumentParser({ graph, sources, training }: Program, { suffix, downloader }: Flavour): readonly string[] {
  const fetched = datasetOf(training.dataset)?.python ? `; without them, ${downloader} downloads them` : '';
  const weights = [...sources.keys()].flatMap((source) => [
    'parser.add_argument(',
    ...indent([
      `"${weightsOption(sources, source)}",`,
      'type=Path,',
      'metavar="FILE",',
      ...(sources.size === 1 ? [] : [`dest="${weightsArgument(sources, source)}",`]),
      `help="what the script of the graph ${source} saved: trained weights to start from",`,
    ]),
    ')',
  ]);
  return [
    POSITIVE,
    [
      'def parse_arguments():',
      ...indent([
        'parser = argparse.ArgumentParser(description="Trains the model and saves its weights.")',
        'parser.add_argument(',
        ...indent([
          '"--data",',
          'type=Path,',
          'default=Path("data"),',
          'metavar="FOLDER",',
          `help="where the four IDX files are (%(default)s)${fetched}",`,
        ]),
        ')',
        'parser.add_argument("--epochs", type=positive, default=EPOCHS, metavar="N", help="how long to train (%(default)s)")',
        'parser.add_argument("--limit", type=positive, metavar="N", help="train on the first N images, for a quick try")',
        'parser.add_argument(',
        ...indent([
          '"--save",',
          'type=Path,',
          `default=Path("${graph.id}${suffix}"),`,
          'metavar="FILE",',
          'help="where the weights go (%(default)s)",',
        ]),
        ')',
        ...weights,
        'arguments = parser.parse_args()',
        'if not arguments.save.absolute().parent.is_dir():',
        '    parser.error(f"--save: there is no folder {arguments.save.parent}")',
        'return arguments',
      ]),
    ].join('\n'),
  ];
}

/** The lines of `main` that load trained weights, or report that they are missing. */
export function loadingLines({ sources }: Program): readonly string[] {
  return [...sources].flatMap(([graph, layers]) => {
    const file = `arguments.${weightsArgument(sources, graph)}`;
    const option = weightsOption(sources, graph);
    const fresh = layers.size === 1 ? 'one layer starts' : `${layers.size} layers start`;
    return [
      `if ${file}:`,
      `    load_weights(model, ${file}, WEIGHTS_FROM["${graph}"])`,
      'else:',
      `    print("Without ${option} FILE, ${fresh} fresh and not from the trained ${graph}.")`,
    ];
  });
}
