import { Button, Fieldset, Group, PasswordInput, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useField } from './connector-draft.tsx';
import { isObject, type Path } from './draft.ts';

const places = [
  { value: 'typed', label: 'Typed in here, stored encrypted' },
  { value: 'env', label: 'In an environment variable' },
  { value: 'file', label: 'In a file' },
] as const;

type Place = (typeof places)[number]['value'];

interface SecretFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly help: string;
}

/** A secret is typed in or named by where it is; what is stored is never shown. */
export function SecretField({ path, label, help }: SecretFieldProps) {
  const { value, error, readOnly, change } = useField(path);
  const [replacing, setReplacing] = useState(false);
  const stored = storedAs(value);
  const [kept] = useState(value);
  if (stored !== undefined && !replacing) {
    return (
      <Fieldset legend={<Label>{label}</Label>} variant="unstyled">
        <Group gap="xs">
          <Text size="sm">{stored}</Text>
          {!readOnly && (
            <Button size="xs" variant="default" onClick={() => setReplacing(true)}>
              Replace the {label.toLowerCase()}
            </Button>
          )}
        </Group>
        {error !== undefined && <Wrong>{error}</Wrong>}
      </Fieldset>
    );
  }
  const keep = () => {
    setReplacing(false);
    change(kept);
  };
  return (
    <SecretInput
      label={label}
      help={help}
      value={stored === undefined ? value : undefined}
      error={error}
      readOnly={readOnly}
      onChange={change}
      onKeep={replacing ? keep : undefined}
    />
  );
}

interface SecretInputProps {
  readonly label: string;
  readonly help: string;
  readonly value: unknown;
  readonly error: string | undefined;
  readonly readOnly: boolean;
  readonly onChange: (value: unknown) => void;
  readonly onKeep: (() => void) | undefined;
}

function SecretInput({ label, help, value, error, readOnly, onChange, onKeep }: SecretInputProps) {
  const [place, setPlace] = useState<Place>(placeOf(value));
  const typed = textOf(value);
  const type = (text: string) => {
    if (text === '') onChange(undefined);
    else onChange(place === 'typed' ? text : { [place]: text });
  };
  const common = {
    'aria-label': label,
    value: typed,
    readOnly,
    autoComplete: 'new-password',
    style: { flex: '1 1 220px' },
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => type(currentTarget.value),
  };
  return (
    <Fieldset legend={<Label>{label}</Label>} variant="unstyled">
      <Text size="xs" c="dimmed" mb={4}>
        {help}
      </Text>
      <Group gap="xs" align="flex-start">
        <Select
          aria-label={`Where the ${label.toLowerCase()} is`}
          data={[...places]}
          value={place}
          disabled={readOnly}
          w={270}
          onChange={(chosen) => {
            setPlace(places.find((one) => one.value === chosen)?.value ?? 'typed');
            onChange(undefined);
          }}
        />
        {place === 'typed' && <PasswordInput {...common} />}
        {place === 'env' && <TextInput {...common} placeholder="ACME_LDAP_PASSWORD" />}
        {place === 'file' && <TextInput {...common} placeholder="/run/secrets/acme-ldap" />}
        {onKeep !== undefined && (
          <Button variant="default" onClick={onKeep}>
            Keep the stored one
          </Button>
        )}
      </Group>
      {error !== undefined && <Wrong>{error}</Wrong>}
    </Fieldset>
  );
}

function Label({ children }: { readonly children: string }) {
  return (
    <Text span size="sm" fw="var(--mantine-font-weight-medium)">
      {children}
    </Text>
  );
}

function Wrong({ children }: { readonly children: string }) {
  return (
    <Text size="xs" mt={4} c="var(--mantine-color-error)">
      {children}
    </Text>
  );
}

/** Stars stand for a secret that is written in the connector itself; sent back, it stays as it is. */
const stars = '********';

function storedAs(value: unknown): string | undefined {
  if (value === stars) return 'Stored with the connector.';
  return isObject(value) && typeof value.secret === 'string' ? `Stored encrypted as ${value.secret}.` : undefined;
}

function placeOf(value: unknown): Place {
  if (!isObject(value)) return 'typed';
  return 'env' in value ? 'env' : 'file' in value ? 'file' : 'typed';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (!isObject(value)) return '';
  const [text] = [value.env, value.file].filter((one) => typeof one === 'string');
  return typeof text === 'string' ? text : '';
}
