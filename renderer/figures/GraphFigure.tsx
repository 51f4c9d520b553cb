import { type Edge, type Graph, nodeOf } from '../../shared/graph/document';
import type { Inference, NodeInference } from '../../shared/graph/infer';
import { kindLabel } from '../../shared/graph/labels';
import { NODE_SIZE } from '../../shared/graph/placement';
import type { Lang } from '../../shared/i18n/i18n';
import { formatShape } from '../../shared/layers/support/shape';
import { BlockFaces } from './BlockFaces';
import { blockOf, blockScale } from './block';
import type { Colours } from './colours';
import { Svg } from './Svg';
import { wirePath } from './wire-path';

/** The margin around the graph, in pixels. */
const MARGIN = 24;

/** The scale of the blocks relative to the canvas, where nodes also have buttons. */
const BLOCK_SCALE = 1.5;

/** The numbers of characters that fit, of a name and of parameters. */
const NAME = 22;
const PARAMS = 28;

interface Props {
  readonly inference: Inference;
  readonly colours: Colours;
  readonly lang: Lang;
}

/** A graph as a figure for a paper: blocks at their positions on the canvas, with names, parameters and sizes. */
export function GraphFigure({ inference, colours, lang }: Props) {
  const { graph, nodes, wiring } = inference;
  const wires = [...wiring.inputs].flatMap(([to, edges]) => edges.flatMap((edge) => wireOf(graph, edge, to, edges.length) ?? []));
  const places = [...nodes.values()].map(({ node }) => node.position);
  // Wires that lead around nodes have their size on the outermost segment.
  const around = wires.map(({ label }) => label.y);
  const left = Math.min(...places.map(({ x }) => x));
  const top = Math.min(...places.map(({ y }) => y), ...around);
  const width = Math.max(...places.map(({ x }) => x)) - left + NODE_SIZE.width + 2 * MARGIN;
  const height = Math.max(...places.map(({ y }) => y + NODE_SIZE.height), ...around) - top + 2 * MARGIN;
  const scale = blockScale([...nodes.values()].map(({ out }) => out));
  return (
    <Svg title={graph.name || graph.id} width={width} height={height} left={left - MARGIN} top={top - MARGIN}>
      {wires.map(({ id, path }) => (
        <path key={id} d={path} fill="none" stroke={colours.line} strokeWidth="1.4" />
      ))}
      {[...nodes].map(([id, inferred]) => (
        <Layer key={id} inferred={inferred} scale={scale} colours={colours} lang={lang} />
      ))}
    </Svg>
  );
}

/** The path of a wire into a port; undefined if one of its nodes does not exist. */
function wireOf(graph: Graph, { id, from, toPort }: Edge, to: string, ports: number) {
  const [source, target] = [nodeOf(graph, from)?.position, nodeOf(graph, to)?.position];
  if (!source || !target) return undefined;
  const out = { x: source.x + NODE_SIZE.width, y: source.y + NODE_SIZE.height / 2 };
  return { id, ...wirePath(out, { x: target.x, y: target.y + (NODE_SIZE.height * (toPort + 1)) / (ports + 1) }) };
}

interface LayerProps extends Omit<Props, 'inference'> {
  readonly inferred: NodeInference;
  readonly scale: number;
}

function Layer({ inferred: { node, layer, out }, scale, colours, lang }: LayerProps) {
  const { kind, params } = layer;
  const block = out && blockOf(out, scale);
  const summary = kind && params && kind.inputs.max > 0 ? kind.summary(params).join(' · ') : '';
  const middle = NODE_SIZE.width / 2;
  return (
    <g transform={`translate(${node.position.x} ${node.position.y})`} textAnchor="middle">
      <rect
        width={NODE_SIZE.width}
        height={NODE_SIZE.height}
        rx="8"
        fill={colours.ground}
        stroke={colours.line}
        strokeWidth="0.8"
      />
      <text x={middle} y="21" fontSize="13" fontWeight="600" fill={colours.ink}>
        {shortened(node.name ?? kindLabel(node.kind)[lang], NAME)}
      </text>
      {block && kind && (
        <g
          transform={`translate(${middle - (block.width * BLOCK_SCALE) / 2} ${69 - (block.height * BLOCK_SCALE) / 2}) scale(${BLOCK_SCALE})`}
        >
          <BlockFaces block={block} colour={colours.family(kind.family)} />
        </g>
      )}
      <text x={middle} y="120" fontSize="11" fill={colours.muted}>
        {shortened(summary, PARAMS)}
      </text>
      <text
        x={middle}
        y="138"
        fontSize="12"
        fontWeight="600"
        fill={colours.ink}
        fontFamily="JetBrains Mono, Menlo, Consolas, monospace"
      >
        {out ? formatShape(out) : '?'}
      </text>
    </g>
  );
}

const shortened = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);
