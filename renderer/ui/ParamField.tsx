import './param-field.css';
import { Link2, Unlink2 } from 'lucide-react';
import { useState } from 'react';
import type { Field } from '../../shared/layers/support/params';
import { Button } from './Button';
import { useLang, useMessages } from './language';
import { MESSAGES } from './messages';
import { NumberField } from './NumberField';
import { Select } from './Select';

interface Props {
  readonly field: Field;
  readonly value: unknown;
  readonly focus: boolean;
  /** True if several layers are edited and their values differ. */
  readonly mixed?: boolean;
  onChange(value: unknown): void;
  /** Called when the value is complete: a choice was made, or the field lost the focus. */
  onLeave(): void;
}

/** The field of one parameter of any type. */
export function ParamField({ field, value, focus, mixed = false, onChange, onLeave }: Props) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const placeholder = mixed ? t('mixed') : undefined;
  const label = field.label[lang];
  const help = field.help[lang];
  switch (field.type) {
    case 'integer':
    case 'number': {
      const { min, max } = field;
      const number = typeof value === 'number' ? value : undefined;
      return (
        <NumberField
          {...{ label, help, min, max, focus, placeholder, onChange, onLeave }}
          whole={field.type === 'integer'}
          value={number}
        />
      );
    }
    case 'axes':
      return <AxesOrWord {...{ field, value, focus, mixed, onChange, onLeave }} />;
    case 'sides':
      return <SidesField {...{ field, value, focus, mixed, onChange, onLeave }} />;
    case 'choice':
      return (
        <Select
          label={label}
          title={help}
          value={mixed ? '' : String(value)}
          options={[...(mixed ? [['', t('mixed')] as const] : []), ...field.choices.map((choice) => [choice, choice] as const)]}
          onChange={(choice) => {
            onChange(choice);
            onLeave();
          }}
        />
      );
    case 'switch':
      return (
        <input
          type="checkbox"
          aria-label={label}
          title={help}
          checked={value === true}
          ref={(box) => {
            if (box) box.indeterminate = mixed;
          }}
          onChange={(event) => {
            onChange(event.currentTarget.checked);
            onLeave();
          }}
        />
      );
  }
}

interface SidesProps extends Props {
  readonly field: Field & { readonly type: 'sides' };
}

/** The sides of an image in the order of their values. */
const SIDES = ['top', 'bottom', 'left', 'right'] as const;

/** A number for each side of an image: [[top, bottom], [left, right]]. */
function SidesField({ field, value, focus, mixed, onChange, onLeave }: SidesProps) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { min, max } = field;
  const values = Array.isArray(value) ? value.flat() : [];
  const help = field.help[lang];
  return (
    <div className="field-axes">
      {SIDES.map((side, index) => {
        const given: unknown = values[index];
        return (
          <NumberField
            key={side}
            {...{ help, min, max, onLeave }}
            whole
            placeholder={mixed ? t('mixed') : t(side)}
            label={t('side', { label: field.label[lang], side: t(side) })}
            value={typeof given === 'number' ? given : undefined}
            focus={focus && index === 0}
            onChange={(next) => {
              const [top, bottom, left, right] = SIDES.map((_, at) => (at === index ? next : values[at]));
              onChange([
                [top, bottom],
                [left, right],
              ]);
            }}
          />
        );
      })}
    </div>
  );
}

interface AxesProps extends Props {
  readonly field: Field & { readonly type: 'axes' };
}

/** Height and width, or one of the field's words in place of both, such as the padding `same`. */
function AxesOrWord(props: AxesProps) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const { field, value, onChange, onLeave } = props;
  if (!field.words) return <AxesField {...props} />;
  return (
    <>
      <select
        className="field"
        aria-label={t('way', { label: field.label[lang] })}
        title={field.help[lang]}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => {
          onChange(event.currentTarget.value || [field.min, field.min]);
          onLeave();
        }}
      >
        <option value="">{t('numbers')}</option>
        {field.words.map((word) => (
          <option key={word}>{word}</option>
        ))}
      </select>
      {typeof value !== 'string' && <AxesField {...props} />}
    </>
  );
}

/**
 * Height and width: one number if linked, two if separate. A number is undefined if several
 * layers differ in it.
 */
function AxesField({ field, value, focus, mixed, onChange, onLeave }: AxesProps) {
  const t = useMessages(MESSAGES);
  const lang = useLang();
  const [height, width] = Array.isArray(value) ? value.map((side) => (typeof side === 'number' ? side : undefined)) : [];
  const [apart, setApart] = useState(height !== width);
  // Undo may restore two different numbers.
  if (height !== width && !apart) setApart(true);
  const { min, max } = field;
  const label = field.label[lang];
  const help = field.help[lang];
  const shared = { help, min, max, whole: true, placeholder: mixed ? t('mixed') : undefined, onLeave } as const;
  const Icon = apart ? Unlink2 : Link2;
  return (
    <div className="field-axes">
      {apart ? (
        <>
          <NumberField
            {...shared}
            label={t('height', { label })}
            value={height}
            focus={focus}
            onChange={(next) => onChange([next, width])}
          />
          <NumberField {...shared} label={t('width', { label })} value={width} onChange={(next) => onChange([height, next])} />
        </>
      ) : (
        <NumberField {...shared} label={label} value={height} focus={focus} onChange={(next) => onChange([next, next])} />
      )}
      <Button
        kind="quiet"
        aria-pressed={!apart}
        aria-label={`${label}: ${t(apart ? 'separate' : 'linked')}`}
        title={t(apart ? 'separate' : 'linked')}
        onClick={() => {
          const both = height ?? width;
          if (apart && height !== width) onChange([both, both]);
          onLeave();
          setApart(!apart);
        }}
      >
        <Icon size={13} />
      </Button>
    </div>
  );
}
