import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { layerArbitrary, paramsArbitrary, type RandomLayer } from '../graph/random';
import { LANGS, lookUp } from '../i18n/i18n';
import { KINDS, kindOf } from './index';
import { type Formula, type LayerKind, ShapeError } from './support/kind';
import { fieldsOf } from './support/params';
import { channelsOf, formatShape, isImage, type Shape, sameShape, volume } from './support/shape';

/** The results of a formula's lines, after the last = or →. */
const endsOf = ({ numbers }: Formula) => numbers.map((line) => line.split(/[=→] ?/).at(-1));

/** The results that a formula can have for a size. Equal axes share one line. */
const EXPLAINED: Readonly<Record<string, (out: Shape, ins: readonly Shape[]) => readonly string[] | undefined>> = {
  size: (out) => [formatShape(out)],
  axes: (out) => (isImage(out) ? [...new Set([String(out[0]), String(out[1])])] : undefined),
  channels: (out) => [String(channelsOf(out))],
  volume: (out) => [String(volume(out))],
  unchanged: (out, ins) => (sameShape(out, ins[0] ?? [0]) ? [] : undefined),
};

/** Evaluates one side of a line: numbers, + − · /, floor(…) and ceil(…). */
function valueOfSide(text: string): number {
  const tokens = text.match(/\d+|floor|ceil|[()+−·/]/g) ?? [];
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
    if (token === 'ceil') return Math.ceil(factor());
    if (token !== '(') return Number(token);
    const value = sum();
    tokens.shift();
    return value;
  };
  return sum();
}

const placeholders = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();

/** Small layers, which mostly fit, and any that a kind allows. */
const layers = (kind: LayerKind): fc.Arbitrary<RandomLayer> =>
  fc.oneof(layerArbitrary([kind]), layerArbitrary([kind], { whole: true }));

const here = new URL('.', import.meta.url);

/** The files and folders of the kinds of layer, without the registry and shared code. */
const modules = readdirSync(here, { withFileTypes: true }).flatMap((entry) => {
  if (entry.isDirectory())
    return ['support', 'golden', 'activations', 'convolution'].includes(entry.name) ? [] : [`${entry.name}/${entry.name}.ts`];
  return /^(?!index\.|.*\.test\.).*\.ts$/.test(entry.name) ? [entry.name] : [];
});

describe('the registry', () => {
  test.each(modules)('lists %s', async (file) => {
    const exports: Readonly<Record<string, unknown>> = await import(`../layers/${file}`);
    const kinds = Object.values(exports).filter((one) => typeof one === 'object' && one !== null && 'inferShape' in one);
    expect(kinds, `${file} exports one kind`).toHaveLength(1);
    expect(KINDS, `the kind of ${file} is in index.ts`).toContain(kinds[0]);
  });

  test('has no entries besides these files', () => {
    expect(KINDS).toHaveLength(modules.length);
  });

  test('has unique names, and finds kinds by name', () => {
    for (const kind of KINDS) expect(kindOf(kind.kind)).toBe(kind);
    expect(kindOf('constructor')).toBeUndefined();
  });

  test('suggests only existing kinds', () => {
    for (const { kind, next, follows = [] } of KINDS)
      for (const other of [...next, ...follows]) expect(kindOf(other), `${other}, named by ${kind}`).toBeDefined();
  });
});

describe.each(KINDS.map((kind) => ({ kind, name: kind.kind })))('$name', ({ kind }) => {
  test('has the same messages in both languages', () => {
    const { en, es } = kind.words;
    expect(Object.keys(es).sort()).toEqual(Object.keys(en).sort());
    for (const code of Object.keys(en)) expect(placeholders(es[code] ?? ''), code).toEqual(placeholders(en[code] ?? ''));
    for (const lang of LANGS) {
      for (const [code, text] of Object.entries(kind.words[lang])) expect(text.trim(), `${lang} ${code}`).not.toBe('');
      expect(Object.keys(kind.words[lang])).toEqual(expect.arrayContaining(['label', 'doc', 'source']));
    }
  });

  test('has a field with texts for each parameter, and accepts its range and default only', () => {
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
        const pair = (value: number) => [value, value];
        const write = (value: number) =>
          field.type === 'axes' ? pair(value) : field.type === 'sides' ? [pair(value), pair(value)] : value;
        for (const value of [field.min, field.max]) expect(takes(write(value)), `${name}: ${value}`).toBe(true);
        for (const value of [field.min - 1, field.max + 1, Number.NaN, Number.POSITIVE_INFINITY])
          expect(takes(write(value)), `${name}: ${value}`).toBe(false);
        if (field.type !== 'number') expect(takes(write(field.min + 0.5)), `${name}: half`).toBe(false);
        if (field.type === 'axes') expect(takes([field.min]), `${name}: one axis`).toBe(false);
      }
    }
  });

  test('has complete error messages in both languages, which name one of its parameters', () => {
    const provoked = new Set<string>();
    fc.assert(
      fc.property(layers(kind), ({ params, ins }) => {
        const refusal = kind.inferShape(params, ins);
        if (!(refusal instanceof ShapeError)) return;
        provoked.add(refusal.code);
        for (const lang of LANGS) {
          const sentence = lookUp(kind.words, refusal.code, refusal.values, lang);
          expect(sentence, `${refusal.code} in ${lang}`).toBeDefined();
          expect(placeholders(sentence ?? '')).toEqual([]);
          expect(sentence).not.toMatch(/undefined|NaN|Infinity|object/);
        }
        if (refusal.param !== undefined) expect([...fieldsOf(kind.params).keys()]).toContain(refusal.param);
      }),
      { numRuns: 4_000 },
    );
    fc.assert(
      fc.property(paramsArbitrary(kind), (params) => {
        const mistake = kind.asOutput?.(params);
        if (!mistake) return;
        provoked.add(mistake.code);
        for (const lang of LANGS)
          expect(placeholders(lookUp(kind.words, mistake.code, mistake.values, lang) ?? '{}')).toEqual([]);
      }),
    );
    const codes = Object.keys(kind.words.en).filter((code) => !['label', 'doc', 'source'].includes(code));
    expect([...provoked].sort(), 'every code that has words').toEqual(codes.sort());
  });

  test('has a formula that evaluates to its output size', () => {
    let explained = 0;
    const readings = new Set(Object.keys(EXPLAINED));
    fc.assert(
      fc.property(layers(kind), ({ params, ins }) => {
        const out = kind.inferShape(params, ins);
        if (out instanceof ShapeError) return;
        explained += 1;
        expect([...out].every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
        const formula = kind.explain(params, ins, out);
        expect(formula.letters).not.toBe('');
        // Equal axes may have a line each.
        const ends = [...new Set(endsOf(formula))].join();
        for (const reading of readings) if (EXPLAINED[reading]?.(out, ins)?.join() !== ends) readings.delete(reading);
        for (const line of formula.numbers) {
          const [left = '', right] = line.split(' = ');
          if (right !== undefined) expect(valueOfSide(left), line).toBe(Number(right));
        }
      }),
      { numRuns: 500 },
    );
    expect(explained).toBeGreaterThan(10);
    expect([...readings], 'the lines always end in the size, or its axes, its channels or its volume').not.toEqual([]);
  });

  test('has a summary, counts and source for any parameters', () => {
    fc.assert(
      fc.property(paramsArbitrary(kind, { whole: true }), layers(kind), (any, { params, ins }) => {
        for (const part of [...kind.summary(any), ...kind.summary(params)]) expect(part).not.toMatch(/undefined|NaN|^$/);
        const out = kind.inferShape(params, ins);
        if (out instanceof ShapeError) return;
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
