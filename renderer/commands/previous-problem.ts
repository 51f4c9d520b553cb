import { TriangleAlert } from 'lucide-react';
import { anyProblem, showProblem } from '../problems/walk';
import type { Command } from '../ui/command';

/** Goes to the previous problem of the graph in view. */
export const previousProblem: Command = {
  id: 'view.previousProblem',
  title: { en: 'Previous problem', es: 'Problema anterior' },
  icon: TriangleAlert,
  shortcuts: ['Shift+F8'],
  enabled: anyProblem,
  run: () => showProblem(-1),
};
