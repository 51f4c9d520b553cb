import type { Random } from '../support/random';
import { bothSides, bow, box, type Canvas, type Paint, type Path, symmetric } from './canvas';
import { contrast, type Fabric, fabric, plain, shade } from './fabric';

type Sleeves = 'none' | 'short' | 'long';

/** The measures of a top in pixels: x from the middle line, y from the top. */
interface Cut {
  readonly top: number;
  readonly hem: number;
  readonly neck: number;
  readonly neckDepth: number;
  readonly pointed: boolean;
  readonly shoulder: number;
  readonly slope: number;
  readonly armpit: number;
  readonly chest: number;
  readonly waist: number;
  readonly hip: number;
  /** The depth of the hem's curve: how much lower it is in the middle than at the sides. */
  readonly tail: number;
}

function cut(random: Random): Cut {
  const chest = random.between(5.8, 7.2);
  return {
    top: random.between(0.2, 1.4),
    hem: random.between(26.2, 28),
    neck: random.between(2.3, 3.9),
    neckDepth: random.between(0.8, 3),
    pointed: false,
    shoulder: chest + random.between(0.5, 1.7),
    slope: random.between(1, 2.4),
    armpit: random.between(7.6, 10),
    chest,
    waist: chest + random.between(-1.2, 0.3),
    hip: chest + random.between(-0.6, 1),
    tail: random.between(-0.3, 0.5),
  };
}

/** The right half of the outline, from the middle of the neck over shoulder and side to the middle of the hem. */
function body({ top, hem, neck, neckDepth, pointed, shoulder, slope, armpit, chest, waist, hip, tail }: Cut): Path {
  const neckline: Path = pointed
    ? [
        [0, top + neckDepth],
        [neck, top],
      ]
    : [[0, top + neckDepth], ...bow(0, top + neckDepth, neck * 0.9, top + neckDepth, neck, top, 3)];
  return symmetric([
    ...neckline,
    [shoulder, top + slope],
    [chest + 0.2, armpit - 1.5],
    [chest, armpit],
    ...bow(chest, armpit, waist, (armpit + hem) / 2, hip, hem - Math.max(0, tail), 4),
    ...bow(hip, hem - Math.max(0, tail), hip * 0.6, hem + tail * 0.5, 0, hem + tail * 0.5, 3),
  ]);
}

/** The right sleeve. */
function sleeve(random: Random, { top, slope, shoulder, armpit, chest }: Cut, length: Exclude<Sleeves, 'none'>): Path {
  if (length === 'short') {
    const out = random.between(2.1, 4.2);
    const end = random.between(7, 10.4);
    return [
      [shoulder - 1.6, top + slope * 0.6],
      [shoulder, top + slope],
      [shoulder + out, end],
      [shoulder + out - random.between(1.8, 3), end + random.between(0.8, 1.9)],
      [chest - 0.6, armpit + 0.3],
      [chest - 1.5, armpit - 2],
    ];
  }
  const x = random.between(8.9, 11.4);
  const y = random.between(20.5, 27);
  const half = random.between(1, 1.7);
  const elbow = shoulder + random.between(1.1, 2.4);
  return [
    [shoulder - 1.6, top + slope * 0.6],
    ...bow(shoulder - 0.2, top + slope, elbow, top + slope + 2.5, Math.max(elbow, x) + 0.3, (top + y) / 2, 3),
    [x + half, y],
    [x - half, y + 0.4],
    [chest + random.between(0.9, 1.8), armpit + 4],
    [chest - 0.4, armpit + 0.6],
    [chest - 1.5, armpit - 2],
  ];
}

/** Draws body and sleeves, with shaded seams between them. */
function sew(canvas: Canvas, random: Random, measures: Cut, sleeves: Sleeves, cloth: Fabric): void {
  const { paint } = cloth;
  if (sleeves !== 'none') {
    const tone = random.chance(0.12) ? contrast(random, cloth.base, 0.3) / Math.max(0.1, cloth.base) : random.between(0.84, 1.04);
    const arms = bothSides(sleeve(random, measures, sleeves));
    for (const arm of arms) canvas.fill(arm, (x, y) => shade(paint(x, y) * tone));
  }
  canvas.fill(body(measures), paint);
  if (sleeves === 'none') return;
  const { shoulder, top, slope, chest, armpit, waist, hem } = measures;
  const down: Path =
    sleeves === 'long'
      ? [
          [chest + 0.4, armpit + 3],
          [waist + 0.9, (armpit + hem) / 2 + 2],
        ]
      : [];
  const shadow = random.between(0.25, 0.75);
  for (const seam of bothSides([[shoulder - 0.9, top + slope + 1], [chest + 0.1, armpit], ...down]))
    canvas.stroke(seam, 0.8, (x, y) => paint(x, y) * 0.35, shadow);
}

/** Draws a ribbed band at the hem. */
function band(canvas: Canvas, { hem, hip }: Cut, height: number, paint: Paint): void {
  canvas.fill(
    symmetric([
      [0, hem - height],
      [hip - 0.2, hem - height],
      [hip - 0.4, hem],
      [0, hem],
    ]),
    paint,
    0.8,
  );
}

