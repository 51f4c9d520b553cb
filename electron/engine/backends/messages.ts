import type { LocalizedText, Messages, Values } from '../../../shared/i18n/i18n';
import { localized } from '../../../shared/i18n/message-error';

const EN = {
  // Why this backend
  asked: '{library} was asked for.',
  nativeReady: 'libtensorflow is set up on this machine, and is the fastest there is.',
  wasmBecause: 'libtensorflow cannot be used here. {why}',

  // How to get a faster one
  fasterHere: 'libtensorflow is set up here and is several times as fast: choose native, or leave the choice to Patchbay.',
  fasterSetUp: 'libtensorflow is several times as fast. {how}',
  fasterMended: 'libtensorflow is several times as fast: when that is put right, it is set up as soon as native is asked for.',
  fasterAfter: 'libtensorflow is several times as fast. What keeps it from being set up: {why}',

  // Steps of the set-up
  'step.wait': 'Another Patchbay is setting up libtensorflow ({holder}): waiting for it',
  'step.ordinary': 'Downloading libtensorflow from its own address',
  'step.wheel': 'Downloading libtensorflow from the Python package index',
  'step.verify': 'Checking what was downloaded',
  'step.unpack': 'Unpacking libtensorflow',
  'step.compile': 'Compiling the binding between Node and libtensorflow',
  'step.probe': 'Trying it',
  'step.measure': "Timing oneDNN's kernels beside TensorFlow's own: some ten seconds",

  // Why not
  notSetUp: 'libtensorflow is not set up on this machine.',
  platform: 'There is no libtensorflow for {platform} ({arch}).',
  wheelPlatform: 'The package tensorflow-cpu is only used on Linux (x64, glibc {glibc} or newer).',
  noSources: 'The package {name} is not installed.',
  noPython: 'There is no Python 3: neither python3 nor python can be started.',
  noPip: 'Python has no pip ({python}): on Debian and Ubuntu, apt install python3-pip.',
  noCompiler: 'There is no C++ compiler, neither g++ nor clang++: on Debian and Ubuntu, apt install g++.',
  noSpace: 'There is too little space in {folder}: {needed} are needed, {free} are free.',
  diskFull: 'The disk of {folder} is full.',
  folder: '{folder} cannot be written ({reason}).',
  ordinary: "libtensorflow's own download did not succeed ({reason}).",
  ordinaryTimeout: "libtensorflow's own download did not move for {seconds} s.",
  pip: 'pip could not download {name} ({reason}).',
  pipTimeout: 'pip did not move for {seconds} s.',
  checksum: 'What pip gave for {name} is not the file that is expected (its SHA-256 differs), and was not used.',
  unpack: 'The package {name} could not be unpacked ({reason}).',
  compile: 'The binding could not be compiled with {compiler} ({reason}).',
  crashed: 'libtensorflow does not run on this machine: a process that tried it ended with {reason}.',
  wrong: 'libtensorflow does not compute as it should on this machine: {reason}.',
  bothFailed: '{first} {second}',
  failedBefore: '{why} (It is tried again tomorrow, or at once when native is asked for.)',
  unexpected: 'Something went wrong that should not: {reason}',
  thread: 'libtensorflow runs in the main thread of a process alone.',
  settled: '{library} already runs in this process with {threads} threads: another choice needs another process.',
  wasmMemory: "WebAssembly's memory of {most} is full: a smaller batch needs less.",
  wasmFails: "tfjs's WebAssembly does not start ({reason}).",

  // What doctor says
  'has.native': '{library}, in {folder} ({disk})',
  'has.oneDnn': "oneDNN's kernels are on: a convolution and its gradients take {on} ms with them, {off} ms without.",
  'has.oneDnnOff': "oneDNN's kernels are off: a convolution and its gradients take {on} ms with them, {off} ms without.",
  'has.oneDnnUnsure':
    'The machine was busy, or may have been, when that was measured, so the default stays. To measure again: patchbay doctor --measure',
  'has.wasm': '{library}, from npm alone',
  'has.python': 'Python with pip: {python}',
  'has.compiler': 'C++ compiler: {compiler}',
  'has.space': '{free} free in {folder}',
  'how.wheel': 'It is set up here as soon as native is asked for: {size} to download, {disk} on disk, about a minute.',
  'how.ordinary': 'Ask for native, and its own download may set it up here.',
  'why.last': 'The last attempt failed: {why}',
};

export type BackendCode = keyof typeof EN;

