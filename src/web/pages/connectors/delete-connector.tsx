import { Button, Group, List, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConnectorSummary } from '../../api/answers.ts';
import { deleteConnector } from '../../api/connectors.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { counted } from '../../parts/numbers.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

interface DeleteConnectorProps {
  readonly connector: ConnectorSummary;
  readonly onClose: () => void;
}

/** Names what will go and what will stay, and asks for the connector's id, because its history cannot be got back. */
export function DeleteConnector({ connector, onClose }: DeleteConnectorProps) {
  const { id, name, version, people, target } = connector;
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const deleting = useMutation({
    mutationFn: () => deleteConnector(id, version),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['connectors'] });
      onClose();
    },
  });
  const place = target.directory === '' ? target.label : `directory ${target.directory}`;
  return (
    <Dialog onClose={onClose} title={`Delete ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          deleting.mutate();
        }}
      >
        <Stack>
          {deleting.error !== null && <ProblemAlert error={deleting.error} title="The connector was not deleted" />}
          <List size="sm" spacing={4}>
            <List.Item>
              Its settings, its snapshot of {counted(people, 'person', 'people')} and its whole history go.
            </List.Item>
            <List.Item>
              The accounts in {place} stay as they are, with their groups. No connector manages them any more.
            </List.Item>
            <List.Item>This cannot be undone. To have it back later, export it first.</List.Item>
          </List>
          <TextInput
            label={
              <Text span size="sm">
                To confirm, type <code>{id}</code>
              </Text>
            }
            data-autofocus
            autoComplete="off"
            value={typed}
            onChange={({ currentTarget }) => setTyped(currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Keep it
            </Button>
            <Button type="submit" color="red" disabled={typed !== id} loading={deleting.isPending}>
              Delete connector and history
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
