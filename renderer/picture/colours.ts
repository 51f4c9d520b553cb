import type { Family } from '../../shared/layers/support/kind';

/** What a picture of a graph is drawn with: any colours of CSS. */
export interface Colours {
  readonly ink: string;
  readonly muted: string;
  readonly line: string;
  readonly ground: string;
  family(family: Family): string;
}

/** The colours of the window, whatever its theme is. */
export const WINDOW_COLOURS: Colours = {
  ink: 'var(--ink)',
  muted: 'var(--muted)',
  line: 'var(--line-strong)',
  ground: 'var(--card)',
  family: (family) => `var(--family-${family})`,
};

/** The light theme's colours as values, for a file that stands by itself: on paper, every picture is light. */
export function paperColours(): Colours {
  const probe = document.createElement('div');
  probe.dataset['theme'] = 'light';
  document.body.append(probe);
  const styles = getComputedStyle(probe);
  const value = (name: string) => styles.getPropertyValue(name).trim();
  const names = ['input', 'convolution', 'transposed', 'pooling', 'dense', 'normalisation', 'activation', 'merge'] as const;
  const families = new Map<Family, string>(names.map((name) => [name, value(`--family-${name}`)]));
  const colours = { ink: value('--ink'), muted: value('--muted'), line: value('--line-strong'), ground: value('--card') };
  probe.remove();
  return { ...colours, family: (family) => families.get(family) ?? colours.ink };
}
