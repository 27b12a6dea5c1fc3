import { Stack, Table, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { DirectoryUserDetail } from '../../api/answers.ts';
import { directoryUserQuery } from '../../api/directories.ts';
import { CopyId } from '../../parts/copy-id.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Person } from '../../parts/person.tsx';
import { SidePanel } from '../../parts/side-panel.tsx';
import { Attributes } from '../../parts/value.tsx';
import { Origin } from './origin.tsx';
import { ActiveBadge } from './user-list.tsx';

interface UserPanelProps {
  readonly directory: string;
  readonly number: number;
  readonly onClose: () => void;
}

export function UserPanel({ directory, number, onClose }: UserPanelProps) {
  const user = useQuery(directoryUserQuery(directory, number));
  const title =
    user.data === undefined ? (
      `Account ${number}`
    ) : (
      <Person fullName={user.data.fullName} username={user.data.username} />
    );
  return (
    <SidePanel title={title} onClose={onClose}>
      <Loaded query={user} failed={`Account ${number} could not be read.`}>
        {(data) => <Facts user={data} directory={directory} />}
      </Loaded>
    </SidePanel>
  );
}

function Facts({ user, directory }: { readonly user: DirectoryUserDetail; readonly directory: string }) {
  const { number, active, email, connector, sourceId, attributes, memberships } = user;
  return (
    <Stack>
      <Attributes
        of={{
          account: number,
          state: <ActiveBadge active={active} />,
          'e-mail': email,
          'managed by': <Origin connector={connector} />,
          ...(sourceId === null ? {} : { 'source id': <CopyId value={sourceId} label="source id" /> }),
          ...attributes,
        }}
      />
      <section>
        <Title order={3} mb={4}>
          Groups ({memberships.length})
        </Title>
        {memberships.length === 0 ? (
          'In no group.'
        ) : (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Group</Table.Th>
                <Table.Th>Membership from</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {memberships.map(({ group, connector: from }) => (
                <Table.Tr key={group}>
                  <Table.Td>
                    <Link to="/directory" search={{ directory, tab: 'groups', group }}>
                      {group}
                    </Link>
                  </Table.Td>
                  <Table.Td>
                    <Origin connector={from} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </section>
    </Stack>
  );
}
