import type { Configuration } from 'electron-builder';

/**
 * How Patchbay is packaged. The page, the main process and the engine are bundles of their own, so that no node_modules come along;
 * what has to be real files lies outside the archive: the engine's packages, with libtensorflow and tfjs's WebAssembly.
 */
export const CONFIG: Configuration = {
  appId: 'org.patchbay.Patchbay',
  productName: 'Patchbay',
  executableName: 'patchbay',
  copyright: 'MIT licence',
  directories: { output: 'dist/package', buildResources: 'dist/icons' },
  files: [
    'package.json',
    'LICENSE',
    'presets/*.json',
    'dist/electron/*.cjs',
    'dist/electron/packages/**',
    'dist/renderer/**',
    '!node_modules/**',
    { from: 'dist/native', to: 'dist/electron/packages/@tensorflow/tfjs-node', filter: ['**/*'] },
  ],
  asar: true,
  // A folder that is laid elsewhere is known by where it comes from.
  asarUnpack: ['dist/electron/packages/**', 'dist/native/**', '**/*.node', '**/*.so*', '**/*.dll', '**/*.dylib'],
  npmRebuild: false,
  // What a page may show is English and Spanish: Chromium's other words stay away.
  electronLanguages: ['en-US', 'es', 'es-419'],
  // The executable is Electron, and nothing else: it neither runs scripts as Node nor takes Node's options from outside.
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableCookieEncryption: true,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  fileAssociations: [
    {
      ext: 'patchbay.json',
      name: 'Patchbay document',
      description: 'Patchbay document',
      mimeType: 'application/vnd.patchbay+json',
      role: 'Editor',
    },
  ],
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Science',
    synopsis: 'Wire neural networks and train them on your own CPU',
    icon: 'dist/icons/icon.png',
    maintainer: 'Patchbay',
    // A window is known to be of what it was started from.
    syncDesktopName: true,
  },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.education', icon: 'dist/icons/icon.png', identity: null },
  win: { target: ['nsis'], icon: 'dist/icons/icon.png' },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, license: 'LICENSE' },
};
