import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ConnectorTypes } from '../../api/answers.ts';
import { useConnectorDraft } from '../../form/connector-draft.tsx';
import { at } from '../../form/draft.ts';
import { Checks } from '../../parts/checks.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import type { EditedConnector } from '../edit-connector/use-edited-connector.ts';
import { ConnectionForm } from './connection-form.tsx';
import { connectionTestQuery } from './connection-test.ts';

interface ConnectionStepProps {
  readonly id: string;
  readonly edited: EditedConnector;
  readonly types: ConnectorTypes;
  readonly onDone: () => void;
}

export function ConnectionStep({ id, edited, types, onDone }: ConnectionStepProps) {
  const { draft } = useConnectorDraft();
  const test = useQuery({ ...connectionTestQuery(id), enabled: false });
  const source = types.sources.find(({ type }) => type === at(draft, ['source', 'type']));
  const target = types.targets.find(({ type }) => type === at(draft, ['target', 'type']));
  const saveAndTest = async () => {
    if (edited.changes.length === 0 || (await edited.save())) await test.refetch();
  };
  const works = test.data?.ok === true && edited.changes.length === 0;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void saveAndTest();
      }}
    >
      <Stack gap="lg">
        {test.error !== null && <ProblemAlert error={test.error} title="The test did not work" />}
        {test.data !== undefined && <Checks answer={test.data} />}
        {source !== undefined && <ConnectionForm source={source} target={target} />}
        <Group>
          <Button type="submit" variant={works ? 'default' : 'filled'} loading={edited.isSaving || test.isFetching}>
            Save and Test Connection
          </Button>
          <Button variant={works ? 'filled' : 'default'} onClick={onDone}>
            {works ? 'Continue' : 'Continue without a test'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
