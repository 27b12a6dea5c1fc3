import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useMemo } from 'react';
import { type Difference, differences } from '../../form/differences.ts';
import { exactMoment } from '../../parts/moment.tsx';
import { textOf } from '../../parts/value.tsx';
import { settingWords } from './setting-words.ts';
import type { EditedConnector } from './use-edited-connector.ts';

/** Two administrators have changed the same connector: both changes side by side, and a choice. */
export function StaleDialog({ edited }: { readonly edited: EditedConnector }) {
  const { theirs, saved, changes, takeTheirs, keepMine, isSaving } = edited;
  const rows = useMemo(() => {
    return theirs === undefined ? [] : bothChanges(changes, differences(saved, theirs.connector));
  }, [theirs, saved, changes]);
  if (theirs === undefined) return null;
  const who = theirs.updatedBy ?? 'Somebody';
  return (
    <Modal
      opened
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      size="xl"
      title="Somebody else has changed this connector"
    >
      <Stack>
        <Text size="sm">
          {who} saved version {theirs.version} on {exactMoment(theirs.updatedAt)}, after you had opened it. Nothing of
          yours was saved yet, and nothing of theirs is lost.
        </Text>
        <Table.ScrollContainer minWidth={460} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Setting</Table.Th>
                <Table.Th>Before</Table.Th>
                <Table.Th>Theirs</Table.Th>
                <Table.Th>Mine</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ setting, before, other, mine }) => (
                <Table.Tr key={setting}>
                  <Table.Td>{setting}</Table.Td>
                  <Table.Td>{before}</Table.Td>
                  <Table.Td>{other}</Table.Td>
                  <Table.Td>{mine}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
        <Text size="sm" c="dimmed">
          Keep mine: your changes are put on top of theirs; where both changed the same setting, yours counts. See
          theirs: the form shows what they saved, and your changes are given up.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={takeTheirs}>
            See theirs
          </Button>
          <Button loading={isSaving} onClick={() => void keepMine()}>
            Keep mine
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

interface BothChanges {
  readonly setting: string;
  readonly before: string;
  readonly other: string;
  readonly mine: string;
}

function bothChanges(mine: readonly Difference[], theirs: readonly Difference[]): readonly BothChanges[] {
  const paths = new Map([...mine, ...theirs].map((one) => [one.path.join('.'), one]));
  const after = (changes: readonly Difference[], key: string) => {
    const change = changes.find(({ path }) => path.join('.') === key);
    return change === undefined ? 'as before' : textOf(change.after);
  };
  return [...paths].map(([key, { path, before }]) => {
    return { setting: settingWords(path), before: textOf(before), other: after(theirs, key), mine: after(mine, key) };
  });
}
