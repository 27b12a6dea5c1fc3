import { Autocomplete, Button, Group } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { standardAttributes } from './rules.ts';

interface AddRuleProps {
  readonly taken: readonly string[];
  readonly onAdd: (name: string) => void;
  readonly onCancel: () => void;
}

export function AddRule({ taken, onAdd, onCancel }: AddRuleProps) {
  const [name, setName] = useState('');
  const trimmed = name.trim();
  const problem = taken.includes(trimmed) ? 'There is a rule for it already.' : undefined;
  const ready = trimmed !== '' && problem === undefined;
  const keys = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (ready) onAdd(trimmed);
  };
  return (
    <Group gap="xs" align="flex-start">
      <Autocomplete
        aria-label="Name of the new attribute"
        placeholder="department"
        autoFocus
        data={standardAttributes.map((one) => one.name).filter((one) => !taken.includes(one))}
        value={name}
        error={problem}
        onChange={setName}
        onKeyDown={keys}
      />
      <Button variant="default" disabled={!ready} onClick={() => onAdd(trimmed)}>
        Add
      </Button>
      <Button variant="subtle" color="gray" onClick={onCancel}>
        Cancel
      </Button>
    </Group>
  );
}
