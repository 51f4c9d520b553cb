import { defineMessages } from '../../../shared/i18n/i18n';

/** What is said around reconstructions. */
export const MESSAGES = defineMessages({
  en: {
    classifies: 'This run puts images into classes: see Confusion.',
    none: 'The first reconstructions come at the end of the first epoch.',
    'none.kept': 'This run has no reconstructions among its files: an earlier version made it.',
    original: 'original',
    beside: 'Beside',
    'beside.none': 'no other run',
    of: '{what} of {label}',
    loss: 'loss {loss}',
    after: '{name}, epoch {epoch}',
    export: 'Save the figure',
    svg: 'As SVG',
    png: 'As PNG',
    grid: 'Originals and reconstructions',
    differ: '{name} was shown other images.',
  },
  es: {
    classifies: 'Esta ejecución clasifica imágenes: vea Confusión.',
    none: 'Las primeras reconstrucciones llegan al final de la primera época.',
    'none.kept': 'Esta ejecución no tiene reconstrucciones entre sus archivos: la hizo una versión anterior.',
    original: 'original',
    beside: 'Junto a',
    'beside.none': 'ninguna otra',
    of: '{what} de {label}',
    loss: 'pérdida {loss}',
    after: '{name}, época {epoch}',
    export: 'Guardar la figura',
    svg: 'Como SVG',
    png: 'Como PNG',
    grid: 'Originales y reconstrucciones',
    differ: 'A {name} se le mostraron otras imágenes.',
  },
});
