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
import css from './runs-list.module.css';

const started: Column<RunAnswer> = {
  key: 'started',
  header: 'Started',
  width: 'minmax(92px, 0.9fr)',
  cell: ({ startedAt, startedBy }) => (
    <span className={css.two}>
      <Moment at={startedAt} />
      <span>by {startedBy ?? 'somebody'}</span>
    </span>
  ),
};

/** With the connector where the list is of all of them. */
function kind(named: boolean): Column<RunAnswer> {
  return {
    key: 'kind',
    header: named ? 'Connector' : 'Kind',
    width: 'minmax(120px, 1.1fr)',
    from: 'medium',
    cell: (run) => (
      <span className={css.two}>
        {named && (
          <Link to="/connectors/$id/history" params={{ id: run.connector }}>
            {run.connector}
          </Link>
        )}
        <span>{kindWords(run)}</span>
      </span>
    ),
  };
}

const outcome: readonly Column<RunAnswer>[] = [
  {
    key: 'status',
    header: 'Status',
    width: 'minmax(126px, 1.2fr)',
    cell: ({ status }) => <RunStatus status={status} />,
  },
  {
    key: 'counts',
    header: 'Counts',
    width: 'minmax(200px, 2.4fr)',
    from: 'wide',
    cell: (run) => <CountsLine run={run} />,
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
    width: '50px',
    cell: ({ id }) => (
      <Link to="/runs/$run" params={{ run: id }} aria-label={`Details of run ${id}`}>
        Details
      </Link>
    ),
  },
];

const ofAll = [started, kind(true), ...outcome];
const ofOne = [started, kind(false), ...outcome];

interface RunsListProps {
  readonly filter: RunsFilter;
  readonly label: string;
  readonly ofOneConnector?: boolean;
  readonly empty: ReactNode;
}

export function RunsList({ filter, label, ofOneConnector = false, empty }: RunsListProps) {
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
            columns={ofOneConnector ? ofOne : ofAll}
            rows={rows}
            keyOf={({ id }) => id}
            onOpen={({ id }) => void navigate({ to: '/runs/$run', params: { run: id } })}
            hasMore={hasMore}
            onEnd={more}
            rowHeight={50}
          />
        );
      }}
    </Loaded>
  );
}