/** Draws a print on the chest. */
function chestPrint(canvas: Canvas, random: Random, { base }: Fabric): void {
  const value = contrast(random, base, 0.4);
  const top = random.between(7.5, 11);
  const half = random.between(1.6, 4);
  const rows = random.chance(0.5) ? 1 : 2 + random.below(3);
  for (let row = 0; row < rows; row++) {
    const width = half * random.between(0.6, 1);
    canvas.fill(box(14 - width, top + row * 2.1, 14 + width, top + row * 2.1 + random.between(0.9, 1.8)), plain(value), 0.85);
  }
}

/** Draws a line down the front. */
function front(canvas: Canvas, { top, neckDepth, hem }: Cut, width: number, value: number, to = 1): void {
  const from = top + neckDepth;
  canvas.stroke(
    [
      [14, from],
      [14, from + (hem - from) * to],
    ],
    width,
    plain(value),
    0.9,
  );
}

function buttons(canvas: Canvas, random: Random, { top, neckDepth, hem }: Cut, value: number, to = 1): void {
  const step = random.between(2.4, 3.6);
  for (let y = top + neckDepth + 1.2; y < top + neckDepth + (hem - top - neckDepth) * to - 0.8; y += step)
    canvas.fill(box(13.45, y, 14.55, y + 1.05), plain(value), 0.9);
}

/** Draws two collar points, one on either side of the neck. */
function collar(canvas: Canvas, random: Random, { top, neck, neckDepth }: Cut, value: number): void {
  const drop = random.between(1.4, 3.2);
  const wide = random.between(0.6, 1.5);
  for (const side of bothSides([
    [neck - 0.4, top - 0.6],
    [neck + wide, top + 0.9],
    [neck * 0.62, top + neckDepth + drop],
    [0.1, top + neckDepth],
  ]))
    canvas.fill(side, plain(value), 0.9);
  canvas.fill(
    symmetric([
      [0, top - 0.3],
      [neck - 0.3, top - 0.5],
      [neck * 0.5, top + neckDepth * 0.7],
      [0, top + neckDepth],
    ]),
    plain(shade(value * 0.55)),
    0.8,
  );
}

/** Draws a hood behind the neck. */
function hood(canvas: Canvas, random: Random, { top, neck, neckDepth }: Cut, { paint }: Fabric): void {
  const wide = neck + random.between(0.9, 2);
  const deep = top + neckDepth + random.between(0.5, 2);
  canvas.fill(
    symmetric([
      [0, top - 1],
      ...bow(0, top - 1, wide, top - 1, wide, top + 1.6, 3),
      ...bow(wide, top + 1.6, wide * 0.5, deep + 1, 0, deep + 1, 3),
    ]),
    (x, y) => shade(paint(x, y) * 0.88),
  );
  canvas.fill(
    symmetric([[0, top + 0.4], ...bow(0, top + 0.4, neck * 0.8, top + 0.5, neck * 0.7, top + 1.8, 3), [0, deep]]),
    (x, y) => paint(x, y) * 0.4,
    0.9,
  );
}

export function tShirt(canvas: Canvas, random: Random): void {
  const cloth = fabric(random, { stripes: 0.12, print: 0.06, fade: 0.05, bars: 0.01, checks: 0.01 });
  const drawn = random.between(0, 1);
  const sleeves: Sleeves = drawn < 0.83 ? 'short' : drawn < 0.97 ? 'none' : 'long';
  const measures = cut(random);
  const deep = sleeves === 'none' ? random.between(2, 5.5) : random.between(0.8, 3.4);
  sew(
    canvas,
    random,
    {
      ...measures,
      neckDepth: deep,
      pointed: random.chance(0.22),
      shoulder: sleeves === 'none' ? random.between(4.4, 6.4) : measures.shoulder,
    },
    sleeves,
    cloth,
  );
  if (random.chance(0.3)) chestPrint(canvas, random, cloth);
}

export function pullover(canvas: Canvas, random: Random): void {
  const cloth = fabric(random, { stripes: 0.14, print: 0.06, fade: 0.08, checks: 0.02, bars: 0.03 });
  const measures = { ...cut(random), pointed: random.chance(0.2) };
  sew(canvas, random, measures, 'long', cloth);
  const rib = shade(cloth.base * random.between(0.62, 0.9));
  if (random.chance(0.7)) band(canvas, measures, random.between(1.2, 2.4), plain(rib));
  const neck = random.between(0, 1);
  if (neck < 0.22) hood(canvas, random, measures, cloth);
  else if (neck < 0.4)
    // A turtleneck.
    canvas.fill(
      symmetric([
        [0, measures.top - 1.4],
        [measures.neck - 0.5, measures.top - 1.3],
        [measures.neck, measures.top + 1.2],
        [0, measures.top + measures.neckDepth + 0.8],
      ]),
      cloth.paint,
    );
  else if (neck < 0.75) {
    const { top, neck: half, neckDepth } = measures;
    for (const side of bothSides([
      [0, top + neckDepth + 0.3],
      [half * 0.75, top + neckDepth * 0.7],
      [half + 0.2, top],
    ]))
      canvas.stroke(side, 1, plain(rib), 0.8);
  }
  if (random.chance(0.22)) chestPrint(canvas, random, cloth);
}

