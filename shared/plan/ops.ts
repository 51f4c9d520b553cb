/**
 * Attributes of TensorFlow's operations for its C API. Types of values and of attributes are the API's numbers
 * (tensorflow/c/tf_datatype.h and tf_attrtype.h), the same in every version.
 */

/** The types of values that plans work with. */
export type DType = 'float32' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'bool' | 'resource';

const DTYPES: Readonly<Record<DType, number>> = { float32: 1, int32: 3, int64: 9, uint8: 4, uint16: 17, bool: 10, resource: 20 };
const ATTRIBUTES = { text: 0, int: 1, float: 2, flag: 3, type: 4, shape: 5 } as const;

/** An attribute as the binding takes it. */
export interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: string | number | boolean | number[];
}

export const dtypeNumber = (type: DType): number => DTYPES[type];

export const text = (name: string, value: string): Attribute => ({ name, type: ATTRIBUTES.text, value });
export const int = (name: string, value: number): Attribute => ({ name, type: ATTRIBUTES.int, value });
export const ints = (name: string, value: readonly number[]): Attribute => ({ name, type: ATTRIBUTES.int, value: [...value] });
export const float = (name: string, value: number): Attribute => ({ name, type: ATTRIBUTES.float, value });
export const flag = (name: string, value: boolean): Attribute => ({ name, type: ATTRIBUTES.flag, value });
export const type = (name: string, value: DType): Attribute => ({ name, type: ATTRIBUTES.type, value: DTYPES[value] });
export const shapeOf = (name: string, value: readonly number[]): Attribute => ({
  name,
  type: ATTRIBUTES.shape,
  value: [...value],
});

export const cast = (from: DType, to: DType): readonly Attribute[] => [type('SrcT', from), type('DstT', to)];

/** The type of almost every operation here. */
export const FLOATS: readonly Attribute[] = [type('T', 'float32')];

/** Images are [N, H, W, C]. */
export const NHWC: Attribute = text('data_format', 'NHWC');
