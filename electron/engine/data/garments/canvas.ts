/** In pixels from the top left corner. */
export type Point = readonly [x: number, y: number];

/** Points one after another. */
export type Path = readonly Point[];

/** The brightness of a point, 0 to 1. */
export type Paint = (x: number, y: number) => number;

/** The placement of a drawing: rotated and scaled about the centre, then moved. */
export interface Placement {
  /** The sine of the angle; small. */
  readonly turn: number;
  readonly width: number;
  readonly height: number;
  readonly right: number;
  readonly down: number;
}

const SIDE = 28;
const CENTRE = SIDE / 2;
/** An edge at the right border still changes the column behind it. */
const STRIDE = SIDE + 2;

/**
 * A square of 28×28 pixels to draw filled shapes on, each over those before it. The coverage of a pixel is computed exactly,
 * in sums, products and quotients alone: the same bytes on every machine.
 */
export class Canvas {
  /** The brightness of each pixel, row by row. */
  readonly pixels = new Float64Array(SIDE * SIDE);
  /** The changes of a shape's coverage along each row; all zero between two shapes. */
  private readonly changes = new Float64Array(SIDE * STRIDE);
  private placement: Placement = { turn: 0, width: 1, height: 1, right: 0, down: 0 };
  private cosine = 1;

  /** Begins a new drawing. */
  clear(placement: Placement): void {
    this.pixels.fill(0);
    this.placement = placement;
    this.cosine = Math.sqrt(1 - placement.turn * placement.turn);
  }

  /** Fills a closed shape. Where parts of it lie over one another, they must turn the same way round. */
  fill(path: Path, paint: Paint, opacity = 1): void {
    const { turn, width, height, right, down } = this.placement;
    const { cosine } = this;
    let top = SIDE;
    let bottom = 0;
    let from: Point | undefined;
    // Around the shape, beginning at its last point.
    for (let at = -1; at < path.length; at++) {
      const [givenX, givenY] = path.at(at) ?? [0, 0];
      const x = (givenX - CENTRE) * width;
      const y = (givenY - CENTRE) * height;
      const to: Point = [CENTRE + cosine * x - turn * y + right, CENTRE + turn * x + cosine * y + down];
      if (from) this.edge(from, to);
      top = Math.min(top, to[1]);
      bottom = Math.max(bottom, to[1]);
      from = to;
    }
    this.pour(Math.max(0, Math.floor(top)), Math.min(SIDE, Math.ceil(bottom)), paint, opacity);
  }

  /** Draws a line of this width, in pixels, through the points. */
  stroke(path: Path, width: number, paint: Paint, opacity = 1): void {
    this.fill(outlineOf(path, width / 2), paint, opacity);
  }

  /** Adds to `changes` what an edge covers to its right: its height, spread over the pixels that it passes through. */
  private edge([fromX, fromY]: Point, [toX, toY]: Point): void {
    if (fromY === toY) return;
    const down = fromY < toY;
    const [topX, topY, bottomX, bottomY] = down ? [fromX, fromY, toX, toY] : [toX, toY, fromX, fromY];
    const slope = (bottomX - topX) / (bottomY - topY);
    const end = Math.min(SIDE, Math.ceil(bottomY));
    for (let row = Math.max(0, Math.floor(topY)); row < end; row++) {
      const y0 = Math.max(row, topY);
      const y1 = Math.min(row + 1, bottomY);
      const a = inside(topX + (y0 - topY) * slope);
      const b = inside(topX + (y1 - topY) * slope);
      this.spread(row * STRIDE, Math.min(a, b), Math.max(a, b), down ? y1 - y0 : y0 - y1);
    }
  }

  /** One row's part of an edge, which runs from `left` to `right` over a height of `amount`. */
  private spread(row: number, left: number, right: number, amount: number): void {
    const first = Math.floor(left);
    const end = Math.floor(right);
    if (first === end) {
      this.change(row + first, amount, first + 1 - (left + right) / 2);
      return;
    }
    const density = amount / (right - left);
    this.change(row + first, density * (first + 1 - left), (first + 1 - left) / 2);
    for (let column = first + 1; column < end; column++) this.change(row + column, density, 0.5);
    this.change(row + end, density * (right - end), 1 - (right - end) / 2);
  }

  /** An edge of this height within one pixel: on the average `part` of the pixel lies to its right, and all of the next ones. */
  private change(pixel: number, height: number, part: number): void {
    const covered = height * part;
    this.changes[pixel] = (this.changes[pixel] ?? 0) + covered;
    this.changes[pixel + 1] = (this.changes[pixel + 1] ?? 0) + height - covered;
  }

  /** Sums up the changes row by row, paints what is covered, and leaves the changes at zero. */
  private pour(top: number, bottom: number, paint: Paint, opacity: number): void {
    const { changes, pixels } = this;
    for (let row = top; row < bottom; row++) {
      let sum = 0;
      for (let column = 0; column < SIDE; column++) {
        sum += changes[row * STRIDE + column] ?? 0;
        const covered = opacity * Math.min(1, Math.abs(sum));
        if (covered > 1e-6) {
          const pixel = row * SIDE + column;
          const before = pixels[pixel] ?? 0;
          pixels[pixel] = before + covered * (paint(column, row) - before);
        }
      }
      changes.fill(0, row * STRIDE, (row + 1) * STRIDE);
    }
  }
}

/** Clamps a coordinate to the canvas. */
function inside(x: number): number {
  return x < 0 ? 0 : x > SIDE ? SIDE : x;
}

/** The outline of a line through points, `half` to either side of it. */
function outlineOf(path: Path, half: number): Path {
  const there: Point[] = [];
  const back: Point[] = [];
  for (const [at, point] of path.entries()) {
    const before = path[at - 1] ?? point;
    const after = path[at + 1] ?? point;
    const dx = after[0] - before[0];
    const dy = after[1] - before[1];
    const length = Math.sqrt(dx * dx + dy * dy) || 1;
    there.push([point[0] - (dy / length) * half, point[1] + (dx / length) * half]);
    back.unshift([point[0] + (dy / length) * half, point[1] - (dx / length) * half]);
  }
  return [...there, ...back];
}

/** A bow from one point to another, drawn towards a third: the points behind the first. */
export function bow(x0: number, y0: number, towardsX: number, towardsY: number, x1: number, y1: number, steps = 5): Path {
  return Array.from({ length: steps }, (_, step): Point => {
    const t = (step + 1) / steps;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return [a * x0 + b * towardsX + c * x1, a * y0 + b * towardsY + c * y1];
  });
}

/** A shape from its right half, whose x are counted from the middle line, and its mirror image. */
export function symmetric(half: Path): Path {
  const [right, left] = bothSides(half);
  return [...right, ...left.toReversed()];
}

/** The same on the right and on the left: x are counted from the middle line in what is given. */
export function bothSides(half: Path): readonly [right: Path, left: Path] {
  return [half.map(([x, y]): Point => [CENTRE + x, y]), half.map(([x, y]): Point => [CENTRE - x, y])];
}

/** An upright rectangle. */
export function box(left: number, top: number, right: number, bottom: number): Path {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
