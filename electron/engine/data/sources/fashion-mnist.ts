import path from 'node:path';
import type { LocalizedText } from '../../../../shared/i18n/i18n';
import { fashionMnist as dataset } from '../../../../shared/training/datasets/fashion-mnist';
import { synthetic } from '../../../../shared/training/datasets/synthetic';
import type { Surroundings } from '../../system/surroundings';
import { insideOf, sharedFolders } from '../fetch/folders';
import { type ObtainOptions, obtainFiles } from '../fetch/obtain';
import type { RemoteDataset, SourceFile } from '../fetch/remote-dataset';
import { divided } from '../support/divide';
import type { ImageSet } from '../support/images';
import type { DataSource } from './source';

/** The four files of Fashion-MNIST. */
export const FILES = {
  trainImages: {
    name: 'train-images-idx3-ubyte',
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: 'train-labels-idx1-ubyte',
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: 't10k-images-idx3-ubyte',
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: 't10k-labels-idx1-ubyte',
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
} as const satisfies Readonly<Record<string, SourceFile>>;

export const FASHION_MNIST: RemoteDataset = {
  id: dataset.id,
  label: dataset.label,
  files: [FILES.trainImages, FILES.trainLabels, FILES.testImages, FILES.testLabels],
  places,
  download: dataset.download.bytes,
  // The project's own address, its repository, and the copy that Keras uses. The first has no https; every file is compared with the
  // checksums above.
  addresses: [
    'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
    'https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/',
    'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  ],
  debian: { package: 'dataset-fashion-mnist', folder: 'usr/share/datasets/fashion-mnist' },
};

/** The folders of Debian's package, of Keras and of torchvision, the most likely first. */
function places({ env, home, cwd, platform }: Surroundings): readonly string[] {
  const keras = env['KERAS_HOME'] ?? path.join(home, '.keras');
  return [
    ...(platform === 'win32' ? [] : sharedFolders(env).map((folder) => path.join(folder, 'datasets', 'fashion-mnist'))),
    path.join(keras, 'datasets', 'fashion-mnist'),
    ...[cwd, home].flatMap((folder) => insideOf(path.join(folder, 'data')).slice(1)),
    path.join(home, '.pytorch', 'F_MNIST_data', dataset.python.torchvision, 'raw'),
  ];
}

/** The lengths of the headers of IDX files, in bytes. */
const IMAGES_HEADER = 16;
const LABELS_HEADER = 8;

/** Fashion-MNIST, verified. */
export interface FashionMnist {
  readonly train: ImageSet;
  readonly test: ImageSet;
  /** Its origin. */
  readonly source: LocalizedText;
  /** One line for each attempt that failed before, such as a damaged copy. */
  readonly notes: readonly LocalizedText[];
}

/**
 * Finds Fashion-MNIST on this machine, or fetches it into the app's cache. Its files have the right SHA-256.
 * @throws DataError noDataset where every method fails; noFolder and others where the given folder does not have it
 */
export async function openFashionMnist(options: ObtainOptions = {}): Promise<FashionMnist> {
  const { contents, source, notes } = await obtainFiles(FASHION_MNIST, options);
  // Verified contents are well formed.
  const content = (file: { readonly name: string }) => contents.get(file.name) ?? new Uint8Array();
  const set = (images: Uint8Array, labels: Uint8Array): ImageSet => ({
    images: images.subarray(IMAGES_HEADER),
    labels: labels.subarray(LABELS_HEADER),
    count: labels.length - LABELS_HEADER,
    size: dataset.image,
    classes: dataset.classes,
  });
  return {
    train: set(content(FILES.trainImages), content(FILES.trainLabels)),
    test: set(content(FILES.testImages), content(FILES.testLabels)),
    source,
    notes,
  };
}

/** Fashion-MNIST, from this machine or fetched. */
export const fashionMnist: DataSource = {
  id: FASHION_MNIST.id,
  remote: FASHION_MNIST,
  standIn: { id: synthetic.id, label: { en: 'generated garments', es: 'prendas generadas' } },
  async open(options) {
    const { source, notes, ...parts } = await openFashionMnist(options);
    return { ...divided(parts, options), source, notes };
  },
};
