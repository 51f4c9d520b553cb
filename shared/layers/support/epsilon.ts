import { real } from './params';

/** The parameter of normalisations that keeps them from dividing by 0; its default is PyTorch's. */
export const epsilon = real(
  {
    label: { en: 'epsilon', es: 'épsilon' },
    help: {
      en: 'Added to the variance, so that it is never divided by 0.',
      es: 'Se suma a la varianza para no dividir por 0.',
    },
  },
  { min: 1e-8, max: 1 },
  1e-5,
);
