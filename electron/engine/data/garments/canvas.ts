/** A point, in pixels from the top left corner. */
export type Point = readonly [x: number, y: number];

/** A sequence of points. */
export type Path = readonly Point[];

/** The brightness at a point, 0 to 1. */
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
 * A square of 28×28 pixels on which filled shapes are drawn, each over the previous ones. Pixel coverage is computed exactly, with
 * sums, products and quotients only, so every machine gives the same bytes.
 */
export class Canvas {
  /** The brightness of each pixel, row by row. */
  readonly pixels = new Float64Array(SIDE * SIDE);
  /** The changes of a shape's coverage along each row; all zero between two shapes. */
  private readonly changes = new Float64Array(SIDE * STRIDE);
  private placement: Placement = { turn: 0, width: 1, height: 1, right: 0, down: 0 };
  private cosine = 1;

  /** Starts a new drawing. */
  clear(placement: Placement): void {
    this.pixels.fill(0);
    this.placement = placement;
    this.cosine = Math.sqrt(1 - placement.turn * placement.turn);
  }

  /** Fills a closed shape. Overlapping parts must have the same orientation. */
  fill(path: Path, paint: Paint, opacity = 1): void {
    const { turn, width, height, right, down } = this.placement;
    const { cosine } = this;
    let top = SIDE;
    let bottom = 0;
    let from: Point | undefined;
    // Goes around the shape, starting at its last point.
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

  /** Adds the coverage to the right of an edge to `changes`: its height, spread over the pixels that it crosses. */
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

  /** The part of an edge in one row, from `left` to `right` over a height of `amount`. */
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

  /** An edge of this height within one pixel, with `part` of the pixel to its right on average. */
  private change(pixel: number, height: number, part: number): void {
    const covered = height * part;
    this.changes[pixel] = (this.changes[pixel] ?? 0) + covered;
    this.changes[pixel + 1] = (this.changes[pixel + 1] ?? 0) + height - covered;
  }

  /** Sums the changes row by row, paints the covered pixels, and resets the changes to zero. */
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

/** The outline of a line through points, with a half width of `half`. */
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

/** A quadratic curve from one point to another, with a control point: the points after the first. */
export function bow(x0: number, y0: number, towardsX: number, towardsY: number, x1: number, y1: number, steps = 5): Path {
  return Array.from({ length: steps }, (_, step): Point => {
    const t = (step + 1) / steps;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return [a * x0 + b * towardsX + c * x1, a * y0 + b * towardsY + c * y1];
  });
}

/** A symmetric shape from its right half, with x relative to the middle line. */
export function symmetric(half: Path): Path {
  const [right, left] = bothSides(half);
  return [...right, ...left.toReversed()];
}

/** A shape and its mirror image, with x relative to the middle line. */
export function bothSides(half: Path): readonly [right: Path, left: Path] {
  return [half.map(([x, y]): Point => [CENTRE + x, y]), half.map(([x, y]): Point => [CENTRE - x, y])];
}

/** An axis-aligned rectangle. */
export function box(left: number, top: number, right: number, bottom: number): Path {
  return [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
}
