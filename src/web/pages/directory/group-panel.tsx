import { Button, Stack, Table } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { groupMembersQuery } from '../../api/directories.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { useRowsOf } from '../../parts/pages-of.ts';
import { SidePanel } from '../../parts/side-panel.tsx';
import { Origin } from './origin.tsx';

interface GroupPanelProps {
  readonly directory: string;
  readonly name: string;
  readonly onClose: () => void;
}

export function GroupPanel({ directory, name, onClose }: GroupPanelProps) {
  const query = useInfiniteQuery(groupMembersQuery(directory, name));
  const { rows = [], hasMore, more } = useRowsOf(query);
  return (
    <SidePanel title={`Group ${name}`} onClose={onClose}>
      <Loaded query={query} failed={`The members of ${name} could not be read.`}>
        {() => {
          if (rows.length === 0) return 'Nobody is in this group.';
          return (
            <Stack>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Member</Table.Th>
                    <Table.Th>Membership from</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {rows.map(({ number, fullName, username, connector, active, through }) => (
                    <Table.Tr key={number}>
                      <Table.Td>
                        <Link to="/directory" search={{ directory, tab: 'groups', group: name, user: number }}>
                          {fullName ?? username}
                        </Link>{' '}
                        {active ? '' : '(disabled)'}
                      </Table.Td>
                      <Table.Td>
                        <Origin connector={connector} />
                        {through !== null && (
                          <>
                            {' '}
                            through{' '}
                            <Link to="/directory" search={{ directory, tab: 'groups', group: through }}>
                              {through}
                            </Link>
                          </>
                        )}
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
              {hasMore && (
                <Button variant="default" size="xs" loading={query.isFetchingNextPage} onClick={more}>
                  Show more members
                </Button>
              )}
            </Stack>
          );
        }}
      </Loaded>
    </SidePanel>
  );
}
