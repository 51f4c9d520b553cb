import { GraduationCap } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Trains the models of the paper, one after the other. */
export const studyCommand: Command = {
  id: 'train.study',
  title: { en: 'Train the paper’s study…', es: 'Entrenar el estudio del artículo…' },
  icon: GraduationCap,
  run: () => showDialog('study'),
};
