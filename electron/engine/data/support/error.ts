import { type CodeOf, defineMessages } from '../../../../shared/i18n/i18n';
import { printable } from '../../../../shared/i18n/issues';
import { messageErrorOf } from '../../../../shared/i18n/message-error';
import { type SystemProblem, systemCode, systemProblem } from '../../../files/system-error';

/** Each message ends with the way out. */
export const DATA_MESSAGES = defineMessages({
  en: {
    // Files.
    notFound: 'There is no file {file}. Check its name, or choose another folder.',
    noFolder: 'There is no folder {file}. Check its name, or choose another one.',
    folder: '{file} is a folder, and a file is needed. Choose a file in it.',
    notRegular: '{file} is not a regular file. Copy its content into one, and choose that.',
    noPermission: 'You have no permission to open {file}. Change its permissions, or copy it to a folder of yours.',
    unreadable: '{file} could not be read ({reason}). Check the disk that it is on, or copy the file again.',
    unwritable: '{file} could not be written ({reason}). Make room on its disk, or check the permissions of its folder.',
    tooLarge: '{file} has {found} bytes, and may have at most {most}. Make it smaller, or split it.',
    stopped: 'Reading the data was cancelled. Nothing was changed.',

    // IDX.
    corruptGzip: '{file} is damaged: it cannot be decompressed ({reason}). Download or copy it again.',
    truncatedGzip: '{file} is incomplete: its gzip data end too early. Download or copy it again.',
    notIdx:
      '{file} is not an IDX file: it begins with {found}, and IDX begins with 00 00 08. Choose an IDX file of bytes, .gz or not.',
    idxType: '{file} contains {type}, and only IDX files of bytes (0 to 255) can be read. Convert its values to bytes.',
    imagesExpected:
      '{file} contains labels (1 axis), and images (3 or 4 axes) are needed. The two files may be swapped: check their names.',
    labelsExpected:
      '{file} contains images ({axes} axes), and labels (1 axis) are needed. The two files may be swapped: check their names.',
    axes: '{file} has {axes} axes: images have 3 [n, height, width] or 4 [n, height, width, channels], labels have 1. Save it in one of these shapes.',
    noImages: '{file} contains no images: its shape is {sizes}. Choose another file.',
    noLabels: '{file} contains no labels. Choose another file.',
    imageSize: 'The images of {file} are {size}, and may be at most {most}. Make them smaller.',
    oversized:
      'The header of {file} announces {sizes}: {expected} bytes, and at most {most} are read. Use a smaller data set, or a part of it.',
    truncated:
      '{file} is incomplete: its header announces {sizes}, {expected} bytes, and there are {found}. Download or copy it again.',
    trailing: '{file} is too long: its header announces {sizes}, {expected} bytes, and more follow. Download or copy it again.',
    countsDiffer: '{images} has {imageCount} images and {labels} has {labelCount} labels. Choose two files that belong together.',
    labelRange:
      '{file}: label {index} is {label}, and labels go from 0 to {most}. Choose the labels that belong to these images.',
    sizesDiffer:
      'The images of {file} are {size}, and those of {other} are {otherSize}. Training and test images must have the same size.',
    idxFiles: 'In {folder}, {missing} is missing, .gz or not. Put it there under that name, or choose another folder.',
    noTest:
      '{folder} has no test images ({missing}). Put them there, or validate on a part of the training images (the setting "validation").',

    // A data set that is fetched.
    length: '{file} is not the file of that name: unpacked it has {found} bytes, and {expected} are expected. {advice}',
    longer: '{file} is not the file of that name: unpacked it has more than the {expected} bytes expected. {advice}',
    checksum: '{file} is not the file of that name: the SHA-256 of its content is {found}, and {expected} is expected. {advice}',
    http: '{address} answered with status {status}. Try again later, or from another network.',
    unreachable: '{address} could not be reached ({reason}). Check the network connection, and try again.',
    slow: '{address} sent nothing for {seconds} seconds. Check the network connection, and try again.',
    endless: '{address} had not finished after {seconds} seconds. Try again on a faster connection.',
    broken: 'The connection to {address} was lost after {found} bytes ({reason}). Try again.',
    tooMuch: '{address} sent more than {most} bytes: not the requested file. Try again later, or from another network.',
    aptMissing: 'This system has no apt. Get the data set another way.',
    aptNoPackage:
      'No source of apt has the package {package}. Add the sources of Debian ("main") or Ubuntu ("universe"), or get the data set another way.',
    aptUnreachable: 'apt could not reach its servers. Check the network connection, and the proxy in apt’s configuration.',
    aptStatus: 'A server of apt answered with status {status}. Try again later.',
    aptUnsigned: 'apt could not verify the signature of a source. Run "sudo apt update" to see which one.',
    aptDamaged: 'The checksum of a file that apt downloaded is wrong. Try again later.',
    aptSources: 'The list of apt’s sources has an error. Run "sudo apt update" to see where.',
    aptDisk: 'The disk is full. Make room, and try again.',
    aptFailed: 'apt failed ({how}). Run "sudo apt update" to see why.',
    packageDamaged: 'The package {package} is damaged, and cannot be unpacked. Try again later, or get the data set another way.',
    packageTooLarge:
      'The package {package} is not the expected one: {file} has more than {most} bytes. Get the data set another way.',
    packageLacks: 'The package {package} does not contain {file}. Get the data set another way.',
    noDataset:
      '{label} is not on this machine, and could not be fetched.\n{tried}\nDo one of these: on Debian or Ubuntu, install it with "sudo apt install {package}"; with a network connection, let Patchbay download it ({address}), or put its files into {folder}; or train on the generated garments, the data set "synthetic", which need no download.',
    fewer: 'There are {found} images in {part}, and {wanted} are requested. Request {found} at most.',
    noneLeft: 'Of {count} images, none would be left for {part}. Use more images, or validate on a smaller part of them.',
    unknownDataset: 'There is no data set {dataset}: there are {options}. Choose one of these.',
    needsFolder: 'The data set "idx" is read from a folder of yours, and none is given. Choose the folder.',
  },
  es: {
    notFound: 'No existe el archivo {file}. Revise su nombre, o elija otra carpeta.',
    noFolder: 'No existe la carpeta {file}. Revise su nombre, o elija otra.',
    folder: '{file} es una carpeta, y se necesita un archivo. Elija un archivo de ella.',
    notRegular: '{file} no es un archivo regular. Copie su contenido a uno, y elija ese.',
    noPermission: 'No tiene permiso para abrir {file}. Cambie sus permisos, o cópielo a una carpeta suya.',
    unreadable: 'No se pudo leer {file} ({reason}). Revise el disco en que está, o copie el archivo de nuevo.',
    unwritable: 'No se pudo escribir {file} ({reason}). Haga lugar en su disco, o revise los permisos de su carpeta.',
    tooLarge: '{file} tiene {found} bytes, y puede tener como máximo {most}. Redúzcalo, o divídalo.',
    stopped: 'Se canceló la lectura de los datos. No se cambió nada.',

    corruptGzip: '{file} está dañado: no se puede descomprimir ({reason}). Descárguelo o cópielo de nuevo.',
    truncatedGzip: '{file} está incompleto: sus datos gzip terminan antes de tiempo. Descárguelo o cópielo de nuevo.',
    notIdx:
      '{file} no es un archivo IDX: empieza con {found}, e IDX empieza con 00 00 08. Elija un archivo IDX de bytes, con o sin .gz.',
    idxType: '{file} contiene {type}, y solo se leen archivos IDX de bytes (0 a 255). Convierta sus valores a bytes.',
    imagesExpected:
      '{file} contiene etiquetas (1 eje), y se necesitan imágenes (3 o 4 ejes). Puede que los dos archivos estén intercambiados: revise sus nombres.',
    labelsExpected:
      '{file} contiene imágenes ({axes} ejes), y se necesitan etiquetas (1 eje). Puede que los dos archivos estén intercambiados: revise sus nombres.',
    axes: '{file} tiene {axes} ejes: las imágenes tienen 3 [n, alto, ancho] o 4 [n, alto, ancho, canales], las etiquetas 1. Guárdelo con una de estas formas.',
    noImages: '{file} no contiene imágenes: su forma es {sizes}. Elija otro archivo.',
    noLabels: '{file} no contiene etiquetas. Elija otro archivo.',
    imageSize: 'Las imágenes de {file} son de {size}, y pueden ser como máximo de {most}. Redúzcalas.',
    oversized:
      'El encabezado de {file} indica {sizes}: {expected} bytes, y se leen como máximo {most}. Use un conjunto de datos más pequeño, o una parte de él.',
    truncated:
      '{file} está incompleto: su encabezado indica {sizes}, {expected} bytes, y hay {found}. Descárguelo o cópielo de nuevo.',
    trailing:
      '{file} es demasiado largo: su encabezado indica {sizes}, {expected} bytes, y siguen más. Descárguelo o cópielo de nuevo.',
    countsDiffer:
      '{images} tiene {imageCount} imágenes y {labels} tiene {labelCount} etiquetas. Elija dos archivos que se correspondan.',
    labelRange:
      '{file}: la etiqueta {index} es {label}, y las etiquetas van de 0 a {most}. Elija las etiquetas que corresponden a estas imágenes.',
    sizesDiffer:
      'Las imágenes de {file} son de {size}, y las de {other} de {otherSize}. Las imágenes de entrenamiento y de prueba deben tener el mismo tamaño.',
    idxFiles: 'En {folder} falta {missing}, con o sin .gz. Póngalo allí con ese nombre, o elija otra carpeta.',
    noTest:
      '{folder} no tiene imágenes de prueba ({missing}). Póngalas allí, o valide con una parte de las imágenes de entrenamiento (el ajuste "validation").',

    length: '{file} no es el archivo de ese nombre: descomprimido tiene {found} bytes, y se esperan {expected}. {advice}',
    longer: '{file} no es el archivo de ese nombre: descomprimido tiene más de los {expected} bytes que se esperan. {advice}',
    checksum: '{file} no es el archivo de ese nombre: el SHA-256 de su contenido es {found}, y se espera {expected}. {advice}',
    http: '{address} respondió con el estado {status}. Pruebe más tarde, o desde otra red.',
    unreachable: 'No se pudo llegar a {address} ({reason}). Revise la conexión de red, y pruebe de nuevo.',
    slow: '{address} no envió nada durante {seconds} segundos. Revise la conexión de red, y pruebe de nuevo.',
    endless: '{address} no terminó después de {seconds} segundos. Pruebe de nuevo con una conexión más rápida.',
    broken: 'Se perdió la conexión con {address} después de {found} bytes ({reason}). Pruebe de nuevo.',
    tooMuch: '{address} envió más de {most} bytes: no es el archivo pedido. Pruebe más tarde, o desde otra red.',
    aptMissing: 'Este sistema no tiene apt. Consiga el conjunto de datos de otra manera.',
    aptNoPackage:
      'Ninguna fuente de apt tiene el paquete {package}. Agregue las fuentes de Debian ("main") o de Ubuntu ("universe"), o consiga el conjunto de datos de otra manera.',
    aptUnreachable: 'apt no pudo llegar a sus servidores. Revise la conexión de red, y el proxy en la configuración de apt.',
    aptStatus: 'Un servidor de apt respondió con el estado {status}. Pruebe más tarde.',
    aptUnsigned: 'apt no pudo verificar la firma de una fuente. Ejecute "sudo apt update" para ver de cuál.',
    aptDamaged: 'La suma de verificación de un archivo que apt descargó no es la correcta. Pruebe más tarde.',
    aptSources: 'La lista de fuentes de apt tiene un error. Ejecute "sudo apt update" para ver dónde.',
    aptDisk: 'El disco está lleno. Haga lugar, y pruebe de nuevo.',
    aptFailed: 'apt falló ({how}). Ejecute "sudo apt update" para ver por qué.',
    packageDamaged:
      'El paquete {package} está dañado, y no se puede desempaquetar. Pruebe más tarde, o consiga el conjunto de datos de otra manera.',
    packageTooLarge:
      'El paquete {package} no es el esperado: {file} supera los {most} bytes. Consiga el conjunto de datos de otra manera.',
    packageLacks: 'El paquete {package} no contiene {file}. Consiga el conjunto de datos de otra manera.',
    noDataset:
      '{label} no está en este equipo, y no se pudo conseguir.\n{tried}\nHaga una de estas cosas: en Debian o Ubuntu, instálelo con "sudo apt install {package}"; con una conexión de red, deje que Patchbay lo descargue ({address}), o ponga sus archivos en {folder}; o entrene con las prendas generadas, el conjunto de datos "synthetic", que no necesitan descarga.',
    fewer: 'Hay {found} imágenes en {part}, y se piden {wanted}. Pida {found} como máximo.',
    noneLeft: 'De {count} imágenes no quedaría ninguna para {part}. Use más imágenes, o valide con una parte menor.',
    unknownDataset: 'No hay un conjunto de datos {dataset}: hay {options}. Elija uno de ellos.',
    needsFolder: 'El conjunto de datos "idx" se lee de una carpeta suya, y no se indica ninguna. Elija la carpeta.',
  },
});

export type DataErrorCode = CodeOf<typeof DATA_MESSAGES>;

/** Data that cannot be read or fetched, with the way out. */
export class DataError extends messageErrorOf(DATA_MESSAGES) {
  override readonly name = 'DataError';
}

/** A file's name as it stands in a message. */
export const named = (file: string) => printable(file, 1_000);

/** The codes of reading's system errors; any other is `unreadable`. */
const READING: Partial<Record<SystemProblem, DataErrorCode>> = { missing: 'notFound', folder: 'folder', denied: 'noPermission' };

/** An error of the operating system as a `DataError`; any other error is a bug, and is returned as it is. */
export function asDataError(error: unknown, file: string, action: 'read' | 'write'): unknown {
  const problem = systemProblem(error);
  if (error instanceof DataError || problem === undefined) return error;
  const code = action === 'read' ? (READING[problem] ?? 'unreadable') : 'unwritable';
  return new DataError(code, { file: named(file), reason: systemCode(error) ?? problem }, { cause: error });
}
