import { Group, Radio, Stack, Text } from '@mantine/core';
import { useField } from '../../form/connector-draft.tsx';
import { CheckField, NumberField, WordsField } from '../../form/fields.tsx';
import { LimitField } from '../../form/limit-field.tsx';
import { ScheduleFields } from '../../form/schedule/schedule-fields.tsx';
import { ShareField } from '../../form/share-field.tsx';
import { Panel } from '../../parts/panel.tsx';

const actions = [
  { value: 'disable', label: 'Disable', help: 'The account stays, with its groups, and nobody can log in with it.' },
  { value: 'delete', label: 'Delete', help: 'The account goes for good.' },
  { value: 'anonymize', label: 'Anonymize', help: 'The account stays disabled, without name and e-mail address.' },
  { value: 'keep', label: 'Keep', help: 'The account stays as it is.' },
];

const guards = [
  { name: 'maxDisable', words: 'would be disabled' },
  { name: 'maxDelete', words: 'would be deleted' },
  { name: 'maxRename', words: 'would be renamed' },
  { name: 'maxRelink', words: 'would be relinked' },
  { name: 'maxMembershipRemovals', words: 'would lose memberships' },
] as const;

export function SyncTab() {
  const action = useField(['sync', 'cleanup', 'action']);
  return (
    <Stack gap="lg">
      <Panel
        title="Cleanup Behaviour"
        about="What happens to the account of a person who is proven gone at the provider."
      >
        <Stack>
          <Radio.Group
            aria-label="Cleanup Behaviour"
            value={typeof action.value === 'string' ? action.value : 'disable'}
            error={action.error}
            onChange={action.change}
          >
            <Stack gap="xs">
              {actions.map(({ value, label, help }) => (
                <Radio key={value} value={value} label={label} description={help} disabled={action.readOnly} />
              ))}
            </Stack>
          </Radio.Group>
          <NumberField
            path={['sync', 'cleanup', 'graceDays']}
            label="When a person is gone for so many days"
            help="0: with the next run."
            suffix=" days"
            min={0}
            max={3650}
          />
          <CheckField path={['sync', 'cleanup', 'removeGroups']} label="Take the account's groups away as well" />
        </Stack>
      </Panel>
      <Panel title="Schedule">
        <ScheduleFields />
      </Panel>
      <Panel title="Safety" about="A plan that goes beyond these limits stops before its first change and waits.">
        <Stack>
          <Text size="sm">Stop and ask</Text>
          {guards.map(({ name, words }) => (
            <LimitField key={name} path={['guards', name]} words={words} />
          ))}
          <Group gap={8}>
            <ShareField
              path={['guards', 'minListing']}
              before="when a listing has fewer than"
              after="of the people who are linked"
              label="Smallest listing"
            />
          </Group>
          <WordsField
            path={['guards', 'protected']}
            label="Protected usernames"
            help="No run changes, creates or links them."
          />
        </Stack>
      </Panel>
    </Stack>
  );
}
