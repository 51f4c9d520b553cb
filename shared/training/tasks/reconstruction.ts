import { defineTask } from './task';

/** An autoencoder: the output is the input again. */
export const reconstruction = defineTask({
  name: 'reconstruction',
  label: { en: 'reconstruction', es: 'reconstrucción' },
  target: 'image',
  outputSize: ({ image }) => image,
  wrongSize: 'notTheInput',
  words: {
    en: { notTheInput: 'The task is reconstruction: the output is {out} and should be {target}, the size of the input.' },
    es: { notTheInput: 'La tarea es reconstrucción: la salida es {out} y debería ser {target}, el tamaño de la entrada.' },
  },
});
