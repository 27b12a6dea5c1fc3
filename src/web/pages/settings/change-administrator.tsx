import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { AdministratorAnswer, AdministratorChange } from '../../api/answers.ts';
import { administratorsQuery, changeAdministrator, removeAdministrator } from '../../api/settings.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { errorsOf } from '../../parts/field-errors.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { roles } from './roles.ts';

interface ChangeAdministratorProps {
  readonly administrator: AdministratorAnswer;
  readonly onClose: () => void;
}

export function ChangeAdministrator({ administrator, onClose }: ChangeAdministratorProps) {
  const { id, username, kind, active } = administrator;
  const [fullName, setFullName] = useState(administrator.fullName);
  const [role, setRole] = useState(administrator.role);
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const changing = useMutation({
    mutationFn: async (what: AdministratorChange | 'remove') => {
      if (what === 'remove') await removeAdministrator(id);
      else await changeAdministrator(id, what);
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: administratorsQuery.queryKey });
      onClose();
    },
  });
  const errors = errorsOf(changing.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const local = kind === 'local' ? { role, ...(password === '' ? {} : { password }) } : {};
    changing.mutate({ fullName, ...local });
  };
  return (
    <Dialog onClose={onClose} title={`Change ${username}`}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {changing.error !== null && <ProblemAlert error={changing.error} title="Nothing was changed" />}
          <TextInput
            label="Full name"
            autoComplete="off"
            value={fullName}
            error={errors.at(['fullName'])}
            onChange={({ currentTarget }) => setFullName(currentTarget.value)}
          />
          <Select
            label="Role"
            data={roles}
            value={role}
            disabled={kind !== 'local'}
            description={kind === 'local' ? undefined : 'It comes from the groups at the provider.'}
            error={errors.at(['role'])}
            onChange={(chosen) => setRole(roles.find(({ value }) => value === chosen)?.value ?? role)}
          />
          {kind === 'local' && (
            <PasswordInput
              label="New password"
              description="Left empty, the old one stays. With a new one, open sessions end."
              autoComplete="new-password"
              value={password}
              error={errors.at(['password'])}
              onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            />
          )}
          <Group justify="space-between" mt="xs">
            <Group gap="xs">
              <Button variant="default" onClick={() => changing.mutate({ active: !active })}>
                {active ? `Deactivate ${username}` : `Activate ${username}`}
              </Button>
              <Button variant="outline" color="red" onClick={() => changing.mutate('remove')}>
                Remove {username}
              </Button>
            </Group>
            <Button type="submit" loading={changing.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
