import { Group, NumberInput, Text } from '@mantine/core';
import { useField } from './connector-draft.tsx';
import type { Path } from './draft.ts';
import { percentOf } from './limit-field.tsx';

interface ShareFieldProps {
  readonly path: Path;
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A share of something, in a sentence. */
export function ShareField({ path, label, before, after }: ShareFieldProps) {
  const { value, error, readOnly, change } = useField(path);
  return (
    <Group gap={8}>
      <Text size="sm">{before}</Text>
      <NumberInput
        aria-label={label}
        suffix=" %"
        w={90}
        min={0}
        max={100}
        readOnly={readOnly}
        value={percentOf(value)}
        error={error}
        onChange={(typed) => change(`${typeof typed === 'number' ? typed : 0}%`)}
      />
      <Text size="sm">{after}</Text>
    </Group>
  );
}
