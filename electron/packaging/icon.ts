import { deflateSync } from 'node:zlib';

/** The icon's side in pixels, and the samples per pixel along each axis. */
const SIDE = 1_024;
const FINE = 3;

type Colour = readonly [number, number, number];
const GROUND: Colour = [47, 91, 234];
const WHITE: Colour = [255, 255, 255];
const CORAL: Colour = [255, 160, 122];

/** The nodes of the drawing as fractions of the side: centre, half width, half height, and colour. */
const NODES = [
  { x: 0.27, y: 0.33, w: 0.11, h: 0.11, colour: WHITE },
  { x: 0.27, y: 0.67, w: 0.11, h: 0.11, colour: WHITE },
  { x: 0.73, y: 0.5, w: 0.12, h: 0.12, colour: CORAL },
] as const;
const WIRES = [
  [0.38, 0.33, 0.61, 0.46],
  [0.38, 0.67, 0.61, 0.54],
] as const;

/** The distance of a point from a rectangle with rounded corners; negative inside. */
function roundBox(x: number, y: number, w: number, h: number, radius: number): number {
  const [dx, dy] = [Math.abs(x) - w + radius, Math.abs(y) - h + radius];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) + Math.min(Math.max(dx, dy), 0) - radius;
}

/** True if a point is on a wire: an S-curve between two points, horizontal at both ends. */
function onWire(x: number, y: number, [x1, y1, x2, y2]: (typeof WIRES)[number]): boolean {
  const t = (x - x1) / (x2 - x1);
  if (t < 0 || t > 1) return false;
  return Math.abs(y - (y1 + (y2 - y1) * t * t * (3 - 2 * t))) < 0.022;
}

/** The colour of a point, with x and y from 0 to 1; undefined outside the icon. */
function colourAt(x: number, y: number): Colour | undefined {
  if (roundBox(x - 0.5, y - 0.5, 0.46, 0.46, 0.1) > 0) return undefined;
  const node = NODES.find((one) => roundBox(x - one.x, y - one.y, one.w, one.h, 0.03) <= 0);
  if (node) return node.colour;
  return WIRES.some((wire) => onWire(x, y, wire)) ? WHITE : GROUND;
}

/** The application's icon as a PNG of 1024×1024, with transparent corners. */
export function drawIcon(): Buffer {
  const rows = Buffer.alloc(SIDE * (1 + SIDE * 4));
  for (let row = 0; row < SIDE; row++)
    for (let column = 0; column < SIDE; column++) {
      const sum = [0, 0, 0];
      let inside = 0;
      for (let part = 0; part < FINE * FINE; part++) {
        const [dx, dy] = [((part % FINE) + 0.5) / FINE, (Math.floor(part / FINE) + 0.5) / FINE];
        const colour = colourAt((column + dx) / SIDE, (row + dy) / SIDE);
        if (!colour) continue;
        inside++;
        for (const [channel, value] of colour.entries()) sum[channel] = (sum[channel] ?? 0) + value;
      }
      const at = row * (1 + SIDE * 4) + 1 + column * 4;
      for (const [channel, value] of sum.entries()) rows[at + channel] = inside === 0 ? 0 : Math.round(value / inside);
      rows[at + 3] = Math.round((255 * inside) / (FINE * FINE));
    }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(SIDE, 0);
  header.writeUInt32BE(SIDE, 4);
  // Eight bits per channel, RGBA.
  header.set([8, 6, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc(body));
  return Buffer.concat([length, body, sum]);
}

/** PNG's checksum (ISO 3309). */
function crc(bytes: Buffer): number {
  let value = 0xffffffff;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return (value ^ 0xffffffff) >>> 0;
}
