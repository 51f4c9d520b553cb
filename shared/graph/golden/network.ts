import { type Document, type Edge, type GraphNode, VERSION } from '../document';

/**
 * A document of one graph, written a line a layer: its id, its kind, and words for its parameters. Without `< a b`, its input is the layer
 * above.
 *
 *     conv1 Conv2D 16 k3 s2 p1 ReLU
 *     add1 Add < conv1 input
 *
 * A number alone is the number of filters or units; k, s, p, op, d and f are kernel, stride, padding, output padding, dilation and factor,
 * of both axes or of 3x1; 28x28x1 is a size, and =28x28x1 the expected one; name=value is any other parameter, as JSON.
 */
export function network(training: Readonly<Record<string, unknown>>, text: string): Document {
  const nodes: Record<string, GraphNode> = {};
  const edges: Edge[] = [];
  let above: string | undefined;
  for (const [row, line] of text.trim().split('\n').entries()) {
    const [layer = '', inputs] = line.split(' <');
    const [id = '', kind = '', ...words] = layer.trim().split(' ');
    const from = inputs === undefined ? (kind === 'Input' || above === undefined ? [] : [above]) : inputs.split(' ').filter(Boolean);
    for (const [toPort, source] of from.entries()) edges.push({ id: `e${edges.length + 1}`, from: source, to: id, toPort });
    const expect = words.find((word) => word.startsWith('='));
    const params = Object.assign({}, ...words.filter((word) => word !== expect).map((word) => paramsOf(kind, word)));
    const [height = 0, width = 0, channels = 0] = numbersOf(expect?.slice(1) ?? '');
    nodes[id] = {
      kind,
      params,
      position: { x: 220 * row, y: 0 },
      ...(expect === undefined ? {} : { expect: [height, width, channels] }),
    };
    above = id;
  }
  const graph = { id: 'model', name: '', nodes, edges, annotations: [], training };
  return { format: 'patchbay', version: VERSION, name: '', notes: '', graphs: [graph] };
}

const AXES: Readonly<Record<string, string>> = {
  k: 'kernel',
  s: 'stride',
  p: 'padding',
  op: 'outputPadding',
  d: 'dilation',
  f: 'factor',
};

const numbersOf = (text: string): readonly number[] => text.split('x').map(Number);

function paramsOf(kind: string, word: string): Readonly<Record<string, unknown>> {
  const [, letters = '', numbers] = /^([a-z]*)([\dx]+)$/.exec(word) ?? [];
  const axes = AXES[letters];
  if (axes !== undefined && numbers !== undefined) {
    const [height, width = height] = numbersOf(numbers);
    return { [axes]: [height, width] };
  }
  if (letters === '' && numbers !== undefined) {
    const [first, width, channels] = numbersOf(numbers);
    if (channels !== undefined) return { height: first, width, channels };
    return { [kind === 'Linear' || kind === 'Dense' ? 'units' : 'filters']: first };
  }
  const [, name, value = ''] = /^(\w+)=(.*)$/.exec(word) ?? [];
  if (name !== undefined) return { [name]: JSON.parse(value) };
  if (word === 'nobias') return { bias: false };
  return { [kind === 'Activation' ? 'function' : 'activation']: word };
}
