import { type CodeOf, defineMessages, type LocalizedText, localize, type Values } from '../../../shared/i18n/i18n';

export const BACKEND_MESSAGES = defineMessages({
  en: {
    // The reason for a backend
    asked: '{library} was requested.',
    nativeReady: 'libtensorflow is installed on this machine, and is the fastest backend.',
    wasmBecause: 'libtensorflow cannot be used here. {why}',

    // The way to a faster one
    fasterHere: 'libtensorflow is installed here and is several times as fast: choose native, or leave the choice to Patchbay.',
    fasterSetUp: 'libtensorflow is several times as fast. {how}',
    fasterMended: 'libtensorflow is several times as fast: once that is fixed, choose native, and it is installed.',
    fasterAfter: 'libtensorflow is several times as fast. To install it, fix this first: {why}',

    // Steps of the set-up
    'step.wait': 'Waiting for another Patchbay that is installing libtensorflow ({holder})',
    'step.ordinary': 'Downloading libtensorflow from its own address',
    'step.wheel': 'Downloading libtensorflow from the Python package index',
    'step.verify': 'Verifying the download',
    'step.unpack': 'Unpacking libtensorflow',
    'step.compile': 'Compiling the binding between Node and libtensorflow',
    'step.probe': 'Testing libtensorflow',
    'step.measure': "Timing oneDNN's kernels against TensorFlow's own: about ten seconds",

    // Errors
    notSetUp: 'libtensorflow is not installed on this machine.',
    platform: 'There is no libtensorflow for {platform} ({arch}).',
    wheelPlatform: 'The package tensorflow-cpu is used on Linux alone (x64, glibc {glibc} or newer).',
    noSources: 'The npm package {name} is not installed. Run npm ci.',
    noPython: 'Python 3 was not found: neither python3 nor python starts. On Debian and Ubuntu: apt install python3-pip.',
    noPip: 'Python has no pip ({python}). On Debian and Ubuntu: apt install python3-pip.',
    noCompiler: 'No C++ compiler was found, neither g++ nor clang++. On Debian and Ubuntu: apt install g++.',
    noSpace: 'Not enough disk space in {folder}: {needed} are needed, {free} are free. Make room, and try again.',
    diskFull: 'The disk of {folder} is full. Make room, and try again.',
    folder: '{folder} cannot be written ({reason}). Check its permissions.',
    ordinary: 'The download of libtensorflow from its own address failed ({reason}).',
    ordinaryTimeout: 'The download of libtensorflow from its own address made no progress for {seconds} s.',
    pip: 'pip could not download {name} ({reason}).',
    pipTimeout: 'pip made no progress for {seconds} s.',
    checksum: 'The file that pip downloaded for {name} has the wrong SHA-256, and was not used.',
    unpack: 'The package {name} could not be unpacked ({reason}).',
    compile: 'The binding could not be compiled with {compiler} ({reason}).',
    crashed: 'libtensorflow does not run on this machine: a test process ended with {reason}.',
    wrong: 'libtensorflow gives wrong results on this machine: {reason}.',
    bothFailed: '{first} {second}',
    failedBefore: '{why} (The installation is tried again tomorrow, or at once if you choose native.)',
    unexpected: 'An unexpected error: {reason}',
    thread: 'libtensorflow runs only in the main thread of a process.',
    settled: '{library} already runs in this process with {threads} threads. For other settings, start another process.',
    wasmMemory: "WebAssembly's memory of {most} is full. Use a smaller batch.",
    wasmFails: 'The WebAssembly backend of tfjs does not start ({reason}).',

    // Lines of `patchbay doctor`
    'has.native': '{library}, in {folder} ({disk})',
    'has.oneDnn': "oneDNN's kernels are on: a convolution and its gradients take {on} ms with them, {off} ms without.",
    'has.oneDnnOff': "oneDNN's kernels are off: a convolution and its gradients take {on} ms with them, {off} ms without.",
    'has.oneDnnUnsure':
      'The machine may have been busy during that measurement, so the default is used. To measure again: patchbay doctor --measure',
    'has.wasm': '{library}, from npm',
    'has.python': 'Python with pip: {python}',
    'has.compiler': 'C++ compiler: {compiler}',
    'has.space': '{free} free in {folder}',
    'how.wheel': 'Choose native, and it is installed: {size} to download, {disk} on disk, about a minute.',
    'how.ordinary': 'Choose native, and it is downloaded from its own address.',
    'why.last': 'The last attempt failed: {why}',
  },
  es: {
    asked: 'Se pidió {library}.',
    nativeReady: 'libtensorflow está instalado en esta máquina, y es el motor más rápido.',
    wasmBecause: 'Aquí no se puede usar libtensorflow. {why}',

    fasterHere: 'libtensorflow está instalado aquí y es varias veces más rápido: elija native, o deje que elija Patchbay.',
    fasterSetUp: 'libtensorflow es varias veces más rápido. {how}',
    fasterMended: 'libtensorflow es varias veces más rápido: una vez resuelto eso, elija native y se instala.',
    fasterAfter: 'libtensorflow es varias veces más rápido. Para instalarlo, resuelva antes esto: {why}',

    'step.wait': 'Esperando a otro Patchbay que está instalando libtensorflow ({holder})',
    'step.ordinary': 'Descargando libtensorflow de su propia dirección',
    'step.wheel': 'Descargando libtensorflow del índice de paquetes de Python',
    'step.verify': 'Verificando la descarga',
    'step.unpack': 'Desempaquetando libtensorflow',
    'step.compile': 'Compilando el enlace entre Node y libtensorflow',
    'step.probe': 'Probando libtensorflow',
    'step.measure': 'Midiendo los kernels de oneDNN frente a los de TensorFlow: unos diez segundos',

    notSetUp: 'libtensorflow no está instalado en esta máquina.',
    platform: 'No hay libtensorflow para {platform} ({arch}).',
    wheelPlatform: 'El paquete tensorflow-cpu solo se usa en Linux (x64, glibc {glibc} o posterior).',
    noSources: 'El paquete de npm {name} no está instalado. Ejecute npm ci.',
    noPython: 'No se encontró Python 3: no arranca ni python3 ni python. En Debian y Ubuntu: apt install python3-pip.',
    noPip: 'Python no tiene pip ({python}). En Debian y Ubuntu: apt install python3-pip.',
    noCompiler: 'No se encontró un compilador de C++, ni g++ ni clang++. En Debian y Ubuntu: apt install g++.',
    noSpace: 'No hay suficiente espacio en {folder}: hacen falta {needed}, quedan {free}. Libere espacio e intente de nuevo.',
    diskFull: 'El disco de {folder} está lleno. Libere espacio e intente de nuevo.',
    folder: 'No se puede escribir en {folder} ({reason}). Revise sus permisos.',
    ordinary: 'Falló la descarga de libtensorflow desde su propia dirección ({reason}).',
    ordinaryTimeout: 'La descarga de libtensorflow desde su propia dirección no avanzó en {seconds} s.',
    pip: 'pip no pudo descargar {name} ({reason}).',
    pipTimeout: 'pip no avanzó en {seconds} s.',
    checksum: 'El archivo que pip descargó para {name} tiene un SHA-256 incorrecto, y no se usó.',
    unpack: 'No se pudo desempaquetar el paquete {name} ({reason}).',
    compile: 'No se pudo compilar el enlace con {compiler} ({reason}).',
    crashed: 'libtensorflow no funciona en esta máquina: un proceso de prueba terminó con {reason}.',
    wrong: 'libtensorflow da resultados incorrectos en esta máquina: {reason}.',
    bothFailed: '{first} {second}',
    failedBefore: '{why} (La instalación se intenta de nuevo mañana, o de inmediato si elige native.)',
    unexpected: 'Un error inesperado: {reason}',
    thread: 'libtensorflow solo funciona en el hilo principal de un proceso.',
    settled: '{library} ya funciona en este proceso con {threads} hilos. Para otra configuración, inicie otro proceso.',
    wasmMemory: 'La memoria de WebAssembly, de {most}, está llena. Use un lote más pequeño.',
    wasmFails: 'El motor WebAssembly de tfjs no arranca ({reason}).',

    'has.native': '{library}, en {folder} ({disk})',
    'has.oneDnn':
      'Los kernels de oneDNN están activados: una convolución y sus gradientes tardan {on} ms con ellos y {off} ms sin ellos.',
    'has.oneDnnOff':
      'Los kernels de oneDNN están desactivados: una convolución y sus gradientes tardan {on} ms con ellos y {off} ms sin ellos.',
    'has.oneDnnUnsure':
      'La máquina pudo estar ocupada durante esa medición, así que se usa el valor por defecto. Para medir de nuevo: patchbay doctor --measure',
    'has.wasm': '{library}, de npm',
    'has.python': 'Python con pip: {python}',
    'has.compiler': 'Compilador de C++: {compiler}',
    'has.space': '{free} libres en {folder}',
    'how.wheel': 'Elija native y se instala: {size} de descarga, {disk} en disco, cerca de un minuto.',
    'how.ordinary': 'Elija native y se descarga desde su propia dirección.',
    'why.last': 'El último intento falló: {why}',
  },
});

export type BackendCode = CodeOf<typeof BACKEND_MESSAGES>;

/** A message about backends in every language. */
export const textOf = (code: BackendCode, values: Values = {}): LocalizedText => localize(BACKEND_MESSAGES, code, values);

/** A number of bytes with a unit: 274 MB. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const unit = Math.min(Math.floor(Math.log10(Math.max(count, 1)) / 3), units.length - 1);
  const value = count / 1000 ** unit;
  return `${value < 10 && unit > 2 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
