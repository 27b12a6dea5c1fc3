import { Group, Select, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { conflictsQuery, connectorsQuery } from '../../api/connectors.ts';
import { ConnectorPage } from '../../parts/connector-page.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { counted } from '../../parts/numbers.ts';
import { useRowsOf } from '../../parts/pages-of.ts';
import { ReadMore } from '../../parts/read-more.tsx';
import { situationWords } from '../../parts/result-words.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { ConflictCard } from './conflict-card.tsx';

const route = getRouteApi('/inside/connectors/$id/conflicts');

const kinds = [
  'recreated',
  'duplicate-in-source',
  'unmanaged',
  'other-connector',
  'ambiguous',
  'name-taken',
  'protected',
];

/** Who needs a decision, with both sides. */
export function ConflictsPage() {
  const { id } = route.useParams();
  const { kind, search } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(conflictsQuery(id, { kind, search }));
  const { rows = [], hasMore, more } = useRowsOf(query);
  const { data } = useQuery(connectorsQuery);
  const open = data?.items.find((one) => one.id === id)?.openConflicts;
  const filtered = kind !== undefined || search !== undefined;
  return (
    <ConnectorPage
      id={id}
      title="Conflicts"
      summary={open === undefined ? undefined : `${counted(open, 'person needs', 'people need')} a decision`}
    >
      <Group>
        <SearchField
          label="Search people"
          placeholder="Name, username, e-mail or id"
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({
              search: (before) => ({ ...before, search: text === '' ? undefined : text }),
              replace: true,
            })
          }
        />
        <Select
          aria-label="Kind of conflict"
          placeholder="All kinds"
          clearable
          data={kinds.map((value) => ({ value, label: situationWords[value] ?? value }))}
          value={kind ?? null}
          onChange={(chosen) => navigate({ search: (before) => ({ ...before, kind: chosen ?? undefined }) })}
        />
      </Group>
      <Loaded query={query} failed="The conflicts could not be read." shape={<Lines count={3} height={140} />}>
        {() => {
          if (rows.length === 0) return <None filtered={filtered} />;
          return (
            <Stack>
              {rows.map((conflict) => (
                <ConflictCard key={`${conflict.run} ${conflict.subject}`} connector={id} conflict={conflict} />
              ))}
              {hasMore && <ReadMore loading={query.isFetchingNextPage} onMore={more} />}
            </Stack>
          );
        }}
      </Loaded>
    </ConnectorPage>
  );
}

function None({ filtered }: { readonly filtered: boolean }) {
  if (filtered) return <Empty title="No such conflict">Change the search or the filter to see others.</Empty>;
  return (
    <Empty title="Nobody needs a decision">
      When a name belongs to an account that a run must not take by itself, both sides are shown here.
    </Empty>
  );
}
