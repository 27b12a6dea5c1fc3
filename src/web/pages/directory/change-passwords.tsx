import { Button, Group, Radio, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Directory } from '../../api/answers.ts';
import { connectorTypesQuery } from '../../api/connectors.ts';
import { directoriesQuery, setAuthentication } from '../../api/directories.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ableSources, checkerOf, checkers } from './password-words.ts';

interface ChangePasswordsProps {
  readonly directory: Directory;
  readonly onClose: () => void;
}

export function ChangePasswords({ directory, onClose }: ChangePasswordsProps) {
  const [chosen, setChosen] = useState(directory.authentication);
  const types = useQuery(connectorTypesQuery);
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: () => setAuthentication(directory.id, chosen),
    onSuccess: async ({ authentication }) => {
      await client.invalidateQueries({ queryKey: directoriesQuery.queryKey, exact: true });
      notifications.show({ title: 'Saved', message: `Passwords are checked by: ${checkerOf(authentication)}.` });
      onClose();
    },
  });
  const about = (value: string, help: string) =>
    value === 'source' && types.data !== undefined ? `${help} ${ableSources(types.data)}` : help;
  return (
    <Dialog onClose={onClose} title={`Who checks the passwords of ${directory.id}`}>
      <Stack>
        {saving.error !== null && <ProblemAlert error={saving.error} title="Nothing was changed" />}
        <Radio.Group
          aria-label="Who checks the passwords"
          value={chosen}
          onChange={(value) => setChosen(checkers.find((one) => one.value === value)?.value ?? chosen)}
        >
          <Stack gap="xs">
            {checkers.map(({ value, label, help }) => (
              <Radio key={value} value={value} label={label} description={about(value, help)} />
            ))}
          </Stack>
        </Radio.Group>
        <Group justify="flex-end">
          <Button loading={saving.isPending} onClick={() => saving.mutate()}>
            Save
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
