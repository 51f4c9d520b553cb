const { readdirSync } = require('node:fs');
const path = require('node:path');

/**
 * The imports that are allowed between folders. They go one way:
 *
 *     renderer → shared ← files ← lock | run-folder | pictures ← engine ← services ← main | serve | cli
 *
 * Tests, and what stands beside them to help them, may import what they need; nothing else imports them.
 */
const TEST = '\\.test\\.ts$|^shared/graph/(edits/)?random(-edits)?\\.ts$|/worst-cases\\.ts$|/golden/|/testing\\.ts$|-cases\\.ts$';

/** The folders of shared/layers that kinds of layer share. */
const SHARED_BY_KINDS = ['activations', 'convolution', 'golden', 'support'];

/** The kinds of layer that are a folder, which are one step: a new one needs no line here. */
const KINDS = readdirSync(path.join(__dirname, 'shared/layers'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !SHARED_BY_KINDS.includes(entry.name))
  .map(({ name }) => `layers/${name}`);

/**
 * The folders of each world as a staircase, the topmost step first: a folder imports only from steps below its own, never from a
 * neighbour on its step. A folder is its own files, and each of its subfolders has a step of its own, unless `/**` joins them; `.` is
 * the world's root.
 */
const STAIRCASES = {
  renderer: [
    ['.'],
    ['app'],
    ['app/help'],
    ['commands'],
    ['canvas', 'inspector'],
    ['canvas/palette', 'canvas/summary'],
    ['documents/export', 'documents/gallery', 'documents/graph-tabs', 'documents/recovery'],
    ['documents'],
    ['runs/dock', 'runs/start'],
    ['runs/try-it'],
    ['runs/activations', 'runs/confusion', 'runs/list', 'runs/reconstructions'],
    ['runs/curves', 'runs/reports'],
    ['runs'],
    ['problems', 'setup'],
    ['editor'],
    ['host/files', 'figures'],
    ['host', 'ui'],
  ],
  shared: [
    ['export'],
    ['export/support'],
    ['host'],
    ['host/areas'],
    ['host/rpc'],
    ['graph/diagnosis'],
    ['graph/problems'],
    ['graph/fixes'],
    ['graph/differences'],
    ['graph/edits'],
    ['runs'],
    ['graph'],
    ['graph/migrations'],
    ['training'],
    ['training/losses'],
    ['training/datasets', 'training/optimizers', 'training/schedules', 'training/tasks'],
    ['layers'],
    KINDS,
    ['layers/convolution'],
    ['layers/activations'],
    ['layers/support'],
    ['plan'],
    ['registry'],
    ['i18n'],
  ],
  electron: [
    ['packaging'],
    ['.'],
    ['cli'],
    ['cli/commands'],
    ['cli/documents', 'cli/runs'],
    ['cli/command'],
    ['cli/output'],
    ['main', 'preload', 'serve'],
    ['services/host'],
    ['services/study'],
    ['services/report'],
    ['services/runs'],
    ['services'],
    ['engine/process'],
    ['engine/tasks'],
    ['engine/protocol', 'engine/session'],
    ['engine/native', 'engine/run'],
    ['engine/layers-model'],
    ['engine/training'],
    ['engine'],
    ['engine/data'],
    ['engine/data/sources'],
    ['engine/data/fetch'],
    ['engine/data/fetch/apt', 'engine/data/garments'],
    ['engine/data/support'],
    ['engine/backends/open'],
    ['engine/backends/setup', 'engine/backends/wasm-kernels'],
    ['engine/backends'],
    ['engine/system'],
    ['pictures', 'run-folder'],
    ['lock'],
    ['files'],
  ],
};

/** Patterns of the files of folders of a world. */
const filesOf = (world, folders) =>
  folders.map((folder) => {
    const name = path.posix.join(world, folder);
    return name.endsWith('/**') ? `^${name.slice(0, -2)}` : `^${name}/[^/]+$`;
  });

/** The rules of a staircase: one a folder, and one for folders that have no step. */
function staircase([world, steps]) {
  const downwards = steps.flatMap((step, index) => {
    const [upTo, below] = [steps.slice(0, index + 1).flat(), steps.slice(index + 1).flat()];
    return step.map((folder) => ({
      name: `downwards-from-${path.posix.join(world, folder).replace('/**', '')}`,
      comment: `A folder imports only from the steps below its own: ${below.join(', ') || 'none'}.`,
      severity: 'error',
      from: { path: filesOf(world, [folder]), pathNot: TEST },
      to: { path: filesOf(world, upTo), pathNot: filesOf(world, [folder]) },
    }));
  });
  const stepless = {
    name: `a-step-for-every-folder-of-${world}`,
    comment: 'Every folder has its step in STAIRCASES of .dependency-cruiser.cjs.',
    severity: 'error',
    from: {},
    to: { path: `^${world}/`, pathNot: [...filesOf(world, steps.flat()), '/golden/'] },
  };
  return [...downwards, stepless];
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      comment: 'Files that import one another in a circle can only be understood, and moved, together.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'nothing-missing',
      comment: 'Every import leads to a file or an installed package.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-import-of-tests',
      comment: 'A test stands at the end: nothing but another test needs it.',
      severity: 'error',
      from: { pathNot: `${TEST}|^e2e/` },
      to: { path: TEST },
    },
    {
      name: 'shared-stays-in-shared',
      comment: 'shared/ is what everything else stands on: it knows none of the other folders.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { path: '^(electron|renderer|presets|e2e)/' },
    },
    {
      name: 'shared-without-node',
      comment: 'shared/ runs in a page as well: no node: modules.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-needs-three-libraries',
      comment:
        'zod, jsonc-parser for the place of a mistake in a file, and d3-array for the ticks of charts; of tfjs shared/ knows only the types.',
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|jsonc-parser|d3-array)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'shared-types-of-tfjs-alone',
      comment: "The only types of another library in shared/ are tfjs's: no DOM library, no React.",
      severity: 'error',
      from: { path: '^shared/', pathNot: TEST },
      to: { path: 'node_modules/', pathNot: 'node_modules/(zod|jsonc-parser|d3-array|@tensorflow)/' },
    },
    {
      name: 'renderer-knows-shared-alone',
      comment: 'The page talks to the host through the API of shared/host.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { path: '^(electron|e2e)/' },
    },
    {
      name: 'renderer-without-node',
      comment: 'The page has no Node.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'services-know-the-protocol-of-the-engine',
      comment: 'A crash of the engine costs the engine: services talk to its process, and never load tfjs into their own.',
      severity: 'error',
      from: { path: '^electron/services/', pathNot: TEST },
      to: { path: '^electron/engine/(?!protocol/)' },
    },
    {
      name: 'hosts-know-services',
      comment:
        'main, preload, serve and cli are thin: what they do is in services and shared, and none knows another; one command of the cli starts the server.',
      severity: 'error',
      from: { path: '^electron/(main|preload|serve|cli)/', pathNot: TEST },
      to: { path: '^electron/(?!services/|files/|serve/server\\.ts$|$1/)' },
    },
    {
      name: 'electron-knows-shared-alone',
      comment: 'The page is built from renderer/, and started by its address.',
      severity: 'error',
      from: { path: '^electron/', pathNot: TEST },
      to: { path: '^(renderer|presets|e2e)/' },
    },
    {
      name: 'electron-in-its-place',
      comment: 'Only the window and its bridge know Electron: everything else also runs without it.',
      severity: 'error',
      from: { pathNot: '^electron/(main|preload)/|^e2e/' },
      to: { path: 'node_modules/electron/' },
    },
    {
      name: 'product-without-dev-tools',
      comment:
        'What a user runs is installed as a dependency; types may come from anywhere, and Electron is the runtime itself. Packaging and `npm run dev` are for developers.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: `${TEST}|^electron/(packaging/|dev\\.ts$)` },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'], pathNot: 'node_modules/(@types|electron)/' },
    },
    ...Object.entries(STAIRCASES).flatMap(staircase),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types as well: a type that a file needs is something that it knows.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
    // The rules' names and the two files are all that a reader needs.
    reporterOptions: { text: { highlightFocused: true } },
  },
};
