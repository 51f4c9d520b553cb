import type { Random } from '../support/random';
import { bow, box, type Canvas, type Paint, type Path } from './canvas';
import { contrast, fabric, plain, shade } from './fabric';

// Shoes are drawn from the side, with the toe on the left.

export function sandal(canvas: Canvas, random: Random): void {
  const { paint, base } = fabric(random, { print: 0.2, stripes: 0.1 });
  const sole = shade(random.chance(0.6) ? contrast(random, base, 0.25) : base * 0.85);
  const style = random.between(0, 1);
  const ground = random.between(17.5, 21.5);
  if (style < 0.3) heeled(canvas, random, paint, sole);
  else {
    // A flat sole, or a wedge.
    const thick = random.between(1.5, 3.2);
    const heel = style < 0.55 ? random.between(1.5, 4) : random.between(0, 0.9);
    const [toe, back] = [random.between(0.8, 2.4), random.between(25.4, 27.2)];
    const surface = (x: number) => ground - thick - (heel * Math.max(0, x - 9)) / 17;
    canvas.fill(
      [
        [toe, surface(toe) + 0.3],
        [toe + 3, surface(9) - 0.1],
        [9, surface(9)],
        [back, surface(back)],
        [back + 0.3, ground],
        [toe + 1.5, ground],
      ],
      plain(sole),
    );
    if (random.chance(0.5))
      canvas.stroke(
        [
          [toe + 1, ground - 0.4],
          [back, ground - 0.4],
        ],
        0.9,
        plain(shade(sole * 0.6)),
        0.7,
      );
    straps(canvas, random, paint, surface, back);
  }
}

/** The straps of a flat sandal; `surface` is the height of the sole. */
function straps(canvas: Canvas, random: Random, paint: Paint, surface: (x: number) => number, back: number): void {
  const style = random.between(0, 1);
  const width = random.between(1.2, 2.5);
  const arch = (from: number, to: number, height: number): Path => [
    [from, surface(from)],
    ...bow(from, surface(from), (from + to) / 2 - 1, surface(from) - height * 1.7, to, surface(to), 6),
  ];
  if (style < 0.35) {
    // A flip-flop: a strap from between the toes to both sides.
    const from = random.between(5, 8);
    canvas.stroke(arch(from, from + random.between(8, 13), random.between(2.6, 4.6)), width, paint);
  } else if (style < 0.6) {
    // A slide: one broad band.
    const from = random.between(5, 8);
    const to = from + random.between(7, 10);
    canvas.fill(arch(from, to, random.between(3.4, 5)), paint);
    canvas.fill(arch(from + 2.2, to - 1.5, random.between(0.8, 2)), plain(0), random.between(0.5, 1));
  } else {
    const count = 2 + random.below(3);
    for (let strap = 0; strap < count; strap++) {
      const from = 4 + (strap * 13) / count + random.between(-0.6, 0.6);
      canvas.stroke(arch(from, from + random.between(4, 6.5), random.between(2.4, 5)), width, paint);
    }
  }
  if (style >= 0.6 || random.chance(0.25)) {
    // Around the heel.
    const high = random.between(3.2, 6.5);
    canvas.stroke(
      [
        [back - 0.5, surface(back)],
        [back + 0.3, surface(back) - high],
        [back - 6, surface(back) - high - random.between(-0.6, 1.4)],
      ],
      width * 0.85,
      paint,
    );
    canvas.stroke(
      [
        [back - 6, surface(back) - high],
        [back - random.between(7, 10), surface(back - 8)],
      ],
      width * 0.85,
      paint,
    );
  }
}

/** A sandal with a high heel. */
function heeled(canvas: Canvas, random: Random, paint: Paint, sole: number): void {
  const ground = random.between(24.5, 27);
  const high = random.between(6, 12.5);
  const back = random.between(23.5, 26.5);
  const ball = random.between(8.5, 11);
  const heel = ground - high;
  const width = random.between(1.1, 2);
  const under: Path = [
    [1.6, ground - 0.7],
    [ball - 2, ground - 0.5],
    ...bow(ball - 2, ground - 0.5, ball + 3.5, ground - 1, back, heel, 6),
  ];
  canvas.stroke(under, random.between(1.4, 2.5), plain(sole));
  const thin = random.between(0.5, 1.8);
  canvas.fill(
    [
      [back - 3, heel + 1],
      [back + 0.6, heel - 0.6],
      [back - random.between(0, 1), ground],
      [back - thin - 0.8, ground],
    ],
    plain(sole),
  );
  const count = 1 + random.below(3);
  for (let strap = 0; strap < count; strap++) {
    const x = 3.5 + strap * 2.6;
    canvas.stroke(
      [[x, ground - 1], ...bow(x, ground - 1, x + 1.6, ground - random.between(4, 6.5), x + 4.4, ground - 1.4 - strap * 0.8, 5)],
      width,
      paint,
    );
  }
  const ankle = heel - random.between(3, 6.5);
  canvas.stroke(
    [[back, heel], [back + 0.5, ankle], ...bow(back + 0.5, ankle, back - 3, ankle - 1.6, back - 6.5, ankle + 0.8, 4)],
    width,
    paint,
  );
  if (random.chance(0.6))
    canvas.stroke(
      [
        [back - 6.5, ankle + 0.8],
        [ball + 1.5, ground - 4.5],
      ],
      width,
      paint,
    );
}

