import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { needs } from '../../../../e2e/support/needs';
import type { TorchLayerCase } from '../../../../shared/layers/golden/torch';
import { backendTests } from '../../golden/backend-cases';
import type { Backend } from '../backend';
import { findNative } from '../setup/native-setup';
import { openNative } from './native';

const native = await findNative().catch(() => undefined);

/**
 * Tests of libtensorflow under tfjs, where it is set up. The library chooses between oneDNN's kernels and its own when it is loaded,
 * so each choice takes a process, which is a test file.
 */
export function nativeTests(oneDnn: boolean): void {
  describe(`libtensorflow, oneDNN ${oneDnn ? 'on' : 'off'}`, needs('native'), () => {
    let opened: Promise<Backend> | undefined;
    const open = () => {
      if (!native) throw new Error('libtensorflow is not set up');
      opened ??= openNative(native, { threads: 2, oneDnn });
      return opened;
    };
    backendTests(open, oneDnn ? isStridedPointwise : undefined);

    test('says what it is', async () => {
      const { name, library, threads, oneDnn: used } = await open();
      expect({ name, library, threads, oneDnn: used }).toEqual({
        ...{ name: 'native', library: `libtensorflow ${native?.version}`, threads: 2, oneDnn },
      });
    });
  });
}

const windows = z.object({ kernel: z.array(z.number()), stride: z.array(z.number()) });

/**
 * A 1×1 convolution with a stride, for whose kernel oneDNN in TensorFlow 2.21 now and then gives a wrong gradient. The native plan,
 * which trains, avoids it, and is tested with such layers both with oneDNN and without.
 */
function isStridedPointwise({ kind, params }: TorchLayerCase): boolean {
  const found = windows.safeParse(kind === 'Conv2D' ? params : undefined);
  return found.success && found.data.kernel.every((size) => size === 1) && found.data.stride.some((step) => step > 1);
}
