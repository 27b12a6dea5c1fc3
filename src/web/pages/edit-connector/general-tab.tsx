import { Button, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ConnectorTypes } from '../../api/answers.ts';
import { testConnector, testDraft } from '../../api/connectors.ts';
import { useConnectorDraft } from '../../form/connector-draft.tsx';
import { at } from '../../form/draft.ts';
import { TextField } from '../../form/fields.tsx';
import { OptionFields } from '../../form/option-fields.tsx';
import { Checks } from '../../parts/checks.tsx';
import { CopyId } from '../../parts/copy-id.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

interface GeneralTabProps {
  readonly id: string;
  readonly types: ConnectorTypes;
  readonly changed: boolean;
}

export function GeneralTab({ id, types, changed }: GeneralTabProps) {
  const { draft, readOnly } = useConnectorDraft();
  const source = types.sources.find(({ type }) => type === at(draft, ['source', 'type']));
  const target = types.targets.find(({ type }) => type === at(draft, ['target', 'type']));
  const testing = useMutation({ mutationFn: () => (changed ? testDraft(draft) : testConnector(id)) });
  return (
    <Stack gap="lg">
      <Panel title="Name">
        <Stack maw={560}>
          <TextField path={['name']} label="Name" help="What people read." />
          <Text size="sm">
            Id: <CopyId value={id} label="id" /> It is used by commands and in the names of runs, and does not change.
          </Text>
        </Stack>
      </Panel>
      <Panel title={`Source: ${source?.label ?? 'unknown'}`} about="Where people come from. It is only ever read.">
        <Stack maw={680}>
          <OptionFields section="source" options={source?.options ?? []} />
          {!readOnly && (
            <Group>
              <Button variant="default" loading={testing.isPending} onClick={() => testing.mutate()}>
                Test Connection
              </Button>
              {changed && (
                <Text size="sm" c="dimmed">
                  It tests what is typed here, saved or not.
                </Text>
              )}
            </Group>
          )}
          {testing.error !== null && <ProblemAlert error={testing.error} title="The test did not work" withFields />}
          {testing.data !== undefined && <Checks answer={testing.data} />}
        </Stack>
      </Panel>
      <Panel title={`Target: ${target?.label ?? 'unknown'}`} about="Where accounts live.">
        <Stack maw={680}>
          <OptionFields section="target" options={target?.options ?? []} />
        </Stack>
      </Panel>
    </Stack>
  );
}
