import { type ImageShape, isImage, sameShape } from '../../layers/support/shape';
import type { Context, Finding, Rule } from './problem';

/** Inputs whose size is not that of the data set's images. */
export const data: Rule = {
  find: ({ inference, dataset }: Context) =>
    dataset === undefined
      ? []
      : [...inference.nodes].flatMap(([node, { layer, out }]): Finding[] => {
          if (layer.kind?.inputs.max !== 0 || !out || !isImage(out) || sameShape(out, dataset.image)) return [];
          const [height, width, channels] = dataset.image;
          return [
            {
              node,
              code: 'otherImage',
              param: differing(out, dataset.image),
              values: { size: out, image: dataset.image, dataset: dataset.label },
              proposals: [
                {
                  code: 'setInput',
                  values: { value: dataset.image },
                  edits: [{ type: 'change', node, params: { height, width, channels } }],
                },
              ],
            },
          ];
        }),

  words: {
    en: { otherImage: 'The Input is {size}, and the images of {dataset} are {image}.' },
    es: { otherImage: 'La Entrada es {size}, y las imágenes de {dataset} son {image}.' },
  },
};

function differing(size: ImageShape, image: ImageShape): string {
  return size[0] !== image[0] ? 'height' : size[1] !== image[1] ? 'width' : 'channels';
}
