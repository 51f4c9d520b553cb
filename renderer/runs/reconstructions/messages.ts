import { defineMessages } from '../../../shared/i18n/i18n';

/** Messages of the reconstructions. */
export const MESSAGES = defineMessages({
  en: {
    classifies: 'This run classifies images: see Confusion.',
    none: 'The first reconstructions appear at the end of the first epoch.',
    'none.kept': 'This run has no saved reconstructions: it was made with an earlier version.',
    original: 'original',
    beside: 'Compare with',
    'beside.none': 'no other run',
    of: '{what} of {label}',
    loss: 'loss {loss}',
    after: '{name}, epoch {epoch}',
    export: 'Save the figure',
    svg: 'As SVG',
    png: 'As PNG',
    grid: 'Originals and reconstructions',
    differ: '{name} has reconstructions of other images.',
  },
  es: {
    classifies: 'Esta ejecución clasifica imágenes: vea Confusión.',
    none: 'Las primeras reconstrucciones aparecen al final de la primera época.',
    'none.kept': 'Esta ejecución no tiene reconstrucciones guardadas: se hizo con una versión anterior.',
    original: 'original',
    beside: 'Comparar con',
    'beside.none': 'ninguna otra',
    of: '{what} de {label}',
    loss: 'pérdida {loss}',
    after: '{name}, época {epoch}',
    export: 'Guardar la figura',
    svg: 'Como SVG',
    png: 'Como PNG',
    grid: 'Originales y reconstrucciones',
    differ: '{name} tiene reconstrucciones de otras imágenes.',
  },
});
