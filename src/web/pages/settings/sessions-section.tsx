import { Button, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endSession, openSessionsQuery } from '../../api/session.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

/** Who is logged in, where. */
export function SessionsSection() {
  const sessions = useQuery(openSessionsQuery);
  const client = useQueryClient();
  const ending = useMutation({
    mutationFn: endSession,
    onSettled: () => client.invalidateQueries({ queryKey: openSessionsQuery.queryKey }),
  });
  return (
    <Panel title="Open sessions" about="Whoever uses a session that was ended must log in again.">
      {ending.error !== null && <ProblemAlert error={ending.error} title="The session was not ended" />}
      <Loaded query={sessions} failed="The sessions could not be read.">
        {({ items }) => (
          <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Who</Table.Th>
                  <Table.Th>Since</Table.Th>
                  <Table.Th>Last seen</Table.Th>
                  <Table.Th>From</Table.Th>
                  <Table.Th>Browser</Table.Th>
                  <Table.Th>Actions</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map(({ id, username, createdAt, lastSeen, address, agent, current }) => (
                  <Table.Tr key={id}>
                    <Table.Td>{username}</Table.Td>
                    <Table.Td>
                      <Moment at={createdAt} />
                    </Table.Td>
                    <Table.Td>
                      <Moment at={lastSeen} />
                    </Table.Td>
                    <Table.Td>{address}</Table.Td>
                    <Table.Td title={agent}>{browserOf(agent)}</Table.Td>
                    <Table.Td>
                      {current ? (
                        'this one'
                      ) : (
                        <Button size="xs" variant="outline" color="red" onClick={() => ending.mutate(id)}>
                          End session of {username}
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
    </Panel>
  );
}

/** The name that people know; the whole text is shown on hover. */
function browserOf(agent: string): string {
  const names = [
    ['Edg/', 'Edge'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ] as const;
  return names.find(([mark]) => agent.includes(mark))?.[1] ?? agent.slice(0, 40);
}
