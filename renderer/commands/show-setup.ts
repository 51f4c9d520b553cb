import { HardDriveDownload } from 'lucide-react';
import type { Command } from '../ui/command';
import { showDialog } from '../ui/ui';

/** Shows the engines and data of this machine, and installs missing ones. */
export const showSetup: Command = {
  id: 'help.setup',
  title: { en: 'Engines and data…', es: 'Motores y datos…' },
  keywords: { en: 'download libtensorflow dataset doctor', es: 'descargar libtensorflow conjunto de datos' },
  icon: HardDriveDownload,
  run: () => showDialog('setup'),
};