export function coat(canvas: Canvas, random: Random): void {
  const cloth = fabric(random, { checks: 0.06, print: 0.06, fade: 0.06, bars: 0.04, stripes: 0.02 });
  const start = cut(random);
  const measures: Cut = {
    ...start,
    hip: start.hip + random.between(-0.2, 0.8),
    neck: random.between(2.2, 3.6),
    hem: random.between(26, 27.8),
  };
  sew(canvas, random, measures, 'long', cloth);
  const { top, neck, neckDepth, hem, hip, waist } = measures;
  const line = contrast(random, cloth.base, 0.42);
  const style = random.between(0, 1);
  if (style < 0.4) {
    // Open at the neck, with lapels.
    const depth = random.between(4.5, 10);
    const lining = contrast(random, cloth.base, 0.4);
    canvas.fill(
      symmetric([
        [0, top],
        [neck, top],
        [0.3, top + neckDepth + depth],
      ]),
      plain(lining),
    );
    for (const side of bothSides([
      [neck + 0.2, top],
      [neck + 1, top + depth * 0.5],
      [0.4, top + neckDepth + depth],
    ]))
      canvas.stroke(side, 0.9, plain(shade(cloth.base * 0.6)), 0.8);
    canvas.stroke(
      [
        [14, top + neckDepth + depth],
        [14 + random.between(-0.6, 0.6), hem],
      ],
      random.between(0.7, 1.1),
      plain(line),
      0.9,
    );
  } else if (style < 0.58) {
    // Worn open.
    const gap = random.between(0.7, 2);
    canvas.fill(
      symmetric([
        [0, top + neckDepth],
        [neck * 0.4, top + neckDepth],
        [gap, hem + 0.5],
        [0, hem + 0.5],
      ]),
      plain(random.chance(0.6) ? 0.03 : line),
    );
  } else {
    if (random.chance(0.35)) hood(canvas, random, measures, cloth);
    else
      canvas.fill(
        symmetric([
          [0, top - 1.2],
          [neck, top - 1],
          [neck + 0.3, top + 1],
          [0.2, top + neckDepth + 1],
        ]),
        (x, y) => shade(cloth.paint(x, y) * 0.8),
      );
    front(canvas, measures, random.between(0.8, 1.3), line);
  }
  if (random.chance(0.5))
    for (const pocket of bothSides([
      [waist * 0.4, 19],
      [waist * 0.85, 18.2],
    ]))
      canvas.stroke(pocket, 0.8, plain(shade(cloth.base * 0.55)), 0.7);
  if (random.chance(0.25))
    canvas.stroke(
      [
        [14 - waist, 15.5],
        [14 + waist, 15.5],
      ],
      1.2,
      plain(shade(cloth.base * 0.6)),
      0.8,
    );
  if (random.chance(0.2)) band(canvas, { ...measures, hip }, 1.3, plain(shade(cloth.base * 0.75)));
}

export function shirt(canvas: Canvas, random: Random): void {
  const cloth = fabric(random, { checks: 0.18, print: 0.18, stripes: 0.05, bars: 0.1, fade: 0.04 });
  const drawn = random.between(0, 1);
  const sleeves: Sleeves = drawn < 0.56 ? 'long' : drawn < 0.9 ? 'short' : 'none';
  const start = cut(random);
  const measures: Cut = {
    ...start,
    tail: random.between(0.4, 2.2),
    neck: random.between(2, 3.4),
    neckDepth: random.between(0.8, 2.6),
    shoulder: sleeves === 'none' ? start.shoulder - 1.4 : start.shoulder,
  };
  sew(canvas, random, measures, sleeves, cloth);
  const value = contrast(random, cloth.base, 0.2);
  // A blouse has no collar, and a short open front.
  const blouse = random.chance(0.22);
  if (!blouse) collar(canvas, random, measures, value);
  const to = blouse ? random.between(0.25, 0.45) : random.chance(0.85) ? 1 : 0.4;
  front(canvas, measures, random.between(0.7, 1.2), shade(cloth.base * random.between(0.62, 0.85)), to);
  if (random.chance(0.75)) buttons(canvas, random, measures, contrast(random, cloth.base, 0.4), to);
  if (!blouse && random.chance(0.4)) {
    const { chest, armpit } = measures;
    for (const pocket of bothSides([
      [chest * 0.35, armpit + 0.5],
      [chest * 0.8, armpit + 0.5],
    ]))
      if (random.chance(0.7)) canvas.stroke(pocket, 0.8, plain(shade(cloth.base * 0.6)), 0.7);
  }
}
