import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { layerArbitrary, paramsArbitrary, type RandomLayer } from '../graph/random';
import { LANGS, say } from '../words/words';
import { KINDS, kindOf } from './index';
import { type Formula, type LayerKind, Refusal } from './support/kind';
import { fieldsOf } from './support/params';
import { channelsOf, formatShape, isImage, type Shape, sameShape, volume } from './support/shape';

/** What is peculiar to each kind: the refusals that it can have, and what the last number of its formula is. */
const PECULIAR: Readonly<Record<string, { readonly refusals: readonly string[]; readonly ends: Ends }>> = {
  Input: { refusals: [], ends: 'size' },
  Conv2D: { refusals: ['kernelTooLarge', 'needsImage'], ends: 'axes' },
  ConvTranspose2D: { refusals: ['needsImage', 'nothingLeft', 'outputPaddingTooLarge'], ends: 'axes' },
  Upsample: { refusals: ['needsImage'], ends: 'axes' },
  MaxPool2D: { refusals: ['kernelTooLarge', 'needsImage', 'paddingTooLarge'], ends: 'axes' },
  AvgPool2D: { refusals: ['kernelTooLarge', 'needsImage', 'paddingTooLarge'], ends: 'axes' },
  GlobalAvgPool: { refusals: ['needsImage'], ends: 'channels' },
  Linear: { refusals: ['needsVector'], ends: 'channels' },
  Flatten: { refusals: [], ends: 'volume' },
  Reshape: { refusals: ['otherVolume'], ends: 'volume' },
  BatchNorm: { refusals: [], ends: 'unchanged' },
  Dropout: { refusals: [], ends: 'unchanged' },
  Activation: { refusals: [], ends: 'unchanged' },
  Add: { refusals: ['unequal'], ends: 'size' },
  Concat: { refusals: ['unequal'], ends: 'channels' },
};
type Ends = 'size' | 'axes' | 'channels' | 'volume' | 'unchanged';

const peculiarOf = ({ kind }: LayerKind) => {
  const peculiar = PECULIAR[kind];
  if (!peculiar) throw new Error(`what is peculiar to ${kind} is not said`);
  return peculiar;
};

/** What stands after the last = or → of each line. */
const endsOf = ({ numbers }: Formula) => numbers.map((line) => line.split(/[=→] ?/).at(-1));

/** The ends that a formula must have for a size. Both axes are one line where they are the same. */
function endsWanted(ends: Ends, out: Shape): readonly (readonly string[])[] {
  switch (ends) {
    case 'size':
      return [[formatShape(out)]];
    case 'axes':
      if (!isImage(out)) return [];
      return out[0] === out[1] ? [[`${out[0]}`], [`${out[0]}`, `${out[1]}`]] : [[`${out[0]}`, `${out[1]}`]];
    case 'channels':
      return [[String(channelsOf(out))]];
    case 'volume':
      return [[String(volume(out))]];
    case 'unchanged':
      return [[]];
  }
}

