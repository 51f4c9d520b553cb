import { type CodeOf, defineMessages } from '../../i18n/i18n';
import { type ImageShape, isImage, sameShape } from '../../layers/support/shape';
import { taskOf } from '../../training/tasks/index';
import type { Context } from '../fixes/context';
import type { Finding, Rule } from './problem';

/** The maximum number of classes named in a message. */
const NAMED = 10;

const MESSAGES = defineMessages({
  en: {
    otherImage: 'The Input is {size}, and the images of {dataset} are {image}.',
    unseenClasses:
      'The validation images have classes that the training images lack ({classes}), so the model cannot learn them. Train on more images, or on others.',
  },
  es: {
    otherImage: 'La Entrada es {size}, y las imágenes de {dataset} son {image}.',
    unseenClasses:
      'Las imágenes de validación tienen clases que faltan en las de entrenamiento ({classes}), así que el modelo no puede aprenderlas. Entrene con más imágenes, o con otras.',
  },
});
type Found = Finding<CodeOf<typeof MESSAGES>>;

/** Images of another size than the Inputs, and classes without training images. */
export const data: Rule = {
  find: (context) => [...otherImages(context), ...unseenClasses(context)],
  words: MESSAGES,
};

function otherImages({ inference, data }: Context): readonly Found[] {
  if (data === undefined) return [];
  return [...inference.nodes].flatMap(([node, { layer, out }]): Found[] => {
    if (layer.kind?.inputs.max !== 0 || !out || !isImage(out) || sameShape(out, data.image)) return [];
    const [height, width, channels] = data.image;
    return [
      {
        node,
        code: 'otherImage',
        param: differing(out, data.image),
        values: { size: out, image: data.image, dataset: data.label },
        proposals: () => [
          {
            code: 'setInput',
            values: { value: data.image },
            edits: [{ type: 'change', node, params: { height, width, channels } }],
          },
        ],
      },
    ];
  });
}

function differing(size: ImageShape, image: ImageShape): string {
  return size[0] !== image[0] ? 'height' : size[1] !== image[1] ? 'width' : 'channels';
}

function unseenClasses({ data, training, output }: Context): readonly Found[] {
  const unseen = data?.unseen ?? [];
  if (unseen.length === 0 || taskOf(training.training.task).target !== 'class') return [];
  const classes = `${unseen.slice(0, NAMED).join(', ')}${unseen.length > NAMED ? '…' : ''}`;
  return [{ ...(output === undefined ? {} : { node: output }), code: 'unseenClasses', severity: 'warning', values: { classes } }];
}
