import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { connectorsQuery } from '../../api/connectors.ts';
import { RequiredGroups } from '../../form/required-groups.tsx';
import { counted } from '../../parts/numbers.ts';
import { Panel } from '../../parts/panel.tsx';
import { FirstReading } from './first-reading.tsx';

interface WhoStepProps {
  readonly id: string;
  readonly saving: boolean;
  readonly onDone: () => void;
}

export function WhoStep({ id, saving, onDone }: WhoStepProps) {
  const { data } = useQuery(connectorsQuery);
  const { people = 0, groups = 0 } = data?.items.find((one) => one.id === id) ?? {};
  return (
    <Stack gap="lg">
      <FirstReading id={id} />
      <Panel
        title="Required Groups"
        about={
          people === 0
            ? 'Only members of these groups are synced. Nobody chosen: everybody is.'
            : `The provider has ${counted(people, 'person', 'people')} in ${counted(groups, 'group', 'groups')}. Choose groups to sync only their members; without any, everybody is synced.`
        }
      >
        <RequiredGroups id={id} />
      </Panel>
      <Group>
        <Button loading={saving} onClick={onDone}>
          Save and Continue
        </Button>
      </Group>
    </Stack>
  );
}
