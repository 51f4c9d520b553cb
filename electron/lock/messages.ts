import { defineMessages, type LocalizedText, localize } from '../../shared/i18n/i18n';
import type { Holder } from './holder';
import { type LockedError, SILENCE } from './lock';

export const LOCK_MESSAGES = defineMessages({
  en: {
    here: 'process {pid} on this computer ({host}), since {since}',
    container: 'process {pid} in another container of {host}, since {since}',
    computer: 'process {pid} on the computer {host}, since {since}',
    unreadable: 'a process whose lock file cannot be read, since {since}',
    run: 'The run is in use by {holder}. Stop it where it was started: with Ctrl-C in its terminal, or with Stop in its window. {end}',
    queue:
      'The queue of runs is in use by {holder}. Train there, or close that Patchbay first: its window, or with Ctrl-C in its terminal. {end}',
    watch: 'Locked by {holder}. Waiting up to {seconds} s for its heartbeat',
    'end.here': 'If it does not respond, end it with: {command}',
    'end.away':
      'If that container or computer is off, try again in {seconds} s: a process without a heartbeat for a minute counts as gone.',
  },
  es: {
    here: 'el proceso {pid} en esta computadora ({host}), desde {since}',
    container: 'el proceso {pid} en otro contenedor de {host}, desde {since}',
    computer: 'el proceso {pid} en la computadora {host}, desde {since}',
    unreadable: 'un proceso cuyo archivo de bloqueo no se puede leer, desde {since}',
    run: 'La ejecución está en uso por {holder}. Deténgala donde se inició: con Ctrl-C en su terminal, o con Detener en su ventana. {end}',
    queue:
      'La cola de ejecuciones está en uso por {holder}. Entrene allí, o cierre antes ese Patchbay: su ventana, o con Ctrl-C en su terminal. {end}',
    watch: 'Bloqueado por {holder}. Se espera su latido hasta {seconds} s',
    'end.here': 'Si no responde, termínelo con: {command}',
    'end.away':
      'Si ese contenedor o esa computadora está apagada, pruebe de nuevo en {seconds} s: un proceso sin latido durante un minuto se da por terminado.',
  },
});

/** Names the process that has a lock, its place, and since when it has it. */
export function holderText(holder: Holder): LocalizedText {
  const { pid, host, since, place } = holder;
  return localize(LOCK_MESSAGES, pid === undefined ? 'unreadable' : place, {
    pid: String(pid),
    host,
    since: localTime(new Date(since)),
  });
}

/** Names the process that has a run or the queue, and says what a person can do about it. */
export function inUseText(what: 'run' | 'queue', { holder, unknownFor = SILENCE }: LockedError): LocalizedText {
  const command = process.platform === 'win32' ? `taskkill /F /PID ${holder.pid}` : `kill ${holder.pid}`;
  const here = holder.place === 'here' && holder.pid !== undefined;
  return localize(LOCK_MESSAGES, what, {
    holder: holderText(holder),
    end: here
      ? localize(LOCK_MESSAGES, 'end.here', { command })
      : localize(LOCK_MESSAGES, 'end.away', { seconds: Math.ceil(unknownFor / 1_000) }),
  });
}

/** Says that a process that cannot be looked up is watched for a heartbeat. */
export function watchText(holder: Holder, milliseconds: number): LocalizedText {
  return localize(LOCK_MESSAGES, 'watch', { holder: holderText(holder), seconds: Math.ceil(milliseconds / 1_000) });
}

/** 2026-11-27 12:38, by the clock on the wall. */
function localTime(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
