import { Group } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { AuditEntry } from '../../api/answers.ts';
import { auditQuery } from '../../api/settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { Lines, Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Page } from '../../parts/page.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { type Column, RowList } from '../../parts/row-list.tsx';
import { EntryPanel } from './entry-panel.tsx';
import { FilterField } from './filter-field.tsx';

const route = getRouteApi('/inside/audit');

const columns: readonly Column<AuditEntry>[] = [
  { key: 'at', header: 'When', width: 'minmax(96px, 0.7fr)', cell: ({ at }) => <Moment at={at} /> },
  { key: 'actor', header: 'Who', width: 'minmax(70px, 1fr)', cell: ({ actor }) => actor },
  { key: 'action', header: 'What', width: 'minmax(110px, 1.2fr)', cell: ({ action }) => <code>{action}</code> },
  { key: 'subject', header: 'About', width: 'minmax(120px, 1.6fr)', from: 'medium', cell: ({ subject }) => subject },
  { key: 'address', header: 'From', width: 'minmax(90px, 0.8fr)', from: 'wide', cell: ({ address }) => address ?? '' },
];

/** Who did what, before → after. It can only be read. */
export function AuditPage() {
  const { entry, ...filter } = route.useSearch();
  const navigate = route.useNavigate();
  const query = useInfiniteQuery(auditQuery(filter));
  const { rows = [], hasMore, more } = useRowsOf(query);
  const open = rows.find(({ number }) => number === entry);
  const show = (number: number | undefined) => {
    void navigate({ search: (before) => ({ ...before, entry: number }), resetScroll: false });
  };
  const change = (next: Partial<typeof filter>) => {
    void navigate({ search: (before) => ({ ...before, ...next, entry: undefined }), replace: true });
  };
  return (
    <Page title="Audit" summary="Who did what, the newest first. Nobody can change or delete an entry here.">
      <Group align="end">
        <FilterField label="Who" value={filter.actor} onChange={(actor) => change({ actor })} />
        <FilterField label="What" value={filter.action} onChange={(action) => change({ action })} />
        <FilterField label="About" value={filter.subject} onChange={(subject) => change({ subject })} />
      </Group>
      <Loaded query={query} failed="The audit log could not be read." shape={<Lines count={10} height={32} />}>
        {() => {
          if (rows.length === 0) return <Empty title="No entry fits">Change the filters to see others.</Empty>;
          return (
            <RowList
              label="Entries"
              columns={columns}
              rows={rows}
              keyOf={({ number }) => number}
              chosen={entry}
              onOpen={({ number }) => show(number)}
              hasMore={hasMore}
              onEnd={more}
              rowHeight={42}
            />
          );
        }}
      </Loaded>
      {open !== undefined && <EntryPanel entry={open} onClose={() => show(undefined)} />}
    </Page>
  );
}
