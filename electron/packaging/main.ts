import path from 'node:path';
import { parseArgs } from 'node:util';
import { installedRuntime } from '../runtime';
import { makePackages, PACKAGE_OPTIONS } from './package';

// `npm run package [-- --dir] [--no-native]`: packages Patchbay with Electron's runtime for this system.
const { values } = parseArgs({ options: PACKAGE_OPTIONS });
const runtime = await installedRuntime();
if (runtime === undefined) {
  console.error(
    "Electron's runtime is not installed. Run `npm start` once where it can be downloaded, or try the packaging with the stand-in of the tests: `npm run package:standin`.",
  );
  process.exit(1);
}
await makePackages({ electronDist: path.dirname(runtime), dir: values.dir, native: !values['no-native'] });
