import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import { useLiveRun } from '../../api/events.ts';
import { runQuery } from '../../api/runs.ts';
import { LinkButton } from '../../parts/links.tsx';
import { Panel } from '../../parts/panel.tsx';
import { RunProgress } from '../../parts/run-progress.tsx';
import { RunStatus } from '../../parts/run-status.tsx';
import { useStartRun } from '../../parts/start-run.ts';
import { RunCounts } from '../run/run-counts.tsx';
import { RunMessages } from '../run/run-messages.tsx';

/** The first simulated run, and the way to its plan; then the first sync. */
export function SimulateStep({ id }: { readonly id: string }) {
  const starting = useStartRun(id);
  const started = starting.data?.id;
  const { data: run } = useQuery({ ...runQuery(started ?? ''), enabled: started !== undefined });
  const liveness = useLiveRun(run);
  const over = run !== undefined && run.status !== 'running';
  return (
    <Panel title="First simulation" about="The same run as a sync, stopped before its first change.">
      <Stack>
        {!over && run === undefined && (
          <Group>
            <Button loading={starting.isPending} onClick={() => starting.mutate({ full: true, simulate: true })}>
              Simulate
            </Button>
          </Group>
        )}
        {run?.status === 'running' && <RunProgress run={run} liveness={liveness} />}
        {over && <Simulated id={id} run={run} onAgain={() => starting.mutate({ full: true, simulate: true })} />}
      </Stack>
    </Panel>
  );
}

interface SimulatedProps {
  readonly id: string;
  readonly run: RunAnswer;
  readonly onAgain: () => void;
}

function Simulated({ id, run, onAgain }: SimulatedProps) {
  const syncing = useStartRun(id);
  const navigate = useNavigate();
  const sync = () => {
    syncing.mutate({ full: true }, { onSuccess: ({ id: to }) => navigate({ to: '/runs/$run', params: { run: to } }) });
  };
  return (
    <>
      <div>
        <RunStatus status={run.status} />
      </div>
      <RunMessages run={run} />
      <RunCounts run={run} status={undefined} />
      <Group>
        <LinkButton to="/runs/$run/plan" params={{ run: run.id }}>
          Read the plan
        </LinkButton>
        <Button variant="default" onClick={onAgain}>
          Simulate again
        </Button>
        <Button variant="default" loading={syncing.isPending} onClick={sync}>
          Sync now
        </Button>
        <Link to="/connectors">Later: to the connectors</Link>
      </Group>
    </>
  );
}
