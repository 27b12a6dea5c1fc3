import { Select, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { PlanItem, RunAnswer } from '../../api/answers.ts';
import { planQuery, runQuery } from '../../api/runs.ts';
import { CountsLine, changeWords } from '../../parts/counts.tsx';
import { Empty } from '../../parts/empty.tsx';
import { LinkButton } from '../../parts/links.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { Page } from '../../parts/page.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { RunStatus } from '../../parts/run-status.tsx';
import { isPlanned, kindWords } from '../../parts/run-words.ts';
import { ToneBadge } from '../../parts/tone.tsx';
import { RunMessages } from '../run/run-messages.tsx';
import { ItemPanel } from './item-panel.tsx';
import { actionWords, itemName, planActions, shortChange, stateTones } from './plan-words.ts';

const route = getRouteApi('/inside/runs/$run/plan');

export function PlanPage() {
  const { run: id } = route.useParams();
  const run = useQuery(runQuery(id));
  return (
    <Page
      title={`Plan of run ${id}`}
      summary={run.data && <Summary run={run.data} />}
      crumbs={
        run.data && (
          <>
            <Link to="/connectors">Connectors</Link> /{' '}
            <Link to="/connectors/$id/history" params={{ id: run.data.connector }}>
              {run.data.connector}
            </Link>{' '}
            /{' '}
            <Link to="/runs/$run" params={{ run: id }}>
              {kindWords(run.data)}
            </Link>
          </>
        )
      }
      actions={
        <LinkButton variant="default" to="/runs/$run" params={{ run: id }}>
          Details
        </LinkButton>
      }
    >
      <Loaded query={run} failed="The run could not be read.">
        {(data) => (
          <Stack gap="lg">
            {data.guards.length > 0 && <RunMessages run={data} />}
            <Items run={data} />
          </Stack>
        )}
      </Loaded>
    </Page>
  );
}

function Summary({ run }: { readonly run: RunAnswer }) {
  const changes = changeWords(run.counts);
  return (
    <>
      <RunStatus status={run.status} /> {isPlanned(run) ? 'Nothing of this was done.' : 'What the run did, in order.'}
      <CountsLine run={run} />
      {changes}
    </>
  );
}

const columns: readonly Column<PlanItem>[] = [
  { key: 'seq', header: 'Order', width: '64px', numeric: true, from: 'medium', cell: ({ seq }) => seq },
  {
    key: 'action',
    header: 'Action',
    width: 'minmax(96px, 0.8fr)',
    cell: ({ action }) => actionWords[action] ?? action,
  },
  { key: 'whom', header: 'Whom', width: 'minmax(110px, 1.2fr)', cell: itemName },
  { key: 'change', header: 'Before → after', width: 'minmax(160px, 2.4fr)', from: 'medium', cell: shortChange },
  { key: 'reason', header: 'Why', width: 'minmax(140px, 1.6fr)', from: 'wide', cell: ({ reason }) => reason },
  {
    key: 'state',
    header: 'State',
    width: '104px',
    cell: ({ state }) => <ToneBadge tone={stateTones[state] ?? 'quiet'}>{state}</ToneBadge>,
  },
];

function Items({ run }: { readonly run: RunAnswer }) {
  const { item: open, action } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(planQuery(run.id, action));
  const { rows = [], hasMore, more } = useRowsOf(query);
  const show = (item: number | undefined) =>
    void navigate({ search: (before) => ({ ...before, item }), resetScroll: false });
  const shown = rows.find(({ seq }) => seq === open);
  const choices = Object.entries(actionWords).map(([value, label]) => ({ value, label }));
  return (
    <Stack>
      <Select
        aria-label="Kind of change"
        placeholder="All kinds of change"
        clearable
        data={choices}
        maw={240}
        value={action ?? null}
        onChange={(chosen) => void navigate({ search: { action: planActions.find((one) => one === chosen) } })}
      />
      <Loaded query={query} failed="The plan could not be read." shape={<Lines count={10} height={32} />}>
        {() => (
          <>
            {rows.length === 0 ? (
              <Empty title={action === undefined ? 'Nothing to change' : 'No such change'}>
                {action === undefined ? 'Everybody was as the provider has them.' : 'Choose another kind of change.'}
              </Empty>
            ) : (
              <RowList
                label="Plan"
                columns={columns}
                rows={rows}
                keyOf={({ seq }) => seq}
                chosen={open}
                onOpen={({ seq }) => show(seq)}
                hasMore={hasMore}
                onEnd={more}
                rowHeight={42}
              />
            )}
            {shown !== undefined && <ItemPanel item={shown} onClose={() => show(undefined)} />}
          </>
        )}
      </Loaded>
    </Stack>
  );
}
