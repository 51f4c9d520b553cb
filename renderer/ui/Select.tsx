import type { ComponentProps } from 'react';

interface Props extends Omit<ComponentProps<'select'>, 'value' | 'onChange'> {
  readonly label?: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  onChange(value: string): void;
}

/** A choice of one of several options. */
export function Select({ label, className, options, onChange, ...rest }: Props) {
  return (
    <select
      className={className ? `field ${className}` : 'field'}
      aria-label={label}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      {...rest}
    >
      {options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </select>
  );
}
