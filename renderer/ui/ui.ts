import { create } from 'zustand';
import { persist } from 'zustand/middleware';
import { type Lang, type Messages, translate, type Values } from '../../shared/i18n/i18n';

/** The dialogs; at most one is open. */
export type DialogName =
  | 'commands'
  | 'gallery'
  | 'savePreset'
  | 'export'
  | 'openText'
  | 'notes'
  | 'shortcuts'
  | 'about'
  | 'train'
  | 'runGraph'
  | 'runNote'
  | 'moreEpochs'
  | 'report'
  | 'study'
  | 'setup'
  | 'log';

/** The tabs of the details panel: the selected layer, the training configuration, or the problems. */
export type SideTab = 'layer' | 'training' | 'problems';

/** The views of training in the dock, in their order. */
export const DOCK_TABS = ['curves', 'reconstructions', 'confusion', 'layers', 'try', 'runs'] as const;
export type DockTab = (typeof DOCK_TABS)[number];

export type Theme = 'system' | 'light' | 'dark';

/** A short message at the window's edge. */
export interface Notice {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly text: (lang: Lang) => string;
  /** An action offered with the notice. */
  readonly action?: { readonly label: (lang: Lang) => string; run(): void };
}

/** The window's settings: open panels, language, theme. None of this is part of a document. */
export interface Ui {
  readonly lang: Lang;
  readonly theme: Theme;
  readonly paletteOpen: boolean;
  readonly sideOpen: boolean;
  readonly dockOpen: boolean;
  readonly dockTab: DockTab;
  readonly minimap: boolean;
  readonly dialog: DialogName | undefined;
  readonly sideTab: SideTab;
  /** The parameter or setting that the form should focus, after a click on a problem. */
  readonly focusField: string | undefined;
  readonly notices: readonly Notice[];
}

const systemLang = (): Lang => (typeof navigator !== 'undefined' && navigator.language.startsWith('es') ? 'es' : 'en');

/** The window's state; layout, language and theme are stored on this machine. */
export const useUi = create<Ui>()(
  persist(
    (): Ui => ({
      lang: systemLang(),
      theme: 'system',
      paletteOpen: true,
      sideOpen: true,
      dockOpen: false,
      dockTab: 'curves',
      minimap: true,
      dialog: undefined,
      sideTab: 'layer',
      focusField: undefined,
      notices: [],
    }),
    {
      name: 'patchbay-window',
      version: 1,
      partialize: ({ lang, theme, paletteOpen, sideOpen, dockOpen, dockTab, minimap }) => ({
        lang,
        theme,
        paletteOpen,
        sideOpen,
        dockOpen,
        dockTab,
        minimap,
      }),
    },
  ),
);

/** Opens a dialog, replacing an open one, or closes the open one. */
export const showDialog = (dialog: DialogName | undefined): void => {
  useUi.setState({ dialog });
};

/** Opens the details panel on a tab, and focuses a field. */
export const showSide = (sideTab: SideTab, focusField?: string): void => {
  useUi.setState({ sideTab, sideOpen: true, focusField });
};

/** Opens the dock on a tab. */
export const showDock = (dockTab: DockTab): void => {
  useUi.setState({ dockTab, dockOpen: true });
};

let lastNotice = 0;

/** Shows a notice; errors stay until they are closed. */
export function notify(notice: Omit<Notice, 'id'>): void {
  const id = ++lastNotice;
  useUi.setState((ui) => ({ notices: [...ui.notices.slice(-3), { ...notice, id }] }));
}

/** Removes a notice. */
export const dismiss = (id: number): void => {
  useUi.setState((ui) => ({ notices: ui.notices.filter((notice) => notice.id !== id) }));
};

/** A message for a notice, translated when it is shown. */
export function message<Code extends string>(messages: Messages<Code>, code: Code, values: Values = {}): (lang: Lang) => string {
  return (lang) => translate(messages, code, values, lang);
}
