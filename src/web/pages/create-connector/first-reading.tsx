import { Button, Group, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { connectorsQuery } from '../../api/connectors.ts';
import { useLiveRun } from '../../api/events.ts';
import { runQuery } from '../../api/runs.ts';
import { Panel } from '../../parts/panel.tsx';
import { RunProgress } from '../../parts/run-progress.tsx';
import { useStartRun } from '../../parts/start-run.ts';

/** Before anything was read there are no people and groups to choose from: a simulated run reads them and changes nothing. */
export function FirstReading({ id }: { readonly id: string }) {
  const { data } = useQuery(connectorsQuery);
  const client = useQueryClient();
  const starting = useStartRun(id);
  const connector = data?.items.find((one) => one.id === id);
  const started = starting.data?.id ?? connector?.running?.id;
  const { data: run } = useQuery({ ...runQuery(started ?? ''), enabled: started !== undefined });
  const liveness = useLiveRun(run);
  const status = run?.status;
  useEffect(() => {
    if (status === undefined || status === 'running') return;
    void client.invalidateQueries({ queryKey: ['connectors'] });
  }, [status, client]);
  if (connector === undefined || connector.people > 0) return null;
  return (
    <Panel
      title="Your people"
      about="They are read once now, so that groups and real people can be shown here. Nothing is changed."
    >
      {run !== undefined && run.status === 'running' ? (
        <RunProgress run={run} liveness={liveness} />
      ) : (
        <Group>
          <Button loading={starting.isPending} onClick={() => starting.mutate({ full: true, simulate: true })}>
            Read people
          </Button>
          {run !== undefined && (
            <Text size="sm">
              Nobody was read. {run.messages[0]}{' '}
              <Link to="/runs/$run" params={{ run: run.id }}>
                Details
              </Link>
            </Text>
          )}
        </Group>
      )}
    </Panel>
  );
}
