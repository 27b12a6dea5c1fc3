import { Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { secretsQuery } from '../../api/settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { Panel } from '../../parts/panel.tsx';

/** How old secrets are, never what they are. */
export function SecretsSection() {
  const secrets = useQuery(secretsQuery);
  return (
    <Panel
      title="Stored secrets"
      about="They are stored encrypted and never shown. A new one is typed in where it is used. The key is changed on the command line: user-sync secret rotate."
    >
      <Loaded query={secrets} failed="The secrets could not be read.">
        {({ items }) => {
          if (items.length === 0) {
            return <Empty title="No secret is stored">Passwords that you type into a connector are listed here.</Empty>;
          }
          return (
            <Table.ScrollContainer minWidth={560} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>Used by</Table.Th>
                    <Table.Th>Age</Table.Th>
                    <Table.Th>Set</Table.Th>
                    <Table.Th>By</Table.Th>
                    <Table.Th>Key</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map(({ name, usedBy, setAt, setBy, keyId }) => (
                    <Table.Tr key={name}>
                      <Table.Td>
                        <code>{name}</code>
                      </Table.Td>
                      <Table.Td>{usedBy.length === 0 ? 'nothing' : usedBy.join(', ')}</Table.Td>
                      <Table.Td>{age(setAt)}</Table.Td>
                      <Table.Td>
                        <Moment at={setAt} />
                      </Table.Td>
                      <Table.Td>{setBy ?? 'not noted'}</Table.Td>
                      <Table.Td>
                        <code>{keyId}</code>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          );
        }}
      </Loaded>
    </Panel>
  );
}

function age(setAt: number): string {
  const days = Math.floor((Date.now() - setAt) / 86_400_000);
  return days === 0 ? 'today' : counted(days, 'day', 'days');
}
