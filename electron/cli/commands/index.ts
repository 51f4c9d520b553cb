import type { Command } from '../command/command';

/** The commands by name, in the order of the help. A command is loaded when it is needed, so that the others cost no time. */
export const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./check')).check,
  fix: async () => (await import('./fix')).fix,
  detach: async () => (await import('./detach')).detach,
  export: async () => (await import('./export')).exportScript,
  train: async () => (await import('./train')).train,
  resume: async () => (await import('./resume')).resume,
  study: async () => (await import('./study')).study,
  runs: async () => (await import('./runs')).runs,
  show: async () => (await import('./show')).show,
  evaluate: async () => (await import('./evaluate')).evaluate,
  predict: async () => (await import('./predict')).predict,
  data: async () => (await import('./data')).data,
  doctor: async () => (await import('./doctor')).doctor,
  serve: async () => (await import('./serve')).serve,
};
