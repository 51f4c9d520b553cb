import type { Builder, Value } from './builder';
import { FLOATS, flag } from './ops';
import { reshaped } from './reshaping';
import { type Stage, stage } from './stage';

/** A matrix by rows. */
export type Matrix = readonly (readonly number[])[];

/** The matrices that an image's rows and columns are multiplied by: each row of a matrix gives one row, or column, of the output. */
export interface Resampling {
  readonly rows: Matrix;
  readonly columns: Matrix;
}

/** Multiplies the rows and the columns of an image [N, H, W, C] by a matrix each. */
export function resampleStage({ rows, columns }: Resampling): Stage {
  return stage((b, x) => ({
    out: alongWidth(b, alongHeight(b, x, rows, false), columns, false),
    backward: (gradient) => alongHeight(b, alongWidth(b, gradient, columns, true), rows, true),
  }));
}

/** @param turned true for the transposed matrix, which gives the gradient */
function alongHeight(b: Builder, x: Value, matrix: Matrix, turned: boolean): Value {
  const [count = 0, height = 0, width = 0, channels = 0] = x.shape;
  const product = times(b, matrix, reshaped(b, x, [count, height, width * channels]), turned);
  return reshaped(b, product, [count, product.shape[1] ?? 0, width, channels]);
}

function alongWidth(b: Builder, x: Value, matrix: Matrix, turned: boolean): Value {
  const [count = 0, height = 0, width = 0, channels = 0] = x.shape;
  const product = times(b, matrix, reshaped(b, x, [count * height, width, channels]), turned);
  return reshaped(b, product, [count, height, product.shape[1] ?? 0, channels]);
}

/** The product of a matrix and each matrix of a batch. */
function times(b: Builder, matrix: Matrix, x: Value, turned: boolean): Value {
  const [count = 0, , columns = 0] = x.shape;
  const [height, width] = [matrix.length, matrix[0]?.length ?? 0];
  const values = b.constant('float32', [1, height, width], Float32Array.from(matrix.flat()));
  const attributes = [...FLOATS, flag('adj_x', turned), flag('adj_y', false)];
  return b.op('BatchMatMulV2', attributes, [values, x], [count, turned ? width : height, columns]);
}
