import type { Diagnosis } from '../../shared/graph/diagnosis/diagnose';
import { type Graph, nodeOf, type Position } from '../../shared/graph/document';
import { NODE_SIZE } from '../../shared/graph/placement';
import { formatShape } from '../../shared/layers/support/shape';
import { diagnosisOf } from '../editor/diagnosis';
import { editor, graphInView, present } from '../editor/editor';
import { scaleInView } from '../editor/sizes';
import { blockSize } from '../figures/block';
import { isUnfinished } from '../problems/unfinished';

/** The positions of a layer's drawings in its box, in pixels at 100 %: the center of the block, and the baseline of the size. */
const BLOCK = NODE_SIZE.height / 2 - 2;
const LINE = NODE_SIZE.height - 14;
const LETTERS = { short: 32, long: 23 };
/** The number of characters from which a size is written in smaller letters. */
const LONG = 8;

/** The largest number of moved nodes that are repainted separately. */
const FEW = 20;

/** The position and stacking order of a node. */
interface Place extends Position {
  readonly z: number;
}

/** A node as placed by React Flow. */
export interface Placed {
  readonly id: string;
  readonly internals: { readonly positionAbsolute: Position; readonly z: number };
}

export interface View {
  /** The position of the graph's origin, in pixels, and the zoom. */
  readonly transform: readonly [x: number, y: number, zoom: number];
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly density: number;
}

/** Paints the block and the size of each visible layer. Repaints only the changed parts. */
export class LevelOfDetailPainter {
  /** The painted state: sizes and problems, the view, and each node's position. */
  #last: { readonly diagnosis: Diagnosis; readonly view: View; readonly places: ReadonlyMap<string, Place> } | undefined;

  constructor(private readonly context: CanvasRenderingContext2D) {}

  /** Forces a repaint after a change of colours or fonts. */
  forget(): void {
    this.#last = undefined;
  }

  /** @param view in CSS pixels */
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
      // Their old and new areas, with everything in them.
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

  /** Sets the canvas resolution to device pixels, and its units to those of the graph. */
  #look({ transform: [x, y, zoom], width, height, density }: View): void {
    const { context } = this;
    const sides = [
      ['width', width],
      ['height', height],
    ] as const;
    // Setting the size clears a canvas, even if the size is the same.
    for (const [side, length] of sides) {
      const pixels = Math.round(length * density);
      if (context.canvas[side] !== pixels) context.canvas[side] = pixels;
    }
    context.setTransform(density * zoom, 0, 0, density * zoom, density * x, density * y);
    context.textAlign = 'center';
  }

  /** Clears the areas of these nodes and clips painting to them, in whole pixels, so that no edge is blended twice. */
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

/** True if two nodes, given by their corners, overlap. */
const meet = (a: Position, b: Position): boolean =>
  Math.abs(a.x - b.x) < NODE_SIZE.width && Math.abs(a.y - b.y) < NODE_SIZE.height;

function isSeen({ x, y }: Position, { transform: [left, top, zoom], width, height }: View): boolean {
  const [right, bottom] = [x + NODE_SIZE.width, y + NODE_SIZE.height];
  return right * zoom + left >= 0 && x * zoom + left <= width && bottom * zoom + top >= 0 && y * zoom + top <= height;
}
