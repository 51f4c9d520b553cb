import { spawnSync } from 'node:child_process';

/** The first Python that can import numpy: those of the environment variables, then `python3`. */
export function pythonWithNumpy(): string | undefined {
  const candidates = [process.env['PATCHBAY_PYTHON_TORCH'], process.env['PATCHBAY_PYTHON_KERAS'], 'python3'];
  return candidates.find((python) => python && spawnSync(python, ['-c', 'import numpy'], { stdio: 'ignore' }).status === 0);
}
