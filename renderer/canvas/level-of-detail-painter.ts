import type { Diagnosis } from '../../shared/graph/diagnosis/diagnose';
import { type Graph, nodeOf, type Position } from '../../shared/graph/document';
import { NODE_SIZE } from '../../shared/graph/placement';
import { formatShape } from '../../shared/layers/support/shape';
import { diagnosisOf } from '../editor/diagnosis';
import { editor, graphInView, present } from '../editor/editor';
import { scaleInView } from '../editor/sizes';
import { blockSize } from '../figures/block';
import { isUnfinished } from '../problems/unfinished';

/** Where a layer's figures stand in its box, in pixels at 100 %: the middle of its block, and the line that its size stands on. */
const BLOCK = NODE_SIZE.height / 2 - 2;
const LINE = NODE_SIZE.height - 14;
const LETTERS = { short: 32, long: 23 };
/** From how many characters on a size is written in the smaller letters. */
const LONG = 8;

/** Up to how many nodes that have moved are painted without the others. */
const FEW = 20;

/** Where a node stands, and its place in the stack. */
interface Place extends Position {
  readonly z: number;
}

/** A node where React Flow has placed it. */
export interface Placed {
  readonly id: string;
  readonly internals: { readonly positionAbsolute: Position; readonly z: number };
}

export interface View {
  /** Where the graph's origin stands, in pixels, and the zoom. */
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
  /** The screen's pixels for one of CSS. */
  readonly density: number;
}

/** Paints the block and the size of each layer in view, over the layers that it covers. What nothing has changed of stays. */
export class LevelOfDetailPainter {
  /** What is on the canvas: of which sizes and problems, how seen, and each node's place. */
  #last: { readonly diagnosis: Diagnosis; readonly view: View; readonly places: ReadonlyMap<string, Place> } | undefined;

  constructor(private readonly context: CanvasRenderingContext2D) {}

  /** What is on the canvas has other colours or letters by now. */
  forget(): void {
    this.#last = undefined;
  }

  /** @param view in pixels of CSS */
  paint(nodes: readonly Placed[], view: View): void {
    const graph = graphInView(editor.getState());
    const diagnosis = diagnosisOf(present(editor.getState()).document, graph);
    const sorted = [...nodes].sort((a, b) => a.internals.z - b.internals.z);
    const places = new Map(
      sorted.map(({ id, internals: { positionAbsolute, z } }): [string, Place] => [id, { ...positionAbsolute, z }]),
    );
    const last = this.#last;
    this.#last = { diagnosis, view, places };
    const same = last && last.diagnosis === diagnosis && sameView(last.view, view) && last.places.size === places.size;
    const moved = same ? sorted.filter(({ id }) => !samePlace(last.places.get(id), places.get(id))) : sorted;
    if (same && moved.length === 0) return;

    const { context } = this;
    context.save();
    this.#look(view);
    if (same && moved.length <= FEW) {
      // Where they were and where they are, with whatever stands there.
      const corners = moved.flatMap(({ id }) => [last.places.get(id), places.get(id)].filter((place) => place !== undefined));
      this.#clear(corners, view);
      this.#draw(
        sorted.filter(({ internals }) => corners.some((corner) => meet(corner, internals.positionAbsolute))),
        graph,
        diagnosis,
      );
    } else {
      const [x, y, zoom] = view.transform;
      context.clearRect(-x / zoom, -y / zoom, view.width / zoom, view.height / zoom);
      this.#draw(
        sorted.filter(({ internals }) => isSeen(internals.positionAbsolute, view)),
        graph,
        diagnosis,
      );
    }
    context.restore();
  }

  /** Has the canvas's pixels be those of the screen, and its units those of the graph. */
  #look({ transform: [x, y, zoom], width, height, density }: View): void {
    const { context } = this;
    const sides = [
      ['width', width],
      ['height', height],
    ] as const;
    // A canvas is cleared by being given a size, be it the one that it has.
    for (const [side, length] of sides) {
      const pixels = Math.round(length * density);
      if (context.canvas[side] !== pixels) context.canvas[side] = pixels;
    }
    context.setTransform(density * zoom, 0, 0, density * zoom, density * x, density * y);
    context.textAlign = 'center';
  }

  /** Has what is painted next reach these nodes alone, where nothing is painted now: by whole pixels, so that no edge is blended twice. */
  #clear(corners: readonly Position[], { transform: [x, y, zoom], density }: View): void {
    const { context } = this;
    const [wide, high] = [NODE_SIZE.width, NODE_SIZE.height].map((side) => Math.ceil(side * zoom * density) + 1);
    const unit = context.getTransform();
    context.resetTransform();
    context.beginPath();
    for (const corner of corners) {
      const [left, top] = [(corner.x * zoom + x) * density, (corner.y * zoom + y) * density].map(Math.floor);
      context.clearRect(left ?? 0, top ?? 0, wide ?? 0, high ?? 0);
      context.rect(left ?? 0, top ?? 0, wide ?? 0, high ?? 0);
    }
    context.clip();
    context.setTransform(unit);
  }

  #draw(nodes: readonly Placed[], graph: Graph, { inference, problems }: Diagnosis): void {
    const { context } = this;
    const look = getComputedStyle(context.canvas);
    const known = new Map<string, string>();
    const colour = (name: string): string => {
      const found = known.get(name) ?? look.getPropertyValue(name);
      known.set(name, found);
      return found;
    };
    const { fontFamily, color } = look;
    const wrong = new Set(problems.filter((one) => one.severity === 'error' && !isUnfinished(one)).map(({ node }) => node));
    const scale = scaleInView();
    for (const { id, internals } of nodes) {
      const { x: left, y: top } = internals.positionAbsolute;
      context.clearRect(left, top, NODE_SIZE.width, NODE_SIZE.height);
      const layer = inference.nodes.get(id);
      if (!layer) continue;
      const middle = left + NODE_SIZE.width / 2;
      context.globalAlpha = nodeOf(graph, id)?.bypassed ? 0.7 : 1;
      if (layer.out) {
        const { width, height } = blockSize(layer.out, scale);
        context.fillStyle = colour(`--family-${layer.layer.kind?.family ?? 'merge'}`);
        context.beginPath();
        context.roundRect(middle - width / 2, top + BLOCK - height / 2, width, height, 4);
        context.fill();
      }
      const size = layer.out ? formatShape(layer.out) : '?';
      context.font = `600 ${size.length > LONG ? LETTERS.long : LETTERS.short}px ${fontFamily}`;
      context.fillStyle = wrong.has(id) ? colour('--bad') : color;
      context.fillText(size, middle, top + LINE);
    }
  }
}

const sameView = (a: View, b: View): boolean =>
  a.width === b.width &&
  a.height === b.height &&
  a.density === b.density &&
  a.transform.every((value, index) => value === b.transform[index]);

const samePlace = (a: Place | undefined, b: Place | undefined): boolean => a?.x === b?.x && a?.y === b?.y && a?.z === b?.z;

/** Whether two nodes, by their corners, lie over one another. */
const meet = (a: Position, b: Position): boolean =>
  Math.abs(a.x - b.x) < NODE_SIZE.width && Math.abs(a.y - b.y) < NODE_SIZE.height;

function isSeen({ x, y }: Position, { transform: [left, top, zoom], width, height }: View): boolean {
  const [right, bottom] = [x + NODE_SIZE.width, y + NODE_SIZE.height];
  return right * zoom + left >= 0 && x * zoom + left <= width && bottom * zoom + top >= 0 && y * zoom + top <= height;
}
