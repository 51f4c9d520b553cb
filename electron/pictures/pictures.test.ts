import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { confusionPicture } from './confusion-picture';
import { contactSheet, reconstructionSheet } from './contact-sheet';
import { PictureError } from './error';
import { shorten, textWidth } from './font';
import { type Picture, paste } from './picture';
import { decodePng, encodePng, PNG_LIMITS } from './png';
import { fitPicture } from './resize';

const read = (bytes: Uint8Array) => decodePng(bytes, 'picture.png');
const grey = (width: number, height: number, values: ArrayLike<number>): Picture => ({
  width,
  height,
  channels: 1,
  data: Uint8Array.from(values),
});

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length);
  bytes.write(type, 4, 'latin1');
  bytes.set(content, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), content.length + 8);
  return bytes;
}

interface Made {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly type: number;
  readonly interlaced?: boolean;
  /** The lines, each with its filter before it. */
  readonly lines: ArrayLike<number>;
  readonly others?: readonly Uint8Array[];
}

/** A PNG file, put together by hand. */
function made({ width, height, depth, type, interlaced = false, lines, others = [] }: Made): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, type, 0, 0, interlaced ? 1 : 0], 8);
  const packed = deflateSync(Uint8Array.from(lines));
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...others, chunk('IDAT', packed), chunk('IEND', new Uint8Array(0))]);
}

function codeOf(bytes: Uint8Array): string {
  try {
    read(bytes);
  } catch (error) {
    if (error instanceof PictureError) return error.code;
    throw error;
  }
  throw new Error('no PictureError');
}