export function sneaker(canvas: Canvas, random: Random): void {
  const { paint, base } = fabric(random, { print: 0.12, stripes: 0.04, checks: 0.04 });
  const high = random.chance(0.16);
  const ground = random.between(18.6, 22) + (high ? random.between(1, 3) : 0);
  const thick = random.between(1.6, 3.4);
  const [toe, back] = [random.between(0.4, 1.8), random.between(26, 27.6)];
  const sole = ground - thick;
  const toeHeight = random.between(2, 3.4);
  const collarX = random.between(15.5, 18.5);
  const tongue = sole - random.between(7, 9.6) - (high ? random.between(2.5, 5.5) : 0);
  const heel = sole - random.between(5.6, 8.8) - (high ? random.between(3, 5) : 0);
  const dip = Math.max(heel, tongue) + random.between(0.6, 1.8);
  const upper: Path = [
    [toe + 0.4, sole + 0.5],
    ...bow(toe + 0.4, sole, toe + 0.6, sole - toeHeight, 5.5, sole - toeHeight - 0.2, 3),
    ...bow(5.5, sole - toeHeight - 0.2, 10.5, sole - toeHeight - 1, collarX - 2.4, tongue, 4),
    [collarX, tongue - 0.2],
    ...bow(collarX, tongue, collarX + 2.2, dip + 1, back - 3, dip - 0.4, 4),
    [back - 0.5, heel],
    ...bow(back - 0.4, heel, back - 1, (heel + sole) / 2, back, sole + 0.5, 3),
  ];
  canvas.fill(upper, paint);
  const dark = shade(base * random.between(0.5, 0.75));
  if (random.chance(0.5))
    canvas.fill(
      [
        [toe + 0.4, sole + 0.5],
        ...bow(toe + 0.4, sole, toe + 0.6, sole - toeHeight, 5, sole - toeHeight - 0.1, 3),
        [6.6, sole + 0.5],
      ],
      plain(contrast(random, base, 0.25)),
      0.8,
    );
  if (random.chance(0.5))
    canvas.fill(
      [
        [back - 4.4, sole + 0.4],
        [back - 3.2, dip],
        [back - 0.5, heel],
        [back - 0.1, sole + 0.4],
      ],
      plain(contrast(random, base, 0.25)),
      0.8,
    );
  // Laces, up to the tongue.
  const laces = random.chance(0.85) ? 3 + random.below(2) : 0;
  const light = contrast(random, base, 0.4);
  for (let lace = 0; lace < laces; lace++) {
    const part = (lace + 0.6) / (laces + 0.6);
    const x = 7.4 + (collarX - 9.4) * part;
    const y = sole - toeHeight - 0.6 + (tongue + toeHeight + 1.4 - sole) * part;
    canvas.stroke(
      [
        [x - 0.5, y],
        [x + 1.9, y + 1.7],
      ],
      0.8,
      plain(light),
      0.85,
    );
  }
  const mark = random.between(0, 1);
  const value = contrast(random, base, 0.4);
  if (mark < 0.3)
    for (let line = 0; line < 3; line++)
      canvas.stroke(
        [
          [11.5 + line * 2.2, sole - 4],
          [12.9 + line * 2.2, sole],
        ],
        0.9,
        plain(value),
        0.85,
      );
  else if (mark < 0.55)
    canvas.stroke(
      [[10, sole - 2.6], ...bow(10, sole - 2.6, 12.5, sole + 1, 21.5, sole - 4.6, 5)],
      random.between(0.9, 1.7),
      plain(value),
      0.9,
    );
  canvas.stroke(
    [[collarX, tongue + 0.4], ...bow(collarX, tongue + 0.4, collarX + 2.2, dip + 1.4, back - 3, dip, 3)],
    0.8,
    plain(dark),
    0.7,
  );
  // The sole is drawn last, over the edge of the upper.
  const rubber = random.chance(0.65) ? random.between(0.7, 1) : random.between(0.15, 0.5);
  canvas.fill(
    [
      [toe, sole],
      [back, sole - random.between(0, 0.9)],
      [back + 0.2, ground - 0.6],
      [back - 1, ground],
      [toe + 2.6, ground],
      [toe - 0.2, ground - 1],
    ],
    plain(rubber),
  );
  if (random.chance(0.5))
    canvas.stroke(
      [
        [toe + 1.4, ground - 0.4],
        [back - 0.6, ground - 0.4],
      ],
      0.9,
      plain(shade(rubber * 0.55)),
      0.7,
    );
}