const ES: Readonly<Record<BackendCode, string>> = {
  asked: 'Se pidió {library}.',
  nativeReady: 'libtensorflow está instalado en esta máquina, y es lo más rápido que hay.',
  wasmBecause: 'Aquí no se puede usar libtensorflow. {why}',

  fasterHere: 'libtensorflow está instalado aquí y es varias veces más rápido: elija native, o deje que elija Patchbay.',
  fasterSetUp: 'libtensorflow es varias veces más rápido. {how}',
  fasterMended: 'libtensorflow es varias veces más rápido: cuando eso se arregle, se instala en cuanto se pida native.',
  fasterAfter: 'libtensorflow es varias veces más rápido. Lo que impide instalarlo: {why}',

  'step.wait': 'Otro Patchbay está instalando libtensorflow ({holder}): se lo espera',
  'step.ordinary': 'Descargando libtensorflow de su propia dirección',
  'step.wheel': 'Descargando libtensorflow del índice de paquetes de Python',
  'step.verify': 'Comprobando lo descargado',
  'step.unpack': 'Desempaquetando libtensorflow',
  'step.compile': 'Compilando el enlace entre Node y libtensorflow',
  'step.probe': 'Probándolo',
  'step.measure': 'Midiendo los núcleos de oneDNN frente a los propios de TensorFlow: unos diez segundos',

  notSetUp: 'libtensorflow no está instalado en esta máquina.',
  platform: 'No hay libtensorflow para {platform} ({arch}).',
  wheelPlatform: 'El paquete tensorflow-cpu solo se usa en Linux (x64, glibc {glibc} o posterior).',
  noSources: 'El paquete {name} no está instalado.',
  noPython: 'No hay Python 3: no se puede iniciar ni python3 ni python.',
  noPip: 'Python no tiene pip ({python}): en Debian y Ubuntu, apt install python3-pip.',
  noCompiler: 'No hay compilador de C++, ni g++ ni clang++: en Debian y Ubuntu, apt install g++.',
  noSpace: 'Hay poco espacio en {folder}: hacen falta {needed}, quedan {free}.',
  diskFull: 'El disco de {folder} está lleno.',
  folder: 'No se puede escribir en {folder} ({reason}).',
  ordinary: 'La descarga propia de libtensorflow no tuvo éxito ({reason}).',
  ordinaryTimeout: 'La descarga propia de libtensorflow no avanzó en {seconds} s.',
  pip: 'pip no pudo descargar {name} ({reason}).',
  pipTimeout: 'pip no avanzó en {seconds} s.',
  checksum: 'Lo que pip dio como {name} no es el archivo esperado (su SHA-256 es otro), y no se usó.',
  unpack: 'No se pudo desempaquetar el paquete {name} ({reason}).',
  compile: 'No se pudo compilar el enlace con {compiler} ({reason}).',
  crashed: 'libtensorflow no funciona en esta máquina: un proceso que lo probó terminó con {reason}.',
  wrong: 'libtensorflow no calcula como debe en esta máquina: {reason}.',
  bothFailed: '{first} {second}',
  failedBefore: '{why} (Se intenta de nuevo mañana, o en el acto al pedir native.)',
  unexpected: 'Algo falló que no debía: {reason}',
  thread: 'libtensorflow solo funciona en el hilo principal de un proceso.',
  settled: '{library} ya funciona en este proceso con {threads} hilos: otra elección necesita otro proceso.',
  wasmMemory: 'La memoria de WebAssembly, de {most}, está llena: un batch más pequeño necesita menos.',
  wasmFails: 'El WebAssembly de tfjs no arranca ({reason}).',

  'has.native': '{library}, en {folder} ({disk})',
  'has.oneDnn':
    'Los núcleos de oneDNN están activados: una convolución y sus gradientes tardan {on} ms con ellos y {off} ms sin ellos.',
  'has.oneDnnOff':
    'Los núcleos de oneDNN están desactivados: una convolución y sus gradientes tardan {on} ms con ellos y {off} ms sin ellos.',
  'has.oneDnnUnsure':
    'La máquina estaba ocupada, o pudo estarlo, cuando se midió, así que queda el valor por defecto. Para medir de nuevo: patchbay doctor --measure',
  'has.wasm': '{library}, solo con npm',
  'has.python': 'Python con pip: {python}',
  'has.compiler': 'Compilador de C++: {compiler}',
  'has.space': '{free} libres en {folder}',
  'how.wheel': 'Se instala aquí en cuanto se pida native: {size} de descarga, {disk} en disco, cerca de un minuto.',
  'how.ordinary': 'Al pedir native, su propia descarga puede instalarlo aquí.',
  'why.last': 'El último intento falló: {why}',
};

export const BACKEND_MESSAGES: Messages<BackendCode> = { en: EN, es: ES };

/** A message about backends in every language. */
export const textOf = (code: BackendCode, values: Values = {}): LocalizedText => localized(BACKEND_MESSAGES, code, values);

/** A number of bytes for a person to read: 274 MB. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  const value = count / 1000 ** unit;
  return `${value < 10 && unit > 2 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
