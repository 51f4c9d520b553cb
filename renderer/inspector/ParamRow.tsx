import type { Field } from '../../shared/layers/support/params';
import { endStep } from '../editor/editor';
import { useLang } from '../ui/language';
import { ParamField } from '../ui/ParamField';
import { ResetButton } from '../ui/ResetButton';
import { ScrubLabel } from '../ui/ScrubLabel';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly focus: boolean;
  readonly mixed?: boolean;
  /** True if the value differs from the default. */
  readonly changed: boolean;
  onChange(value: unknown): void;
}

/** A parameter: its label, field and reset button. */
export function ParamRow({ field, changed, ...rest }: Props) {
  const lang = useLang();
  const label = field.label[lang];
  const numeric = field.type === 'integer' || field.type === 'number' || field.type === 'axes';
  const [height, width] = Array.isArray(rest.value) ? rest.value : [rest.value, rest.value];
  const value = typeof height === 'number' && height === width ? height : undefined;
  return (
    <div className="side-row side-param">
      <ScrubLabel
        text={label}
        help={field.help[lang]}
        value={value}
        range={numeric ? { min: field.min, max: field.max, whole: field.type !== 'number' } : undefined}
        onChange={(next) => rest.onChange(field.type === 'axes' ? [next, next] : next)}
        onEnd={endStep}
      />
      <div className="side-value">
        <ParamField field={field} {...rest} onLeave={endStep} />
        {changed && (
          <ResetButton
            label={label}
            onClick={() => {
              rest.onChange(undefined);
              endStep();
            }}
          />
        )}
      </div>
    </div>
  );
}
