import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Directory, DirectoryGroup } from '../../api/answers.ts';
import { directoryGroupsQuery } from '../../api/directories.ts';
import { Empty } from '../../parts/empty.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { number } from '../../parts/numbers.ts';
import { useRowsOf } from '../../parts/pages-of.ts';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { Origin } from './origin.tsx';

const route = getRouteApi('/inside/directory');

const columns: readonly Column<DirectoryGroup>[] = [
  { key: 'name', header: 'Group', width: 'minmax(140px, 1.5fr)', cell: ({ name }) => name },
  {
    key: 'description',
    header: 'Description',
    width: 'minmax(120px, 2fr)',
    from: 'wide',
    cell: ({ description }) => description ?? '',
  },
  {
    key: 'managed',
    header: 'Made by',
    width: 'minmax(90px, 1fr)',
    from: 'medium',
    cell: ({ connector }) => <Origin connector={connector} />,
  },
  { key: 'members', header: 'Members', width: '90px', numeric: true, cell: ({ members }) => number(members) },
  {
    key: 'subgroups',
    header: 'Groups in it',
    width: 'minmax(110px, 1.5fr)',
    from: 'wide',
    cell: ({ subgroups }) => subgroups.join(', '),
  },
];

export function GroupList({ directory: { id, groups } }: { readonly directory: Directory }) {
  const { search, group } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(directoryGroupsQuery(id, search));
  const { rows = [], hasMore, more } = useRowsOf(query);
  return (
    <Loaded query={query} failed="The groups could not be read." shape={<Lines count={8} height={34} />}>
      {() => {
        if (rows.length === 0) {
          return <Empty title="No such group">Groups come here with the people who are in them.</Empty>;
        }
        return (
          <RowList
            label="Groups"
            columns={columns}
            rows={rows}
            keyOf={({ name }) => name}
            total={search === undefined ? groups + 1 : undefined}
            chosen={group}
            onOpen={({ name }) =>
              void navigate({ search: (before) => ({ ...before, group: name }), resetScroll: false })
            }
            hasMore={hasMore}
            onEnd={more}
            rowHeight={42}
          />
        );
      }}
    </Loaded>
  );
}
