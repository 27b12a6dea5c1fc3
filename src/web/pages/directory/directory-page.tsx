import { Group, Select, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { Directory } from '../../api/answers.ts';
import { directoriesQuery } from '../../api/directories.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { counted, number } from '../../parts/numbers.ts';
import { Page } from '../../parts/page.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { GroupList } from './group-list.tsx';
import { GroupPanel } from './group-panel.tsx';
import { PasswordLine } from './password-line.tsx';
import { UserList } from './user-list.tsx';
import { UserPanel } from './user-panel.tsx';

const route = getRouteApi('/inside/directory');

/** The accounts, groups and memberships that this program stores and serves. */
export function DirectoryPage() {
  const { directory } = route.useSearch();
  const directories = useQuery(directoriesQuery);
  const items = directories.data?.items ?? [];
  const chosen = items.find(({ id }) => id === directory) ?? items[0];
  return (
    <Page title="Directory" summary={chosen && <Summary of={chosen} />}>
      <Loaded query={directories} failed="The directories could not be read.">
        {() => {
          if (chosen === undefined) {
            return <Empty title="No directory yet">The first sync of a connector makes one.</Empty>;
          }
          return <Contents directory={chosen} all={items} />;
        }}
      </Loaded>
    </Page>
  );
}

function Summary({ of }: { readonly of: Directory }) {
  const { users, active, groups } = of;
  return (
    <>
      {counted(users, 'account', 'accounts')}, {number(active)} active · {counted(groups, 'group', 'groups')}
      <PasswordLine key={of.id} directory={of} />
    </>
  );
}

function Contents({ directory, all }: { readonly directory: Directory; readonly all: readonly Directory[] }) {
  const { tab = 'users', search, user, group } = route.useSearch();
  const navigate = route.useNavigate();
  const go = (next: { tab?: 'users' | 'groups'; directory?: string }) => {
    void navigate({ search: { directory: directory.id, ...next } });
  };
  const close = () => {
    void navigate({ search: (before) => ({ ...before, user: undefined, group: undefined }), resetScroll: false });
  };
  return (
    <>
      <Tabs value={tab} onChange={(chosen) => go({ tab: chosen === 'groups' ? 'groups' : 'users' })}>
        <Tabs.List>
          <Tabs.Tab value="users">Users ({number(directory.users)})</Tabs.Tab>
          <Tabs.Tab value="groups">Groups ({number(directory.groups)})</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value={tab} pt="md">
          <Group mb="md">
            <SearchField
              key={tab}
              label={tab === 'users' ? 'Search users' : 'Search groups'}
              value={search ?? ''}
              onSearch={(text) =>
                void navigate({
                  search: (before) => ({ ...before, search: text === '' ? undefined : text }),
                  replace: true,
                })
              }
            />
            {all.length > 1 && (
              <Select
                aria-label="Directory"
                data={all.map(({ id }) => id)}
                value={directory.id}
                onChange={(chosen) => chosen !== null && go({ directory: chosen, tab })}
              />
            )}
          </Group>
          {tab === 'users' ? <UserList directory={directory} /> : <GroupList directory={directory} />}
        </Tabs.Panel>
      </Tabs>
      {user !== undefined && <UserPanel directory={directory.id} number={user} onClose={close} />}
      {group !== undefined && user === undefined && (
        <GroupPanel directory={directory.id} name={group} onClose={close} />
      )}
    </>
  );
}
