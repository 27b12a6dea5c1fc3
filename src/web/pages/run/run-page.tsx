import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import { connectorsQuery } from '../../api/connectors.ts';
import { useLiveRun } from '../../api/events.ts';
import { runQuery } from '../../api/runs.ts';
import { LinkButton } from '../../parts/links.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { duration } from '../../parts/numbers.ts';
import { Page } from '../../parts/page.tsx';
import { PhasesBar } from '../../parts/phases-bar.tsx';
import { RunProgress } from '../../parts/run-progress.tsx';
import { RunStatus } from '../../parts/run-status.tsx';
import { kindWords } from '../../parts/run-words.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { Downloads } from './downloads.tsx';
import { PersonPanel } from './person-panel.tsx';
import { ResultList } from './result-list.tsx';
import css from './run.module.css';
import { RunApplications } from './run-applications.tsx';
import { RunCauses } from './run-causes.tsx';
import { RunCounts } from './run-counts.tsx';
import { RunMessages } from './run-messages.tsx';

const route = getRouteApi('/inside/runs/$run');

/** **History** → **Details** */
export function RunPage() {
  const { run: id } = route.useParams();
  const run = useQuery({
    ...runQuery(id),
    // Where events do not get through, the page comes to know of the end a little later.
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? 5_000 : false),
  });
  const connectors = useQuery({ ...connectorsQuery, refetchInterval: false });
  const connector = run.data?.connector;
  const name = connectors.data?.items.find((one) => one.id === connector)?.name ?? connector;
  return (
    <Page
      title={run.data === undefined ? `Run ${id}` : `${kindWords(run.data)} · ${name}`}
      summary={run.data && <Facts run={run.data} />}
      crumbs={
        connector !== undefined && (
          <>
            <Link to="/connectors">Connectors</Link> /{' '}
            <Link to="/connectors/$id/history" params={{ id: connector }}>
              {name}
            </Link>{' '}
            / Details
          </>
        )
      }
      actions={
        <LinkButton variant="default" to="/runs/$run/plan" params={{ run: id }}>
          Plan
        </LinkButton>
      }
    >
      <Loaded query={run} failed={`The run ${id} could not be read.`}>
        {(data) => <Details run={data} />}
      </Loaded>
    </Page>
  );
}

function Facts({ run }: { readonly run: RunAnswer }) {
  const { status, startedAt, finishedAt, startedBy, id } = run;
  return (
    <span className={css.facts}>
      <RunStatus status={status} />
      <Moment at={startedAt} />
      {finishedAt !== null && <span>{duration(finishedAt - startedAt)}</span>}
      <span>by {startedBy ?? 'somebody who was not noted'}</span>
      <code>{id}</code>
    </span>
  );
}

function Details({ run }: { readonly run: RunAnswer }) {
  const { status, search, person } = route.useSearch();
  const navigate = route.useNavigate();
  const liveness = useLiveRun(run);
  return (
    <Stack gap="lg">
      {run.status === 'running' && <RunProgress run={run} liveness={liveness} />}
      <RunMessages run={run} />
      <PhasesBar phases={run.phases} />
      <RunCounts run={run} status={status} />
      <RunCauses run={run} />
      <RunApplications run={run} />
      <div className={css.bar}>
        <SearchField
          label="Search people"
          placeholder="Name, username, e-mail or id"
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({
              search: (before) => ({ ...before, search: text === '' ? undefined : text }),
              replace: true,
              resetScroll: false,
            })
          }
        />
        <Downloads run={run} />
      </div>
      <ResultList run={run} />
      {person !== undefined && (
        <PersonPanel
          run={run.id}
          connector={run.connector}
          subject={person}
          onClose={() => void navigate({ search: (before) => ({ ...before, person: undefined }), resetScroll: false })}
        />
      )}
    </Stack>
  );
}
