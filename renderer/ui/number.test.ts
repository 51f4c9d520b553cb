import { describe, expect, it } from 'vitest';
import { parseNumber, stepped } from './number';

const KERNEL = { min: 1, max: 255, whole: true };
const RATE = { min: 0, max: 1, whole: false };

describe('a number that is typed', () => {
  it('is read with a decimal comma and spaces', () => expect(parseNumber(' 0,25 ', RATE)).toBe(0.25));
  it.each(['', 'x', '0', '256', '2.5', '1e999'])('is refused as a kernel: %j', (text) => {
    expect(parseNumber(text, KERNEL)).toBeUndefined();
  });
});

describe('a step by keyboard', () => {
  it('is one, ten with Shift, and ends at the range', () => {
    expect(stepped(3, 'ArrowUp', false, KERNEL)).toBe(4);
    expect(stepped(3, 'ArrowUp', true, KERNEL)).toBe(13);
    expect(stepped(3, 'PageDown', false, KERNEL)).toBe(1);
    expect(stepped(3, 'End', false, KERNEL)).toBe(255);
    expect(stepped(3, 'a', false, KERNEL)).toBeUndefined();
  });
  it('leaves no rounding behind', () => expect(stepped(0.15, 'ArrowUp', false, RATE)).toBe(0.2));
});
