import type { Dataset } from './dataset';

/** Fashion-MNIST, photographs of garments (Xiao, Rasul and Vollgraf 2017). */
export const fashionMnist = {
  id: 'fashion-mnist',
  label: 'Fashion-MNIST',
  image: [28, 28, 1],
  classes: ['T-shirt/top', 'Trouser', 'Pullover', 'Dress', 'Coat', 'Sandal', 'Shirt', 'Sneaker', 'Bag', 'Ankle boot'],
  train: 60_000,
  test: 10_000,
  generated: false,
  download: {
    bytes: 30_878_551,
    about: {
      en: '70,000 images of clothes, 28×28, on which the presets are trained. Without them, generated garments are used.',
      es: '70,000 imágenes de ropa, 28×28, con las que se entrenan los preajustes. Sin ellas se usan prendas generadas.',
    },
  },
  python: { keras: 'fashion_mnist', torchvision: 'FashionMNIST' },
} as const satisfies Dataset;