describe('PNG', () => {
  it('comes back as it was written', () => {
    const pictures = fc
      .record({
        width: fc.integer({ min: 1, max: 20 }),
        height: fc.integer({ min: 1, max: 20 }),
        channels: fc.constantFrom<1 | 3>(1, 3),
      })
      .chain(({ width, height, channels }) => {
        const length = width * height * channels;
        return fc
          .uint8Array({ minLength: length, maxLength: length })
          .map((data): Picture => ({ width, height, channels, data }));
      });
    fc.assert(
      fc.property(pictures, (picture) => {
        expect(read(encodePng(picture))).toEqual(picture);
      }),
    );
  });

  it('refuses to write a picture whose data does not have its size', () => {
    expect(() => encodePng(grey(2, 2, [1, 2, 3]))).toThrow(RangeError);
    expect(() => encodePng(grey(0, 2, []))).toThrow(RangeError);
  });

  it('reads few bits a value, and undoes every filter', () => {
    expect(read(made({ width: 3, height: 1, depth: 1, type: 0, lines: [0, 0b10100000] })).data).toEqual(
      Uint8Array.of(255, 0, 255),
    );
    expect(read(made({ width: 3, height: 1, depth: 2, type: 0, lines: [0, 0b00011100] })).data).toEqual(
      Uint8Array.of(0, 85, 255),
    );
    expect(read(made({ width: 2, height: 1, depth: 4, type: 0, lines: [0, 0x5f] })).data).toEqual(Uint8Array.of(85, 255));
    expect(read(made({ width: 2, height: 1, depth: 16, type: 0, lines: [0, 0x80, 0x80, 0, 0x7f] })).data).toEqual(
      Uint8Array.of(128, 0),
    );
    // Sub, up, average and Paeth, each row the same in the end.
    const lines = [1, 10, 10, 10, 2, 0, 0, 0, 3, 5, 5, 5, 4, 0, 0, 0];
    expect(read(made({ width: 3, height: 4, depth: 8, type: 0, lines })).data).toEqual(
      Uint8Array.from([10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30]),
    );
  });

  it('reads palettes, and lays on white what lets through', () => {
    const palette = chunk('PLTE', Uint8Array.of(255, 0, 0, 0, 0, 255));
    const clear = chunk('tRNS', Uint8Array.of(255, 0));
    const indexed = { width: 2, height: 1, depth: 1, type: 3, lines: [0, 0b01000000] };
    expect(read(made({ ...indexed, others: [palette] }))).toEqual({
      width: 2,
      height: 1,
      channels: 3,
      data: Uint8Array.of(255, 0, 0, 0, 0, 255),
    });
    expect(read(made({ ...indexed, others: [palette, clear] })).data).toEqual(Uint8Array.of(255, 0, 0, 255, 255, 255));
    expect(read(made({ width: 1, height: 1, depth: 8, type: 6, lines: [0, 10, 20, 30, 0] })).data).toEqual(
      Uint8Array.of(255, 255, 255),
    );
    expect(read(made({ width: 2, height: 1, depth: 8, type: 4, lines: [0, 100, 255, 100, 51] }))).toEqual(grey(2, 1, [100, 224]));
    const through = [chunk('tRNS', Uint8Array.of(0, 7))];
    expect(read(made({ width: 2, height: 1, depth: 8, type: 0, lines: [0, 7, 8], others: through })).data).toEqual(
      Uint8Array.of(255, 8),
    );
    expect(codeOf(made({ ...indexed, others: [] }))).toBe('badPng');
  });

  it('reads interlaced pictures', () => {
    for (const [width, height] of [
      [1, 1],
      [3, 2],
      [5, 9],
      [17, 12],
    ] as const) {
      const value = (row: number, column: number) => (row * 31 + column * 7) % 256;
      const passes = [
        [0, 0, 8, 8],
        [4, 0, 8, 8],
        [0, 4, 4, 8],
        [2, 0, 4, 4],
        [0, 2, 2, 4],
        [1, 0, 2, 2],
        [0, 1, 1, 2],
      ] as const;
      const lines: number[] = [];
      for (const [left, top, right, down] of passes)
        for (let row = top; row < height && left < width; row += down) {
          lines.push(0);
          for (let column = left; column < width; column += right) lines.push(value(row, column));
        }
      const expected = Array.from({ length: width * height }, (_, at) => value(Math.floor(at / width), at % width));
      expect(read(made({ width, height, depth: 8, type: 0, interlaced: true, lines }))).toEqual(grey(width, height, expected));
    }
  });

  it('says what is wrong with other files', () => {
    expect(codeOf(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe('jpeg');
    expect(codeOf(Buffer.from('GIF89a'))).toBe('notPng');
    expect(codeOf(new Uint8Array(0))).toBe('notPng');
    const good = encodePng(grey(4, 4, new Uint8Array(16)));
    for (let length = 8; length < good.length; length++) expect(codeOf(good.subarray(0, length))).toBe('badPng');
    for (const change of [{ depth: 3 }, { type: 5 }, { width: 0 }, { type: 3, depth: 16 }])
      expect(codeOf(made({ width: 1, height: 1, depth: 8, type: 0, lines: [0, 1], ...change }))).toBe('badPng');
    for (const lines of [[], [0], [0, 1, 2], [5, 1]])
      expect(codeOf(made({ width: 1, height: 1, depth: 8, type: 0, lines }))).toBe('badPng');
  });

  it('takes no memory on the word of a header, and unpacks no bomb', () => {
    const bomb = { width: 2, height: 2, depth: 8, type: 0, lines: new Uint8Array(5e7) };
    const [plain, interlaced] = [made(bomb), made({ ...bomb, interlaced: true })];
    const second = Buffer.alloc(13);
    second.set([0, 0, 255, 255, 0, 0, 255, 255, 8]);
    const before = process.memoryUsage().arrayBuffers;
    const huge = { depth: 8, type: 6, lines: [0, 1, 2, 3] };
    expect(codeOf(made({ ...huge, width: 2 ** 31 - 1, height: 2 ** 31 - 1 }))).toBe('pictureSize');
    expect(codeOf(made({ ...huge, width: 4_097, height: 4_096 }))).toBe('pictureSize');
    expect(codeOf(plain)).toBe('badPng');
    expect(codeOf(interlaced)).toBe('badPng');
    expect(codeOf(made({ width: 1, height: 1, depth: 8, type: 0, lines: [0, 1], others: [chunk('IHDR', second)] }))).toBe(
      'badPng',
    );
    expect(PNG_LIMITS.pixels).toBe(4_096 * 4_096);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4e6);
  });

  it('gives a PictureError or a picture for any bytes', () => {
    const survives = (bytes: Uint8Array) => {
      try {
        const { data, width, height, channels } = read(bytes);
        expect(data.length).toBe(width * height * channels);
      } catch (error) {
        if (!(error instanceof PictureError)) throw error;
      }
    };
    const good = encodePng({ width: 6, height: 5, channels: 3, data: Uint8Array.from({ length: 90 }, (_, at) => at * 2) });
    const changes = fc.array(fc.record({ at: fc.nat(good.length - 1), to: fc.nat(255) }), { maxLength: 5 });
    const changed = changes.map((all) => {
      const copy = Buffer.from(good);
      for (const { at, to } of all) copy[at] = to;
      return copy;
    });
    // With the right sums and sizes: what is behind them is reached.
    const whole = fc
      .record({
        width: fc.integer({ min: 1, max: 12 }),
        height: fc.integer({ min: 1, max: 12 }),
        depth: fc.constantFrom(1, 2, 4, 8, 16),
        type: fc.constantFrom(0, 2, 3, 4, 6),
        interlaced: fc.boolean(),
        lines: fc.array(fc.nat(6), { maxLength: 300 }),
        others: fc.array(
          fc
            .tuple(fc.constantFrom('PLTE', 'tRNS', 'iCCP', 'IDAT', 'IHDR'), fc.uint8Array({ maxLength: 12 }))
            .map(([type, content]) => chunk(type, content)),
          { maxLength: 3 },
        ),
      })
      .map(made);
    fc.assert(fc.property(fc.oneof(changed, whole), survives), { numRuns: 4_000 });
  });
});

describe('contact sheets', () => {
  const image = (value: number) => new Uint8Array(4).fill(value);

  it('lay images out in rows, enlarged, with gutters', () => {
    const sheet = contactSheet([[image(1), image(2)], [image(3)]], [2, 2, 1], { zoom: 3, gutter: 2 });
    expect(sheet).toMatchObject({ width: 2 + 2 * (6 + 2), height: 2 + 2 * (6 + 2), channels: 1 });
    const at = (row: number, column: number) => sheet.data[row * sheet.width + column];
    expect([at(0, 0), at(2, 2), at(7, 7), at(8, 8), at(2, 10), at(10, 2), at(10, 10)]).toEqual([104, 1, 1, 104, 2, 3, 104]);
  });

  it('lay originals beside their reconstructions', () => {
    const sheet = reconstructionSheet(
      [
        [image(1), image(2), image(3)],
        [image(11), image(12), image(13)],
      ],
      [2, 2, 1],
      { across: 2, zoom: 1, gutter: 1 },
    );
    // One row: gutter, original, gutter, reconstruction, three gutters, the next pair, gutter.
    expect(sheet.width).toBe(1 + 2 + 1 + 2 + 3 + 2 + 1 + 2 + 1);
    expect([...sheet.data.subarray(sheet.width, 2 * sheet.width)]).toEqual([
      104, 1, 1, 104, 11, 11, 104, 104, 104, 2, 2, 104, 12, 12, 104,
    ]);
    expect(() => reconstructionSheet([[image(1)], []], [2, 2, 1])).toThrow(RangeError);
  });

  it('show colours, and other channels as their mean', () => {
    const colours = contactSheet([[Uint8Array.of(1, 2, 3)]], [1, 1, 3], { zoom: 1, gutter: 0 });
    expect(colours).toEqual({ width: 1, height: 1, channels: 3, data: Uint8Array.of(1, 2, 3) });
    expect(contactSheet([[Uint8Array.of(10, 20)]], [1, 1, 2], { zoom: 1, gutter: 0 }).data).toEqual(Uint8Array.of(15));
    expect(() => paste(colours, Uint8Array.of(1), [1, 1, 3], 0, 0, 1)).toThrow(RangeError);
    expect(contactSheet([], [28, 28, 1])).toMatchObject({ width: 4, height: 4 });
  });
});

describe('the confusion matrix', () => {
  const counts = [
    [90, 10, 0],
    [0, 0, 0],
    [1, 2, 997],
  ];
  const picture = confusionPicture(counts, ['T-shirt/top', 'Trouser', 'Pulóver']);
  const at = (row: number, column: number) => [
    ...picture.data.subarray((row * picture.width + column) * 3, (row * picture.width + column) * 3 + 3),
  ];
  const start = picture.width - 20 - 3 * 50;

  it('shades each cell by its part of the true class', () => {
    const shade = (row: number, column: number) => at(start + row * 50 + 2, start + column * 50 + 2);
    expect(shade(1, 1)).toEqual([248, 248, 250]);
    expect(shade(0, 2)).toEqual([248, 248, 250]);
    const [light, dark] = [shade(0, 1)[0] ?? 0, shade(0, 0)[0] ?? 0];
    expect(light).toBeGreaterThan(dark);
    expect(shade(2, 2)[0]).toBeLessThan(dark);
  });

  it('writes the figures inside of their cells', () => {
    const marked = (row: number, column: number) => {
      const background = String(at(start + row * 50 + 2, start + column * 50 + 2));
      let count = 0;
      for (let y = 1; y < 48; y++)
        for (let x = 1; x < 48; x++) if (String(at(start + row * 50 + y, start + column * 50 + x)) !== background) count++;
      return count;
    };
    expect(marked(0, 0)).toBeGreaterThan(80);
    expect(marked(0, 2)).toBe(0);
    expect(marked(1, 1)).toBe(0);
  });

  it('has room for many classes', () => {
    const many = Array.from({ length: 200 }, (_, index) => String(index));
    expect(confusionPicture([], many).width).toBeLessThan(1_100);
    expect(confusionPicture([[1]], ['one']).width).toBeGreaterThan(50);
  });

  it('shortens long names and writes what it can of any', () => {
    expect(shorten('Ankle boot', 1_000, 2)).toBe('Ankle boot');
    const short = shorten('A very long name of a class', 100, 2);
    expect(short).toMatch(/^A very.*\.$/);
    expect(textWidth(short, 2)).toBeLessThanOrEqual(100);
    expect(textWidth('Pulóver', 1)).toBe(textWidth('Pulover', 1));
    expect(textWidth('靴', 1)).toBe(textWidth('?', 1));
    expect(textWidth('', 3)).toBe(0);
  });
});

describe('bringing pictures to size', () => {
  it('keeps a picture that has the size', () => {
    const picture = grey(
      28,
      28,
      Array.from({ length: 784 }, (_, at) => (at * 7) % 120),
    );
    expect(fitPicture(picture, [28, 28, 1])).toEqual({ image: picture.data, inverted: false });
    expect(fitPicture(picture, [28, 28, 1], { invert: true }).image).toEqual(picture.data.map((value) => 255 - value));
  });

  it('averages areas', () => {
    expect([...fitPicture(grey(4, 2, [0, 10, 20, 30, 40, 50, 60, 70]), [1, 2, 1]).image]).toEqual([25, 45]);
    // Three pixels on two: the middle one counts for both by half.
    expect([...fitPicture(grey(3, 3, [0, 90, 30, 0, 90, 30, 0, 90, 30]), [2, 2, 1]).image]).toEqual([30, 50, 30, 50]);
    expect([...fitPicture(grey(1, 1, [9]), [2, 2, 1]).image]).toEqual([9, 9, 9, 9]);
  });

  it('keeps the proportions, and fills up with the border', () => {
    const { image } = fitPicture(grey(2, 4, [10, 10, 10, 10, 10, 10, 10, 10]), [4, 4, 1]);
    expect([...image]).toEqual(new Array(16).fill(10));
    const wide = fitPicture(grey(4, 2, [0, 0, 0, 0, 100, 100, 100, 100]), [4, 4, 1], { invert: false });
    expect([...wide.image.subarray(4, 12)]).toEqual([0, 0, 0, 0, 100, 100, 100, 100]);
    expect(wide.image[0]).toBe(50);
  });

  it('turns dark on light into light on dark', () => {
    const white = grey(
      20,
      20,
      Array.from({ length: 400 }, (_, at) => (at % 20 > 5 && at % 20 < 14 ? 30 : 250)),
    );
    const { image, inverted } = fitPicture(white, [28, 28, 1]);
    expect(inverted).toBe(true);
    expect(image[0]).toBe(5);
    expect(image[14 * 28 + 14]).toBe(225);
    expect(fitPicture(white, [28, 28, 1], { invert: false }).image[0]).toBe(250);
  });

  it('goes from colours to grey and back', () => {
    const red: Picture = { width: 1, height: 1, channels: 3, data: Uint8Array.of(255, 0, 0) };
    expect([...fitPicture(red, [1, 1, 1], { invert: false }).image]).toEqual([76]);
    expect([...fitPicture(grey(1, 1, [5]), [1, 1, 3]).image]).toEqual([5, 5, 5]);
    expect([...fitPicture(red, [1, 1, 3], { invert: false }).image]).toEqual([255, 0, 0]);
  });

  it('takes pictures of any proportions', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 300 }), fc.nat(255), (width, height, value) => {
        const { image } = fitPicture(grey(width, height, new Uint8Array(width * height).fill(value)), [28, 28, 1], {
          invert: false,
        });
        expect(image.every((found) => found === value)).toBe(true);
      }),
    );
  });
});
