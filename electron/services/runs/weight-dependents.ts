import { readDocument } from '../../files/text-file';
import type { RecentDocument } from '../recent';
import { listRuns } from './store';

/** Names of the user's other runs and recent documents that take weights from these runs. */
export async function weightDependents(ids: readonly string[], recent: readonly RecentDocument[]): Promise<readonly string[]> {
  const asked = new Set(ids);
  const names = new Set<string>();
  for (const { run } of await listRuns())
    if (!asked.has(run.id) && run.weightsFrom.some(({ run: source }) => asked.has(source))) names.add(run.name);
  for (const { path } of recent) {
    const parsed = await readDocument(path).catch(() => undefined);
    if (!parsed?.ok) continue;
    const nodes = parsed.document.graphs.flatMap((graph) => Object.values(graph.nodes));
    const uses = nodes.some(({ weightsFrom }) => weightsFrom?.run && asked.has(weightsFrom.run.id));
    if (uses) names.add(parsed.document.name);
  }
  return [...names];
}
