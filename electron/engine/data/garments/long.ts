import type { Random } from '../support/random';
import { bothSides, bow, type Canvas, type Path, symmetric } from './canvas';
import { contrast, fabric, plain, shade } from './fabric';

export function trouser(canvas: Canvas, random: Random): void {
  const { paint, base } = fabric(random, { print: 0.1, bars: 0.04, checks: 0.03, fade: 0.12 });
  const top = random.between(0.2, 1.4);
  const end = random.between(26.6, 27.8);
  const waist = random.between(3.3, 5);
  const hip = waist + random.between(0.3, 1.4);
  const crotch = random.between(7.5, 11.5);
  const knee = random.between(1.5, 2.6);
  const ankle = knee + random.between(-0.6, random.chance(0.2) ? 1.8 : 0.3);
  // The distance of a foot's centre from the middle line.
  const stride = Math.max(ankle * 0.8, random.between(1.6, 5));
  const half = (crotch + end) / 2;
  const middle = (hip / 2 + stride) / 2 + 0.3;
  const [right, left] = bothSides([
    [0, top],
    [waist, top],
    ...bow(waist, top, hip + 0.2, crotch * 0.6, hip, crotch, 3),
    [middle + knee, half],
    [stride + ankle, end],
    [stride - ankle, end],
    [middle - knee, half],
    [0.15, crotch + 0.6],
  ]);
  const darker = random.between(0.78, 1);
  canvas.fill(right, paint);
  canvas.fill(left, (x, y) => shade(paint(x, y) * darker));
  canvas.stroke(
    [
      [14, top + 1.5],
      [14, crotch],
    ],
    0.7,
    plain(base * 0.4),
    random.between(0.2, 0.7),
  );
  if (random.chance(0.6))
    canvas.fill(
      symmetric([
        [0, top],
        [waist + 0.1, top],
        [waist + 0.2, top + 1.5],
        [0, top + 1.5],
      ]),
      plain(contrast(random, base, 0.2)),
      0.7,
    );
  if (random.chance(0.4))
    for (const pocket of bothSides([
      [waist * 0.5, top + 1.6],
      [waist + 0.2, top + 4.2],
    ]))
      canvas.stroke(pocket, 0.8, plain(base * 0.5), 0.6);
  if (random.chance(0.35)) {
    // Faded thighs.
    const light = shade(base + 0.25);
    for (const leg of bothSides([
      [middle - 0.2, crotch + 1],
      [middle + 0.1, half + 3],
    ]))
      canvas.stroke(leg, 1.4, plain(light), 0.6);
  }
}

export function dress(canvas: Canvas, random: Random): void {
  const cloth = fabric(random, { print: 0.2, stripes: 0.06, bars: 0.04, checks: 0.02, fade: 0.08 });
  const { paint, base } = cloth;
  const top = random.between(0.2, 1.6);
  const hem = random.between(26.4, 27.8);
  const chest = random.between(3.1, 5);
  const waist = chest * random.between(0.72, 0.98);
  const flare = random.chance(0.4) ? random.between(1.2, 4.2) : random.between(-0.3, 1.4);
  const hip = chest + flare;
  const armpit = random.between(5.4, 7.6);
  const waistline = random.between(10, 13);
  const style = random.between(0, 1);
  const sleeves = style < 0.2 ? 'long' : style < 0.45 ? 'short' : 'none';
  const strapless = sleeves === 'none' && random.chance(0.15);
  const neck = chest * random.between(0.4, 0.7);
  const depth = random.between(1, 4.2);
  const shoulder = sleeves === 'none' ? neck + random.between(0.6, 1.5) : chest + 0.5;
  const upper: Path = strapless
    ? [[0, armpit - 1], ...bow(0, armpit - 1, chest * 0.5, armpit - 2.4, chest, armpit - 0.8, 3)]
    : [
        [0, top + depth],
        ...bow(0, top + depth, neck * 0.9, top + depth * 0.9, neck, top, 3),
        [shoulder, top + 0.5],
        [chest * 0.93, armpit - 1.4],
      ];
  if (sleeves !== 'none') {
    const y = sleeves === 'long' ? random.between(15, 20) : random.between(7.5, 10.5);
    const x = sleeves === 'long' ? chest + random.between(1.6, 3.4) : chest + random.between(1.1, 2.4);
    const wide = sleeves === 'long' ? random.between(0.6, 1) : random.between(0.7, 1.2);
    const tone = random.between(0.75, 0.95);
    for (const arm of bothSides([
      [shoulder - 1.2, top + 0.3],
      [shoulder + 0.3, top + 0.7],
      [chest + 1.2, top + 3],
      [x + wide, y],
      [x - wide, y + 0.3],
      [chest - 0.4, armpit + 0.6],
    ]))
      canvas.fill(arm, (px, py) => shade(paint(px, py) * tone));
  }
  canvas.fill(
    symmetric([
      ...upper,
      [chest, armpit],
      ...bow(chest, armpit, waist, (armpit + waistline) / 2, waist, waistline, 3),
      ...bow(waist, waistline, waist + (hip - waist) * 0.75, (waistline * 2 + hem) / 3, hip, hem - 0.4, 4),
      [hip * 0.5, hem],
      [0, hem],
    ]),
    paint,
  );
  if (random.chance(0.45))
    canvas.stroke(
      [
        [14 - waist, waistline],
        [14 + waist, waistline],
      ],
      random.between(0.8, 1.6),
      plain(contrast(random, base, 0.3)),
      0.85,
    );
  if (flare > 1 && random.chance(0.6))
    for (const fold of bothSides([
      [waist * 0.4, waistline + 1],
      [hip * 0.55, hem - 0.5],
    ]))
      canvas.stroke(fold, 0.9, plain(base * 0.55), 0.5);
  if (random.chance(0.12))
    canvas.fill(
      symmetric([
        [0, hem - 2],
        [hip - 0.2, hem - 2.2],
        [hip, hem - 0.4],
        [0, hem],
      ]),
      plain(contrast(random, base, 0.35)),
      0.8,
    );
}
