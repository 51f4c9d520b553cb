import 'reactflow/dist/style.css';
import { createRoot } from 'react-dom/client';
import { type Edge, type Node, ReactFlow, useEdgesState, useNodesState } from 'reactflow';
import { gridPlace } from '../grid';

/** A chain of as many plain nodes as the address says, at the places of the chain that it is measured beside. */
const count = Number(new URLSearchParams(location.search).get('nodes'));
const nodes: Node[] = Array.from({ length: count }, (_, index) => ({
  id: `n${index}`,
  position: gridPlace(index, count),
  data: { label: `n${index}` },
}));
const edges: Edge[] = nodes.slice(1).map(({ id }, index) => ({ id: `e${index}`, source: `n${index}`, target: id }));

/** The part that every editor on React Flow has. */
function Bare() {
  const [shownNodes, , onNodesChange] = useNodesState(nodes);
  const [shownEdges, , onEdgesChange] = useEdgesState(edges);
  return (
    <ReactFlow
      nodes={shownNodes}
      edges={shownEdges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      fitView
      fitViewOptions={{ padding: 0.15, maxZoom: 1 }}
      minZoom={0.05}
    />
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Bare />);
