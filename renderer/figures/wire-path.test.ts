import { describe, expect, it } from 'vitest';
import { NODE_SIZE, ROW_STEP, STEP } from '../../shared/graph/placement';
import { wirePath } from './wire-path';

/** The right and left ports of a node at a column and a row. */
const out = (column: number, row = 0) => ({ x: column * STEP + NODE_SIZE.width, y: row * ROW_STEP + NODE_SIZE.height / 2 });
const into = (column: number, row = 0) => ({ x: column * STEP, y: row * ROW_STEP + NODE_SIZE.height / 2 });

describe('the path of a wire', () => {
  it('is straight to a neighbour, with the size above a short wire', () => {
    expect(wirePath(out(0), into(1))).toMatchObject({ path: 'M168,74C180,74 180,74 192,74', label: { x: 180, y: 56 } });
    expect(wirePath(out(0), { ...into(1), x: into(1).x + 80 }).label.y).toBe(74);
  });

  it('has the size between the rows on the way to a branch', () => {
    const { label } = wirePath(out(0), into(1, 1));
    expect(label.x).toBe(180);
    expect(label.y).toBeGreaterThan(NODE_SIZE.height);
    expect(label.y).toBeLessThan(ROW_STEP);
  });

  it('leads over the nodes between', () => {
    expect(wirePath(out(0), into(2)).label.y).toBeLessThan(0);
  });

  it('leads to the next row through the gap between the rows', () => {
    const { label } = wirePath(out(4), into(0, 1));
    expect(label.y).toBeGreaterThan(NODE_SIZE.height);
    expect(label.y).toBeLessThan(ROW_STEP);
  });

  it('keeps close to its own row on the way to a branch or a row below that is not beside it', () => {
    const { label } = wirePath(out(0), into(3, 1));
    expect(label.y).toBeGreaterThan(NODE_SIZE.height);
    expect(label.y).toBeLessThan((NODE_SIZE.height + ROW_STEP) / 2);
  });

  it('leads back on the same row below its nodes, and up to an earlier row above its own', () => {
    expect(wirePath(out(2), into(0)).label.y).toBeGreaterThan(NODE_SIZE.height);
    expect(wirePath(out(2, 1), into(0)).label.y).toBeLessThan(ROW_STEP);
  });
});
