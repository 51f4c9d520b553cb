import type { Random } from '../support/random';
import { bow, box, type Canvas, type Path } from './canvas';
import { contrast, fabric, plain, shade } from './fabric';

export function bag(canvas: Canvas, random: Random): void {
  const { paint, base } = fabric(random, { print: 0.1, checks: 0.06, stripes: 0.05, bars: 0.05, fade: 0.06 });
  const half = random.between(8.6, 13.8);
  const height = random.between(9.5, 19);
  const bottom = random.between(23.5, 27.4);
  const top = bottom - height;
  const narrower = random.between(0, 2.6);
  const round = random.between(0.3, 2.2);
  const style = random.between(0, 1);
  const dark = shade(base * random.between(0.45, 0.7));
  const strap = random.chance(0.6) ? dark : contrast(random, base, 0.25);
  const width = random.between(0.9, 2);
  const peak = Math.max(-3, top - random.between(4, 15));
  const arc = (reach: number, high: number): Path => [
    [14 - reach, top + 1],
    ...bow(14 - reach, top + 1, 14 - reach * 0.9, high - (top - high) * 0.35, 14, high, 5),
    ...bow(14, high, 14 + reach * 0.9, high - (top - high) * 0.35, 14 + reach, top + 1, 5),
  ];
  if (style < 0.45) {
    // Two handles, one behind the other.
    const reach = half * random.between(0.35, 0.62);
    const high = Math.max(0.5, peak);
    if (random.chance(0.6)) canvas.stroke(arc(reach * 0.85, high + 1.2), width, plain(shade(strap * 0.6)));
    canvas.stroke(arc(reach, high), width, plain(strap));
  } else if (style < 0.75) {
    // A long strap, attached at both sides.
    canvas.stroke(arc(half - narrower - 0.6, Math.max(0.4, peak)), width * 0.9, plain(strap));
  } else if (style < 0.86) {
    // A strap hanging at one side.
    canvas.stroke(
      [[14 + half - 1, top + 1], ...bow(14 + half - 1, top + 1, 14 + half + 1.6, top + 2, 14 + half - 0.6, bottom + 0.4, 4)],
      width * 0.8,
      plain(strap),
    );
  }
  canvas.fill(
    [
      [14 - half + narrower, top],
      [14 + half - narrower, top],
      ...bow(14 + half - narrower, top, 14 + half - narrower * 0.3, top + height * 0.5, 14 + half, bottom - round, 3),
      ...bow(14 + half, bottom - round, 14 + half, bottom, 14 + half - round, bottom, 2),
      [14 - half + round, bottom],
      ...bow(14 - half + round, bottom, 14 - half, bottom, 14 - half, bottom - round, 2),
      ...bow(14 - half, bottom - round, 14 - half + narrower * 0.3, top + height * 0.5, 14 - half + narrower, top, 3),
    ],
    paint,
  );
  const inner = half - narrower;
  if (random.chance(0.45)) {
    // A flap.
    const down = top + height * random.between(0.35, 0.65);
    const point = random.between(0, 1.8);
    const value = random.chance(0.4) ? contrast(random, base, 0.3) : shade(base * random.between(0.85, 1.1));
    canvas.fill(
      [
        [14 - inner, top],
        [14 + inner, top],
        [14 + inner, down - point],
        [14 + inner * 0.4, down],
        [14 - inner * 0.4, down],
        [14 - inner, down - point],
      ],
      plain(value),
      0.85,
    );
    canvas.stroke(
      [
        [14 - inner, down - point],
        [14 - inner * 0.4, down],
        [14 + inner * 0.4, down],
        [14 + inner, down - point],
      ],
      0.8,
      plain(dark),
      0.7,
    );
    canvas.fill(box(13, down - 1.4, 15, down + 0.7), plain(contrast(random, value, 0.45)), 0.9);
  } else {
    canvas.stroke(
      [
        [14 - inner, top + 0.8],
        [14 + inner, top + 0.8],
      ],
      random.between(0.8, 1.6),
      plain(dark),
      0.8,
    );
    if (random.chance(0.4))
      canvas.fill(
        box(14 - half * 0.6, top + height * 0.45, 14 + half * 0.6, bottom - 1.6),
        plain(contrast(random, base, 0.16)),
        0.8,
      );
    if (random.chance(0.35))
      canvas.stroke(
        [
          [14, top + 1],
          [14, bottom - 0.5],
        ],
        0.9,
        plain(dark),
        0.6,
      );
  }
  if (random.chance(0.3))
    for (const x of [14 - half * 0.55, 14 + half * 0.55])
      canvas.stroke(
        [
          [x, top + 0.6],
          [x, bottom - 0.4],
        ],
        random.between(0.8, 1.3),
        plain(strap),
        0.8,
      );
}
