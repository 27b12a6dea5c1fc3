import { Button, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { AdministratorAnswer } from '../../api/answers.ts';
import { sessionQuery } from '../../api/session.ts';
import { administratorsQuery } from '../../api/settings.ts';
import { Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Person } from '../../parts/person.tsx';
import { ToneBadge } from '../../parts/tone.tsx';
import { AddAdministrator } from './add-administrator.tsx';
import { ChangeAdministrator } from './change-administrator.tsx';

/** Who may log in, and as what. */
export function AdministratorsSection() {
  const administrators = useQuery(administratorsQuery);
  const [adding, setAdding] = useState(false);
  const [changed, setChanged] = useState<AdministratorAnswer>();
  return (
    <Panel
      title="Administrators"
      about="A viewer sees everything and changes nothing. An operator starts runs. An administrator changes connectors and these settings."
      actions={<Button onClick={() => setAdding(true)}>Add administrator</Button>}
    >
      <Loaded query={administrators} failed="The administrators could not be read.">
        {({ items }) => (
          <Table.ScrollContainer minWidth={620} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
            <Table verticalSpacing="xs">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>Person</Table.Th>
                  <Table.Th>Role</Table.Th>
                  <Table.Th>Logs in by</Table.Th>
                  <Table.Th>Last log-in</Table.Th>
                  <Table.Th>State</Table.Th>
                  <Table.Th>Actions</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <Row key={one.id} one={one} onChange={() => setChanged(one)} />
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
      {adding && <AddAdministrator onClose={() => setAdding(false)} />}
      {changed !== undefined && <ChangeAdministrator administrator={changed} onClose={() => setChanged(undefined)} />}
    </Panel>
  );
}

function Row({ one, onChange }: { readonly one: AdministratorAnswer; readonly onChange: () => void }) {
  const { data: session } = useQuery(sessionQuery);
  const { username, fullName, role, kind, active, lastLogIn } = one;
  return (
    <Table.Tr>
      <Table.Td>
        <Person fullName={fullName === '' ? null : fullName} username={username} />
      </Table.Td>
      <Table.Td>{role}</Table.Td>
      <Table.Td>{kind === 'local' ? 'password' : 'single sign-on'}</Table.Td>
      <Table.Td>{lastLogIn === null ? 'never' : <Moment at={lastLogIn} />}</Table.Td>
      <Table.Td>
        {active ? <ToneBadge tone="ok">active</ToneBadge> : <ToneBadge tone="quiet">deactivated</ToneBadge>}
      </Table.Td>
      <Table.Td>
        {session?.username === username ? (
          'you'
        ) : (
          <Button size="xs" variant="default" onClick={onChange} aria-label={`Change ${username}`}>
            Change
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