/** The value of one side of a line: numbers, + − · / and floor(…), as they are written there. */
function valueOfSide(text: string): number {
  const tokens = text.match(/\d+|floor|[()+−·/]/g) ?? [];
  if (tokens.join('') !== text.replaceAll(' ', '')) throw new Error(`not a formula: ${text}`);
  const sum = (): number => {
    let value = term();
    while (tokens[0] === '+' || tokens[0] === '−') value = tokens.shift() === '+' ? value + term() : value - term();
    return value;
  };
  const term = (): number => {
    let value = factor();
    while (tokens[0] === '·' || tokens[0] === '/') value = tokens.shift() === '·' ? value * factor() : value / factor();
    return value;
  };
  const factor = (): number => {
    const token = tokens.shift();
    if (token === 'floor') return Math.floor(factor());
    if (token !== '(') return Number(token);
    const value = sum();
    tokens.shift();
    return value;
  };
  return sum();
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** Small layers, that mostly fit, and any that a kind allows. */
const layers = (kind: LayerKind): fc.Arbitrary<RandomLayer> =>
  fc.oneof(layerArbitrary([kind]), layerArbitrary([kind], { whole: true }));

describe('the registry', () => {
  const files = readdirSync(new URL('.', import.meta.url))
    .filter((name) => /^(?!index\.|.*\.test\.).*\.ts$/.test(name))
    .map((name) => name.slice(0, -3));

  test('lists each file once', async () => {
    const modules = await Promise.all(files.map(async (name) => ({ name, exports: await import(`../layers/${name}.ts`) })));
    for (const { name, exports } of modules) {
      const found = Object.values(exports);
      expect(found, `${name} exports one thing`).toHaveLength(1);
      expect(KINDS, `what ${name} exports is in index.ts`).toContain(found[0]);
    }
    expect(KINDS).toHaveLength(files.length);
  });

  test('has each name once, and finds it', () => {
    for (const kind of KINDS) expect(kindOf(kind.kind)).toBe(kind);
    expect(kindOf('constructor')).toBeUndefined();
    expect(Object.keys(PECULIAR).sort()).toEqual(KINDS.map(({ kind }) => kind).sort());
  });
});

describe.each(KINDS.map((kind) => ({ kind, name: kind.kind })))('$name', ({ kind }) => {
  test('has the same words in both languages', () => {
    const { en, es } = kind.words;
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    for (const code of Object.keys(en)) expect(placeholders(es[code] ?? ''), code).toEqual(placeholders(en[code] ?? ''));
    for (const lang of LANGS) {
      for (const [code, text] of Object.entries(kind.words[lang])) expect(text.trim(), `${lang} ${code}`).not.toBe('');
      expect(Object.keys(kind.words[lang])).toEqual(expect.arrayContaining(['label', 'doc', 'source']));
    }
  });

  test('has a field in words for each parameter, and takes its ends and its default alone', () => {
    const defaults = kind.params.parse({});
    expect(kind.params.parse(defaults)).toEqual(defaults);
    for (const [name, field] of fieldsOf(kind.params)) {
      for (const text of [field.label, field.help])
        for (const lang of LANGS) expect(text[lang].trim(), `${name} ${lang}`).not.toBe('');
      const takes = (value: unknown) => kind.params.safeParse({ [name]: value }).success;
      expect(takes(defaults[name])).toBe(true);
      expect(takes(null), `${name}: null`).toBe(false);
      if (field.type === 'choice') {
        for (const choice of field.choices) expect(takes(choice)).toBe(true);
        expect(takes('no such choice')).toBe(false);
      } else if (field.type !== 'switch') {
        const write = (value: number) => (field.type === 'axes' ? [value, value] : value);
        for (const value of [field.min, field.max]) expect(takes(write(value)), `${name}: ${value}`).toBe(true);
        for (const value of [field.min - 1, field.max + 1, Number.NaN, Number.POSITIVE_INFINITY])
          expect(takes(write(value)), `${name}: ${value}`).toBe(false);
        if (field.type !== 'number') expect(takes(write(field.min + 0.5)), `${name}: half`).toBe(false);
        if (field.type === 'axes') expect(takes([field.min]), `${name}: one axis`).toBe(false);
      }
    }
  });

  test('refuses in both languages, with nothing left to fill in, and names a parameter of its own', () => {
    const provoked = new Set<string>();
    fc.assert(
      fc.property(layers(kind), ({ params, ins }) => {
        const refusal = kind.inferShape(params, ins);
        if (!(refusal instanceof Refusal)) return;
        provoked.add(refusal.code);
        for (const lang of LANGS) {
          const sentence = say(kind.words, refusal.code, refusal.values, lang);
          expect(sentence, `${refusal.code} in ${lang}`).toBeDefined();
          expect(placeholders(sentence ?? '')).toEqual([]);
          expect(sentence).not.toMatch(/undefined|NaN|Infinity|object/);
        }
        if (refusal.param !== undefined) expect([...fieldsOf(kind.params).keys()]).toContain(refusal.param);
      }),
      { numRuns: 1_000 },
    );
    expect([...provoked].sort()).toEqual(peculiarOf(kind).refusals);
  });

  test('explains its size by a formula that comes to it', () => {
    let explained = 0;
    const { ends } = peculiarOf(kind);
    fc.assert(
      fc.property(layers(kind), ({ params, ins }) => {
        const out = kind.inferShape(params, ins);
        if (out instanceof Refusal) return;
        explained += 1;
        expect([...out].every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
        const formula = kind.explain(params, ins, out);
        expect(formula.letters).not.toBe('');
        expect(endsWanted(ends, out)).toContainEqual(endsOf(formula));
        if (ends === 'unchanged') expect(sameShape(out, ins[0] ?? [0])).toBe(true);
        for (const line of formula.numbers) {
          const [left = '', right] = line.split(' = ');
          if (right !== undefined) expect(valueOfSide(left), line).toBe(Number(right));
        }
      }),
      { numRuns: 500 },
    );
    expect(explained).toBeGreaterThan(10);
  });

  test('sums up and counts any parameters, and writes their source', () => {
    fc.assert(
      fc.property(paramsArbitrary(kind, { whole: true }), layers(kind), (any, { params, ins }) => {
        for (const part of [...kind.summary(any), ...kind.summary(params)]) expect(part).not.toMatch(/undefined|NaN|^$/);
        const out = kind.inferShape(params, ins);
        if (out instanceof Refusal) return;
        const flops = kind.flops(params, ins, out);
        expect(Number.isFinite(flops) && flops >= 0).toBe(true);
        for (const { shape, init } of kind.weights(params, ins)) {
          expect(shape.every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
          expect(
            z.union([z.object({ uniform: z.number().positive() }), z.object({ constant: z.number() })]).safeParse(init).success,
          ).toBe(true);
        }
        const reason = kind.stock(params, ins);
        if (reason !== true) for (const lang of LANGS) expect(reason[lang].trim()).not.toBe('');
        const { pytorch, keras } = kind.source;
        const inputs = ins.map((_, port) => `x${port}`);
        const torch = pytorch(params, ins);
        for (const text of [torch.module ?? '-', torch.forward('self.layer', inputs), keras(params, ins).call('layer', inputs)])
          expect(text).not.toMatch(/undefined|NaN|Infinity|\[object|^$/);
      }),
      { numRuns: 300 },
    );
  });
});
