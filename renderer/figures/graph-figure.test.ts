import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { applyEdits } from '../../shared/graph/edits/edit';
import { infer } from '../../shared/graph/infer';
import { parseDocument } from '../../shared/graph/parse';
import type { Colours } from './colours';
import { graphFigureSvg } from './graph-figure';

const COLOURS: Colours = { ink: '#000', muted: '#555', line: '#888', ground: '#fff', family: () => '#36c' };

function baseline() {
  const parsed = parseDocument(readFileSync(new URL('../../presets/table2-baseline.patchbay.json', import.meta.url), 'utf8'));
  if (!parsed.ok) throw new Error('the preset cannot be read');
  return parsed.document;
}

it('a figure has all sizes, and uses no style sheet', () => {
  const [graph] = baseline().graphs;
  if (!graph) throw new Error('no graph');
  const svg = graphFigureSvg(infer(graph), COLOURS, 'en');
  for (const size of ['28×28×1', '26×26×16', '13×13×16', '11×11×32', '5×5×32']) expect(svg).toContain(`>${size}<`);
  expect(svg).not.toMatch(/var\(|class=|http:(?!\/\/www\.w3\.org\/2000\/svg)/);
  expect(svg.match(/<path[^>]*fill="none"/g)).toHaveLength(graph.edges.length);
});

it('names are escaped for XML', () => {
  const document = applyEdits(baseline(), 'autoencoder', [{ type: 'rename', node: 'conv1', name: '<Conv> & "1"' }]);
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  expect(graphFigureSvg(infer(graph), COLOURS, 'en')).toContain('&lt;Conv&gt; &amp; &quot;1&quot;');
});

it('is large enough for wires that lead around the nodes', () => {
  const document = applyEdits(baseline(), 'autoencoder', [{ type: 'move', node: 'convt2', position: { x: -768, y: 464 } }]);
  const [graph] = document.graphs;
  if (!graph) throw new Error('no graph');
  const svg = graphFigureSvg(infer(graph), COLOURS, 'en');
  const [, top = 0, , height = 0] = /viewBox="([^"]*)"/.exec(svg)?.[1]?.split(' ').map(Number) ?? [];
  for (const [, path = ''] of svg.matchAll(/<path[^>]* d="([^"]*)" fill="none"/g))
    for (const [, y = ''] of path.matchAll(/,(-?[\d.]+)/g)) {
      expect(Number(y)).toBeGreaterThan(top);
      expect(Number(y)).toBeLessThan(top + height);
    }
});
