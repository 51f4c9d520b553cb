import { canvas } from '../editor/controller';
import { diagnosisOf } from '../editor/diagnosis';
import { editor, graphInView, present } from '../editor/editor';
import { showSide } from '../ui/ui';

const problems = () => {
  const state = editor.getState();
  return diagnosisOf(present(state).document, graphInView(state)).problems;
};

/** True if the graph in view has problems. */
export const anyProblem = (): boolean => problems().length > 0;

/** Goes from the selection to the next or previous node with a problem, cyclically. */
export function showProblem(by: 1 | -1): void {
  const nodes = [...new Set(problems().flatMap(({ node }) => node ?? []))];
  const [selected] = present(editor.getState()).selection.nodes;
  const at = selected === undefined ? -1 : nodes.indexOf(selected);
  const next = nodes[(at < 0 ? (by > 0 ? 0 : nodes.length - 1) : at + by + nodes.length) % nodes.length];
  showSide('problems');
  if (next !== undefined) canvas()?.reveal(next);
}
