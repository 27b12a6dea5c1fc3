import { Button, Code, Table } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { TokenAnswer } from '../../api/answers.ts';
import { revokeToken, tokensQuery } from '../../api/settings.ts';
import { Empty } from '../../parts/empty.tsx';
import { Loaded } from '../../parts/loaded.tsx';
import { Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { CreateToken } from './create-token.tsx';

/** For programs that use the REST API. */
export function TokensSection() {
  const tokens = useQuery(tokensQuery);
  const client = useQueryClient();
  const [creating, setCreating] = useState(false);
  const revoking = useMutation({
    mutationFn: revokeToken,
    onSettled: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  return (
    <Panel
      title="API tokens"
      about={
        <>
          For programs that use the REST API, which is described at <a href="/api/v1/docs">/api/v1/docs</a>.
        </>
      }
      actions={<Button onClick={() => setCreating(true)}>Create token</Button>}
    >
      {revoking.error !== null && <ProblemAlert error={revoking.error} title="The token was not revoked" />}
      <Loaded query={tokens} failed="The tokens could not be read.">
        {({ items }) => {
          if (items.length === 0)
            return <Empty title="No token">A token lets a program do what you allow it to.</Empty>;
          return <Tokens tokens={items} onRevoke={(id) => revoking.mutate(id)} />;
        }}
      </Loaded>
      {creating && <CreateToken onClose={() => setCreating(false)} />}
    </Panel>
  );
}

interface TokensProps {
  readonly tokens: readonly TokenAnswer[];
  readonly onRevoke: (id: number) => void;
}

function Tokens({ tokens, onRevoke }: TokensProps) {
  return (
    <Table.ScrollContainer minWidth={680} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Name</Table.Th>
            <Table.Th>Begins with</Table.Th>
            <Table.Th>May</Table.Th>
            <Table.Th>Made by</Table.Th>
            <Table.Th>Expires</Table.Th>
            <Table.Th>Last used</Table.Th>
            <Table.Th>Actions</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {tokens.map(({ id, name, prefix, scopes, createdBy, expiresAt, lastUsed }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>
                <Code>{prefix}…</Code>
              </Table.Td>
              <Table.Td>{scopes.join(', ')}</Table.Td>
              <Table.Td>{createdBy}</Table.Td>
              <Table.Td>{expiresAt === null ? 'never' : <Moment at={expiresAt} />}</Table.Td>
              <Table.Td>{lastUsed === null ? 'never' : <Moment at={lastUsed} />}</Table.Td>
              <Table.Td>
                <Button size="xs" variant="outline" color="red" onClick={() => onRevoke(id)}>
                  Revoke {name}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
