import { ActionIcon, Group, Select } from '@mantine/core';
import { IconArrowsShuffle } from '@tabler/icons-react';
import type { PreviewedPerson } from '../../api/answers.ts';
import { nameOf } from './preview-line.tsx';

interface PersonPickerProps {
  readonly people: readonly PreviewedPerson[];
  readonly chosen: PreviewedPerson | undefined;
  readonly onSearch: (search: string) => void;
  readonly onChoose: (sourceId: string) => void;
}

/** Whose values are shown beside the rules: a real person of the last snapshot. */
export function PersonPicker({ people, chosen, onSearch, onChoose }: PersonPickerProps) {
  const shown = chosen === undefined || people.includes(chosen) ? people : [chosen, ...people];
  const choices = shown.map((person) => ({ value: person.sourceId, label: nameOf(person) }));
  const next = () => {
    const place = people.findIndex(({ sourceId }) => sourceId === chosen?.sourceId);
    const other = people[(place + 1) % people.length];
    if (other !== undefined) onChoose(other.sourceId);
  };
  return (
    <Group gap={6} align="flex-end" wrap="nowrap" w={320} maw="100%">
      <Select
        label="Preview"
        description="A real person of the last snapshot."
        placeholder="Search a person"
        data={choices}
        searchable
        // The service has searched already.
        filter={({ options }) => options}
        value={chosen?.sourceId ?? null}
        nothingFoundMessage="Nobody fits"
        onSearchChange={(text) => {
          // Choosing somebody writes their name into the field, which is no search.
          if (!choices.some(({ label }) => label === text)) onSearch(text);
        }}
        onChange={(id) => id !== null && onChoose(id)}
        style={{ flex: '1 1 200px' }}
      />
      <ActionIcon variant="default" size={34} aria-label="Another person" disabled={people.length < 2} onClick={next}>
        <IconArrowsShuffle size={16} />
      </ActionIcon>
    </Group>
  );
}
