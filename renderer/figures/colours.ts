import type { Family } from '../../shared/layers/support/kind';

/** The CSS colours of a figure of a graph. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly ground: string;
  family(family: Family): string;
}

/** The colours of the current theme. */
export const WINDOW_COLOURS: Colours = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line-strong)',
  ground: 'var(--card)',
  family: (family) => `var(--family-${family})`,
};

/** Calls a function with the light theme's colours by name, because figures on paper are light. */
export function onPaper<T>(draw: (colour: (name: string) => string) => T): T {
  const probe = document.createElement('div');
  probe.dataset['theme'] = 'light';
  document.body.append(probe);
  const styles = getComputedStyle(probe);
  try {
    return draw((name) => styles.getPropertyValue(name).trim());
  } finally {
    probe.remove();
  }
}

/** The light theme's colours as values, for a self-contained file. */
export function paperColours(): Colours {
  return onPaper((value) => {
    const names = ['input', 'convolution', 'transposed', 'pooling', 'dense', 'normalisation', 'activation', 'merge'] as const;
    const families = new Map<Family, string>(names.map((name) => [name, value(`--family-${name}`)]));
    const colours = { ink: value('--ink'), muted: value('--muted'), line: value('--line-strong'), ground: value('--card') };
    return { ...colours, family: (family) => families.get(family) ?? colours.ink };
  });
}
