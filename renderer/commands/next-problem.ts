import { TriangleAlert } from 'lucide-react';
import { anyProblem, showProblem } from '../problems/walk';
import type { Command } from '../ui/command';

/** Goes to the next problem of the graph in view. */
export const nextProblem: Command = {
  id: 'view.nextProblem',
  title: { en: 'Next problem', es: 'Problema siguiente' },
  keywords: { en: 'error', es: 'error' },
  icon: TriangleAlert,
  shortcuts: ['F8'],
  enabled: anyProblem,
  run: () => showProblem(1),
};
