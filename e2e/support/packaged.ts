import { fileURLToPath } from 'node:url';

/** The executable of the app that `npm run package -- --dir` makes. */
export const PACKAGED = fileURLToPath(new URL('../../dist/package/linux-unpacked/patchbay', import.meta.url));
