import { Checkbox, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useField } from './connector-draft.tsx';
import { type Path, texts } from './draft.ts';

interface FieldProps {
  readonly path: Path;
  readonly label: string;
  readonly help?: ReactNode;
  readonly placeholder?: string;
  readonly required?: boolean;
}

export function TextField({ path, label, help, placeholder, required = false }: FieldProps) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <TextInput
      label={label}
      description={help}
      placeholder={placeholder}
      withAsterisk={required}
      readOnly={readOnly}
      autoComplete="off"
      spellCheck={false}
      value={value === undefined ? '' : String(value)}
      error={error}
      onChange={({ currentTarget }) => change(currentTarget.value === '' ? undefined : currentTarget.value)}
    />
  );
}

interface NumberFieldProps extends FieldProps {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly suffix?: string;
  readonly fallback?: number;
  readonly width?: number;
}

export function NumberField(props: NumberFieldProps) {
  const { path, label, help, placeholder, required = false, min, max, suffix, fallback, width = 200 } = props;
  const { value, error, readOnly, change } = useField(path);
  return (
    <NumberInput
      label={label}
      description={help}
      placeholder={placeholder}
      withAsterisk={required}
      readOnly={readOnly}
      styles={{ wrapper: { maxWidth: width } }}
      allowDecimal={false}
      clampBehavior="none"
      {...(min === undefined ? {} : { min })}
      {...(max === undefined ? {} : { max })}
      {...(suffix === undefined ? {} : { suffix })}
      value={typeof value === 'number' ? value : (fallback ?? '')}
      error={error}
      onChange={(typed) => change(typeof typed === 'number' ? typed : undefined)}
    />
  );
}

export function SwitchField({ path, label, help, fallback = false }: FieldProps & { readonly fallback?: boolean }) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <Switch
      label={label}
      description={help}
      disabled={readOnly}
      checked={typeof value === 'boolean' ? value : fallback}
      error={error}
      onChange={({ currentTarget }) => change(currentTarget.checked)}
    />
  );
}

export function CheckField({ path, label, help }: FieldProps) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <Checkbox
      label={label}
      description={help}
      disabled={readOnly}
      checked={value === true}
      error={error}
      onChange={({ currentTarget }) => change(currentTarget.checked)}
    />
  );
}

interface WordsFieldProps extends FieldProps {
  /** What may be chosen; others may be typed. */
  readonly choices?: readonly string[];
}

/** A list of words: each is taken with Enter. */
export function WordsField({ path, label, help, placeholder = 'Type, then Enter', choices = [] }: WordsFieldProps) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <TagsInput
      label={label}
      description={help}
      placeholder={readOnly ? undefined : placeholder}
      readOnly={readOnly}
      data={[...choices]}
      limit={60}
      acceptValueOnBlur
      value={[...texts(value)]}
      error={error}
      onChange={change}
    />
  );
}
