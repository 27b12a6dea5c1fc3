import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Directory, DirectoryUserAnswer } from '../../api/answers.ts';
import { directoryUsersQuery } from '../../api/directories.ts';
import { Empty } from '../../parts/empty.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { Person } from '../../parts/person.tsx';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { ToneBadge } from '../../parts/tone.tsx';
import { Origin } from './origin.tsx';

const route = getRouteApi('/inside/directory');

const columns: readonly Column<DirectoryUserAnswer>[] = [
  {
    key: 'person',
    header: 'Person',
    width: 'minmax(150px, 1.6fr)',
    cell: ({ fullName, username }) => <Person fullName={fullName} username={username} />,
  },
  { key: 'email', header: 'E-mail', width: 'minmax(120px, 1.6fr)', from: 'medium', cell: ({ email }) => email ?? '' },
  { key: 'number', header: 'Account', width: '84px', from: 'wide', numeric: true, cell: ({ number }) => number },
  {
    key: 'managed',
    header: 'Managed by',
    width: 'minmax(90px, 1fr)',
    from: 'wide',
    cell: ({ connector }) => <Origin connector={connector} />,
  },
  { key: 'active', header: 'State', width: '94px', cell: ({ active }) => <ActiveBadge active={active} /> },
];

export function ActiveBadge({ active }: { readonly active: boolean }) {
  return active ? <ToneBadge tone="ok">active</ToneBadge> : <ToneBadge tone="quiet">disabled</ToneBadge>;
}

export function UserList({ directory: { id, users } }: { readonly directory: Directory }) {
  const { search, user } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(directoryUsersQuery(id, search));
  const { rows = [], hasMore, more } = useRowsOf(query);
  return (
    <Loaded query={query} failed="The users could not be read." shape={<Lines count={10} height={34} />}>
      {() => {
        if (rows.length === 0) {
          return <Empty title="Nobody fits">Search for a part of a username, a name or an e-mail address.</Empty>;
        }
        return (
          <RowList
            label="Users"
            columns={columns}
            rows={rows}
            keyOf={({ number }) => number}
            total={search === undefined ? users + 1 : undefined}
            chosen={user}
            onOpen={({ number }) =>
              void navigate({ search: (before) => ({ ...before, user: number }), resetScroll: false })
            }
            hasMore={hasMore}
            onEnd={more}
          />
        );
      }}
    </Loaded>
  );
}
