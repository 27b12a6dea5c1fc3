import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ResultRow, RunAnswer } from '../../api/answers.ts';
import { type ResultsFilter, resultsQuery } from '../../api/runs.ts';
import { Empty } from '../../parts/empty.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { Person } from '../../parts/person.tsx';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { ResultStatusBadge } from '../../parts/run-status.tsx';
import { peopleCounts } from '../../parts/run-words.ts';
import css from './run.module.css';

const route = getRouteApi('/inside/runs/$run');

/** The result browser: everybody whom the run tells of, however many. */
export function ResultList({ run }: { readonly run: RunAnswer }) {
  const { status, search, sort, person } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery({
    ...resultsQuery(run.id, { status, search, sort }),
    placeholderData: keepPreviousData,
  });
  const { rows = [], hasMore, more } = useRowsOf(query);
  const change = (next: ResultsFilter) => {
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true, resetScroll: false });
  };
  return (
    <Loaded query={query} failed="The results could not be read." shape={<Lines count={10} height={34} />}>
      {() => {
        if (rows.length === 0) return <Nobody run={run} filtered={status !== undefined || search !== undefined} />;
        return (
          <RowList
            label="People"
            columns={columns(sort, change)}
            rows={rows}
            keyOf={({ subject }) => subject}
            total={search === undefined ? totalOf(run, status) : undefined}
            chosen={person}
            onOpen={({ subject }) =>
              void navigate({ search: (before) => ({ ...before, person: subject }), resetScroll: false })
            }
            hasMore={hasMore}
            onEnd={more}
          />
        );
      }}
    </Loaded>
  );
}

type Sort = ResultsFilter['sort'];

function columns(sort: Sort, change: (next: ResultsFilter) => void): readonly Column<ResultRow>[] {
  const byName = sort === 'username' ? 'up' : sort === '-username' ? 'down' : 'none';
  const nextByName: Sort = byName === 'none' ? 'username' : byName === 'up' ? '-username' : undefined;
  const byStatus = sort === 'status' ? 'up' : 'none';
  return [
    {
      key: 'status',
      header: 'Status',
      width: '118px',
      sort: { order: byStatus, onSort: () => change({ sort: byStatus === 'up' ? undefined : 'status' }) },
      cell: ({ status }) => <ResultStatusBadge status={status} />,
    },
    {
      key: 'person',
      header: 'Person',
      width: 'minmax(140px, 1.6fr)',
      sort: { order: byName, onSort: () => change({ sort: nextByName }) },
      cell: ({ fullName, username, sourceId }) => (
        <Person fullName={fullName} username={username} fallback={sourceId} />
      ),
    },
    { key: 'email', header: 'E-mail', width: 'minmax(120px, 1.3fr)', from: 'wide', cell: ({ email }) => email ?? '' },
    {
      key: 'what',
      header: 'What changed',
      width: 'minmax(160px, 2.4fr)',
      from: 'medium',
      cell: (row) => <What row={row} />,
    },
  ];
}

function What({ row: { message, changed, status, reason } }: { readonly row: ResultRow }) {
  if (message !== '')
    return (
      <span className={status === 'FAILED' ? css.message : css.changed} title={message}>
        {message}
      </span>
    );
  return (
    <span className={css.changed}>{changed.length > 0 ? changed.join(', ') : status === 'FILTERED' ? reason : ''}</span>
  );
}

function totalOf({ counts }: RunAnswer, status: string | undefined): number | undefined {
  if (status === undefined) return counts.result + 1;
  const count = peopleCounts.find((one) => one.status === status);
  return count === undefined ? undefined : counts[count.name] + 1;
}

function Nobody({ run, filtered }: { readonly run: RunAnswer; readonly filtered: boolean }) {
  if (filtered) return <Empty title="Nobody fits">Change the search or the filter to see others.</Empty>;
  if (run.status === 'running')
    return <Empty title="Nothing yet">People appear here when the plan has been made.</Empty>;
  if (run.status === 'failed')
    return <Empty title="No results">The run ended before anybody was looked at. The message above says why.</Empty>;
  return (
    <Empty title="Nobody had to be looked at">
      Nothing has changed at the provider since the last run. A full sync tells of everybody.
    </Empty>
  );
}
