import { Radio, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { groupsQuery } from '../../api/connectors.ts';
import { useField } from '../../form/connector-draft.tsx';
import { SwitchField, WordsField } from '../../form/fields.tsx';
import { number } from '../../parts/numbers.ts';
import { Panel } from '../../parts/panel.tsx';

const waysOfNesting = [
  { value: 'flatten', label: 'Flatten', help: 'People are members of the groups above theirs as well.' },
  { value: 'keep', label: 'Keep', help: 'Groups are put into each other as at the provider, where the target can.' },
];

export function GroupsTab({ id }: { readonly id: string }) {
  const { data } = useQuery(groupsQuery(id));
  const groups = data?.items ?? [];
  const synced = groups.filter((group) => group.synced).length;
  const isAll = data?.next === null;
  const names = groups.map(({ name }) => name);
  return (
    <Panel
      title="Group Provisioning"
      about={
        groups.length === 0 || !isAll
          ? 'Which groups of the provider become groups here.'
          : `As it is saved, ${number(synced)} of ${number(groups.length)} groups of the provider are synced.`
      }
    >
      <Stack maw={640}>
        <WordsField
          path={['groups', 'include']}
          label="Groups that are synced"
          help="Names; * stands for any characters, ? for one. Capital and small letters are the same."
          choices={['*', ...names]}
        />
        <WordsField
          path={['groups', 'exclude']}
          label="But not these"
          help="Written in the same way."
          choices={names}
        />
        <WordsField
          path={['groups', 'alwaysAssign']}
          label="Groups that everybody gets"
          help="Groups of the target, such as jira-software-users."
        />
        <SwitchField
          path={['groups', 'keepLocal']}
          label="Keep local memberships"
          help="Memberships that this connector did not make stay as they are. Off, they are taken away."
          fallback
        />
        <NestedField />
      </Stack>
    </Panel>
  );
}

function NestedField() {
  const nested = useField(['groups', 'nested']);
  return (
    <Radio.Group
      label="Groups in groups"
      value={typeof nested.value === 'string' ? nested.value : 'flatten'}
      error={nested.error}
      onChange={nested.change}
    >
      <Stack gap="xs" mt="xs">
        {waysOfNesting.map(({ value, label, help }) => (
          <Radio key={value} value={value} label={label} description={help} disabled={nested.readOnly} />
        ))}
      </Stack>
    </Radio.Group>
  );
}
