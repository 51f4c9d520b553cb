import './segments.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, label: string])[];
  onChange(value: T): void;
}

/** A segmented control: a radio group with all choices visible. */
export function Segments<T extends string>({ label, value, options, onChange }: Props<T>) {
  return (
    <fieldset className="segments">
      <legend className="unseen">{label}</legend>
      {options.map(([option, text]) => (
        <label key={option} data-chosen={option === value || undefined}>
          <input
            className="unseen"
            type="radio"
            name={label}
            value={option}
            checked={option === value}
            onChange={() => onChange(option)}
          />
          {text}
        </label>
      ))}
    </fieldset>
  );
}
