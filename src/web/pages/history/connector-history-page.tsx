import { Button, Checkbox, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { connectorsQuery } from '../../api/connectors.ts';
import { useMay } from '../../app/session.tsx';
import { ConnectorPage } from '../../parts/connector-page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Moment } from '../../parts/moment.tsx';
import { useStartRun } from '../../parts/start-run.ts';
import { RunsList } from './runs-list.tsx';

const route = getRouteApi('/inside/connectors/$id/history');

export function ConnectorHistoryPage() {
  const { id } = route.useParams();
  const { errors } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <ConnectorPage id={id} title="History" summary={<LastAndNext id={id} />} actions={<Start id={id} />}>
      <Group>
        <Checkbox
          label="Only runs with errors"
          checked={errors === true}
          onChange={({ currentTarget }) => navigate({ search: { errors: currentTarget.checked || undefined } })}
        />
      </Group>
      <RunsList
        filter={{ connector: id, withErrors: errors }}
        label="Runs"
        ofOneConnector
        empty={
          errors === true ? (
            <Empty title="No run with errors">Every run of this connector came to its end, and nobody failed.</Empty>
          ) : (
            <Empty title="No run yet">Simulate first: it shows what a sync would do and changes nothing.</Empty>
          )
        }
      />
    </ConnectorPage>
  );
}

function LastAndNext({ id }: { readonly id: string }) {
  const { data } = useQuery(connectorsQuery);
  const connector = data?.items.find((one) => one.id === id);
  if (connector === undefined) return <>&nbsp;</>;
  const { lastRun, nextRun } = connector;
  return (
    <>
      {lastRun === null ? (
        'Never synced'
      ) : (
        <>
          Last sync <Moment at={lastRun.finishedAt ?? lastRun.startedAt} />
        </>
      )}
      {' · '}
      {nextRun === null ? (
        'not scheduled'
      ) : (
        <>
          next <Moment at={nextRun} />
        </>
      )}
    </>
  );
}

function Start({ id }: { readonly id: string }) {
  const starting = useStartRun(id);
  const navigate = route.useNavigate();
  const start = (simulate: boolean) => {
    starting.mutate({ simulate }, { onSuccess: (run) => navigate({ to: '/runs/$run', params: { run: run.id } }) });
  };
  if (!useMay('operator')) return null;
  return (
    <>
      <LinkButton variant="default" to="/connectors/$id/edit" params={{ id }}>
        Edit
      </LinkButton>
      <Button variant="default" disabled={starting.isPending} onClick={() => start(true)}>
        Simulate
      </Button>
      <Button disabled={starting.isPending} onClick={() => start(false)}>
        Sync
      </Button>
    </>
  );
}
