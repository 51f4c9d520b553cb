import type { Configuration } from 'electron-builder';

/**
 * electron-builder's configuration. The page, the main process and the engine are bundles, so no node_modules are packaged. The
 * engine's packages, with libtensorflow and tfjs's WebAssembly, are outside the archive, since they must be real files.
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
  // A folder from elsewhere is matched by its source path.
  asarUnpack: ['dist/electron/packages/**', 'dist/native/**', '**/*.node', '**/*.so*', '**/*.dll', '**/*.dylib'],
  npmRebuild: false,
  // Only English and Spanish: Chromium's other locales are left out.
  electronLanguages: ['en-US', 'es', 'es-419'],
  // The executable does not run scripts as Node, and takes no options of Node from the environment.
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
    // Associates windows with the launcher's desktop entry.
    syncDesktopName: true,
  },
  mac: { target: ['dmg', 'zip'], category: 'public.app-category.education', icon: 'dist/icons/icon.png', identity: null },
  win: { target: ['nsis'], icon: 'dist/icons/icon.png' },
  nsis: { oneClick: false, allowToChangeInstallationDirectory: true, license: 'LICENSE' },
};
