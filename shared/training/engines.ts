/** The engines that train: libtensorflow, and tfjs's WebAssembly backend. tfjs's plain JavaScript is far too slow. */
export const ENGINES = ['native', 'wasm'] as const;
export type EngineName = (typeof ENGINES)[number];

/** An engine, or `auto` for the fastest one available. */
export const ENGINE_CHOICES = ['auto', ...ENGINES] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
