import { Checkbox, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { SourceGroup } from '../api/answers.ts';
import { groupsQuery } from '../api/connectors.ts';
import { Lines, Loaded } from '../parts/loaded.tsx';
import { number } from '../parts/numbers.ts';
import { useConnectorDraft, useField } from './connector-draft.tsx';
import { texts } from './draft.ts';
import { WordsField } from './fields.tsx';

const path = ['groups', 'required'];

/** Groups picked from the last snapshot; others can be typed, since a snapshot may not be there yet. */
export function RequiredGroups({ id }: { readonly id: string }) {
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search, 200);
  const groups = useQuery(groupsQuery(id, sought));
  return (
    <Stack>
      <WordsField
        path={path}
        label="Members of these groups are synced"
        choices={(groups.data?.items ?? []).map(({ name }) => name)}
        placeholder="Everybody is synced; type a group to narrow it down"
      />
      <Loaded query={groups} failed="The groups could not be read." shape={<Lines count={4} />}>
        {({ items, next }) => {
          if (items.length === 0 && sought === '') return <NoGroups />;
          return (
            <>
              <TextInput
                aria-label="Search groups"
                placeholder="Search groups"
                leftSection={<IconSearch size={16} />}
                maw={320}
                value={search}
                onChange={({ currentTarget }) => setSearch(currentTarget.value)}
              />
              <GroupTable groups={items} />
              {next !== null && <Text size="sm">There are more; search to find them.</Text>}
            </>
          );
        }}
      </Loaded>
    </Stack>
  );
}

function NoGroups() {
  return (
    <Text size="sm" c="dimmed">
      No groups are known yet. After the first run or simulation they are listed here, with their members.
    </Text>
  );
}

function GroupTable({ groups }: { readonly groups: readonly SourceGroup[] }) {
  const { value, change } = useField(path);
  const { readOnly } = useConnectorDraft();
  const chosen = texts(value);
  const isChosen = (name: string) => chosen.some((one) => isSame(one, name));
  const toggle = (name: string) => {
    change(isChosen(name) ? chosen.filter((one) => !isSame(one, name)) : [...chosen, name]);
  };
  return (
    <Table maw={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Group at the provider</Table.Th>
          <Table.Th ta="right">Members</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {groups.map(({ name, members }) => (
          <Table.Tr key={name}>
            <Table.Td>
              <Checkbox label={name} disabled={readOnly} checked={isChosen(name)} onChange={() => toggle(name)} />
            </Table.Td>
            <Table.Td ta="right">{number(members)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
