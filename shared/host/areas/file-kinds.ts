import type { LocalizedText } from '../../i18n/i18n';

/** The kinds of files that are saved or exported. */
export const FILE_KINDS = ['document', 'python', 'svg', 'png', 'json', 'csv', 'html'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** The label, extension and MIME type of a kind of file. */
export interface FileType {
  readonly label: LocalizedText;
  /** Without the dot before it. */
  readonly extension: string;
  readonly mime: string;
}

export const FILE_TYPES: Readonly<Record<FileKind, FileType>> = {
  document: {
    label: { en: 'Patchbay document', es: 'Documento de Patchbay' },
    extension: 'patchbay.json',
    mime: 'application/json',
  },
  python: { label: { en: 'Python script', es: 'Script de Python' }, extension: 'py', mime: 'text/x-python' },
  svg: { label: { en: 'SVG picture', es: 'Imagen SVG' }, extension: 'svg', mime: 'image/svg+xml' },
  png: { label: { en: 'PNG picture', es: 'Imagen PNG' }, extension: 'png', mime: 'image/png' },
  json: { label: { en: 'JSON', es: 'JSON' }, extension: 'json', mime: 'application/json' },
  csv: { label: { en: 'CSV table', es: 'Tabla CSV' }, extension: 'csv', mime: 'text/csv' },
  html: { label: { en: 'Web page', es: 'Página web' }, extension: 'html', mime: 'text/html' },
};

/** The name with the extension of its kind, unless it has it. A document may have any name that ends with .json. */
export function withExtension(name: string, kind: FileKind): string {
  const { extension } = FILE_TYPES[kind];
  const own = kind === 'document' ? 'json' : extension;
  return name.toLowerCase().endsWith(`.${own}`) ? name : `${name}.${extension}`;
}