export function ankleBoot(canvas: Canvas, random: Random): void {
  const { paint, base } = fabric(random, { print: 0.06, fade: 0.1 });
  const ground = random.between(22, 26.6);
  const heelHeight = random.chance(0.3) ? random.between(3, 7.5) : random.between(1, 2.6);
  const thick = random.between(0.8, 1.9);
  const [toe, back] = [random.between(0.4, 2.4), random.between(25, 27.2)];
  const top = Math.max(0.3, ground - random.between(13.5, 21) - Math.max(0, heelHeight - 2.6));
  const front = random.between(13.5, 16.5);
  const sole = ground - thick;
  const instep = sole - random.between(5.2, 7);
  const toeHeight = random.between(2.4, 4);
  const heelSole = ground - heelHeight;
  const lean = random.between(-0.8, 1.2);
  const upper: Path = [
    [toe + 0.3, sole + 0.4],
    ...bow(toe + 0.3, sole, toe + 0.4, sole - toeHeight, 5.5, sole - toeHeight - 0.6, 3),
    ...bow(5.5, sole - toeHeight - 0.6, front - 1.6, instep + 1.4, front, instep - 2, 4),
    [front - lean, top + random.between(0, 1)],
    [back - random.between(-0.4, 0.9), top],
    ...bow(back - 0.2, top, back - 1.8, (top + heelSole) / 2, back, heelSole, 4),
    [back - 1, heelSole + 0.2],
    ...bow(back - 5, heelSole + 0.2, 15, sole + 0.3, 11, sole + 0.4, 3),
  ];
  canvas.fill(upper, paint);
  const dark = shade(base * random.between(0.45, 0.7));
  const style = random.between(0, 1);
  if (style < 0.4) {
    // Elastic at the ankle.
    const x = (front + back) / 2 + random.between(-0.5, 1.5);
    canvas.fill(
      [
        [x - 2.2, top + 0.8],
        [x + 2, top + 0.6],
        [x + 0.8, instep + 1.8],
        [x - 0.6, instep + 1.8],
      ],
      plain(contrast(random, base, 0.25)),
      0.85,
    );
  } else if (style < 0.75) {
    const light = contrast(random, base, 0.38);
    for (let lace = 0; lace < 5; lace++) {
      const y = top + 1.6 + ((instep + 0.8 - top) * lace) / 4.5;
      const x = front - lean * Math.max(0, 1 - lace / 3) - (lace === 4 ? 1.6 : 0);
      canvas.stroke(
        [
          [x + 0.2, y],
          [x + 2.8, y + 0.6],
        ],
        0.8,
        plain(light),
        0.85,
      );
    }
  } else if (random.chance(0.5))
    canvas.stroke(
      [
        [front + 0.4, instep - 0.6],
        [back - 0.8, instep - 1.6],
      ],
      random.between(0.9, 1.6),
      plain(contrast(random, base, 0.3)),
      0.85,
    );
  if (random.chance(0.3))
    canvas.fill(
      [
        [front - lean, top],
        [back - 0.3, top],
        [back - 0.6, top + 2.2],
        [front - lean * 0.8, top + 2.4],
      ],
      plain(contrast(random, base, 0.25)),
      0.8,
    );
  if (random.chance(0.4))
    canvas.stroke(
      [
        [front - 2.4, instep + 2.4],
        [front + 3, sole],
      ],
      0.8,
      plain(dark),
      0.6,
    );
  const rubber = random.chance(0.7) ? dark : random.between(0.3, 0.9);
  canvas.fill(
    [
      [toe, sole],
      [11.5, sole],
      [15, Math.min(sole, heelSole + 1)],
      [15, Math.min(ground, heelSole + thick + 0.4)],
      [11.5, ground],
      [toe + 1, ground],
      [toe - 0.1, ground - 0.6],
    ],
    plain(rubber),
  );
  const narrow = heelHeight > 3 ? random.between(0.4, 2.6) : random.between(0, 0.6);
  canvas.fill(
    [
      [18.6, heelSole],
      [back, heelSole - 0.4],
      [back - narrow * 0.2, ground],
      [19.4 + narrow, ground],
    ],
    plain(rubber),
  );
  if (heelHeight <= 2.6) canvas.fill(box(14.5, heelSole, 20, heelSole + thick * 0.8), plain(rubber));
}
