import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { RunAnswer } from '../../api/answers.ts';
import { type RunsFilter, runsQuery } from '../../api/runs.ts';
import { CountsLine } from '../../parts/counts.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { duration } from '../../parts/numbers.ts';
import { useRowsOf } from '../../parts/pages-of.ts';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { RunStatus } from '../../parts/run-status.tsx';
import { kindWords } from '../../parts/run-words.ts';

const when: Column<RunAnswer> = {
  key: 'when',
  header: 'Started',
  width: 'minmax(104px, 0.8fr)',
  cell: ({ startedAt }) => <Moment at={startedAt} />,
};
const connector: Column<RunAnswer> = {
  key: 'connector',
  header: 'Connector',
  width: 'minmax(90px, 1fr)',
  from: 'medium',
  cell: (run) => (
    <Link to="/connectors/$id/history" params={{ id: run.connector }}>
      {run.connector}
    </Link>
  ),
};
const others: readonly Column<RunAnswer>[] = [
  { key: 'kind', header: 'Kind', width: 'minmax(110px, 1.2fr)', from: 'medium', cell: (run) => kindWords(run) },
  {
    key: 'status',
    header: 'Status',
    width: 'minmax(120px, 1fr)',
    cell: ({ status }) => <RunStatus status={status} />,
  },
  {
    key: 'counts',
    header: 'Counts',
    width: 'minmax(180px, 2.4fr)',
    from: 'wide',
    cell: (run) => <CountsLine run={run} />,
  },
  {
    key: 'by',
    header: 'By',
    width: 'minmax(80px, 0.8fr)',
    from: 'wide',
    cell: ({ startedBy }) => startedBy ?? 'not noted',
  },
  {
    key: 'duration',
    header: 'Took',
    width: '70px',
    from: 'medium',
    numeric: true,
    cell: ({ startedAt, finishedAt }) => (finishedAt === null ? '' : duration(finishedAt - startedAt)),
  },
  {
    key: 'details',
    header: 'More',
    width: '56px',
    cell: ({ id }) => (
      <Link to="/runs/$run" params={{ run: id }} aria-label={`Details of run ${id}`}>
        Details
      </Link>
    ),
  },
];

interface RunsListProps {
  readonly filter: RunsFilter;
  readonly label: string;
  readonly empty: ReactNode;
}

export function RunsList({ filter, label, empty }: RunsListProps) {
  const query = useInfiniteQuery(runsQuery(filter));
  const { rows = [], hasMore, more } = useRowsOf(query);
  const navigate = useNavigate();
  return (
    <Loaded query={query} failed="The runs could not be read." shape={<Lines count={8} height={34} />}>
      {() => {
        if (rows.length === 0) return empty;
        return (
          <RowList
            label={label}
            columns={filter.connector === undefined ? [when, connector, ...others] : [when, ...others]}
            rows={rows}
            keyOf={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
            hasMore={hasMore}
            onEnd={more}
            rowHeight={44}
          />
        );
      }}
    </Loaded>
  );
}
