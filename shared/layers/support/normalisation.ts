import { real, toggle } from './params';

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

/** The parameter of normalisations that scales and shifts what they give: a new schema at each call. */
export const affine = (value: boolean) =>
  toggle(
    {
      label: { en: 'scale and shift', es: 'escala y desplazamiento' },
      help: {
        en: 'Multiplies each value by a learned number and adds another.',
        es: 'Multiplica cada valor por un número aprendido y le suma otro.',
      },
    },
    value,
  );
