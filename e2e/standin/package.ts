import path from 'node:path';
import { parseArgs } from 'node:util';
import { makePackages, PACKAGE_OPTIONS } from '../../electron/packaging/package';
import { standinDistribution } from './distribution';

// `npm run package:standin [-- --dir] [--no-native]`: packages Patchbay with the stand-in for Electron, which runs on this machine only.
const { values } = parseArgs({ options: PACKAGE_OPTIONS });
const electronDist = await standinDistribution(path.resolve(import.meta.dirname, '../../dist/standin'));
await makePackages({ electronDist, dir: values.dir, native: !values['no-native'] });
