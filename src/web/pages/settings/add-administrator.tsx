import { Button, Group, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { NewAdministrator, Role } from '../../api/answers.ts';
import { addAdministrator, administratorsQuery } from '../../api/settings.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { errorsOf } from '../../parts/field-errors.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { roles } from './roles.ts';

export function AddAdministrator({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const form = useForm<NewAdministrator & { fullName: string; role: Role }>({
    initialValues: { username: '', fullName: '', role: 'viewer', password: '' },
  });
  const adding = useMutation({
    mutationFn: addAdministrator,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: administratorsQuery.queryKey });
      onClose();
    },
    onError: (error) => form.setErrors(errorsOf(error).asForm()),
  });
  return (
    <Dialog onClose={onClose} title="Add administrator">
      <form onSubmit={form.onSubmit((values) => adding.mutate(values))}>
        <Stack gap="sm">
          {adding.error !== null && <ProblemAlert error={adding.error} title="Nobody was added" />}
          <TextInput label="Username" required data-autofocus autoComplete="off" {...form.getInputProps('username')} />
          <TextInput label="Full name" autoComplete="off" {...form.getInputProps('fullName')} />
          <Select label="Role" data={roles} required {...form.getInputProps('role')} />
          <PasswordInput
            label="First password"
            description="At least twelve characters. Tell it to them on another way than e-mail; they change it under Settings."
            required
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={adding.isPending}>
              Add administrator
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
