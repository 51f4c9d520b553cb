import { describe, expect, test } from 'vitest';
import { backendTests } from '../golden/backend-cases';
import type { Backend } from './backend';
import { openNative } from './native';
import { findNative } from './native-setup';

const native = await findNative().catch(() => undefined);

describe.skipIf(!native)('libtensorflow, where it is set up', () => {
  let opened: Promise<Backend> | undefined;
  const open = () => {
    if (!native) throw new Error('it is not set up');
    // With oneDNN, TensorFlow 2.21 now and then gives a wrong gradient of the kernel of a 1×1 convolution whose stride is more than 1.
    // The native plan, which trains, goes round it and is held to the same cases with oneDNN on; this is its reference.
    opened ??= openNative(native, { threads: 2, oneDnn: false });
    return opened;
  };
  backendTests(open);

  test('says what it is', async () => {
    const { name, library, threads, oneDnn } = await open();
    expect({ name, library, threads, oneDnn }).toEqual({
      ...{ name: 'native', library: `libtensorflow ${native?.version}`, threads: 2, oneDnn: false },
    });
  });
});
