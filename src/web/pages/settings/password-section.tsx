import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { changePassword } from '../../api/session.ts';
import { errorsOf } from '../../parts/field-errors.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

export function PasswordSection() {
  const form = useForm({
    initialValues: { current: '', password: '', repeated: '' },
    validate: {
      password: (value) => (value.length < 12 ? 'At least twelve characters.' : null),
      repeated: (value, { password }) => (value === password ? null : 'The two passwords differ.'),
    },
  });
  const changing = useMutation({
    mutationFn: ({ current, password }: typeof form.values) => changePassword(current, password),
    onSuccess: () => form.reset(),
    onError: (error) => form.setErrors(errorsOf(error).asForm()),
  });
  return (
    <Panel title="Your password" about="Your other sessions end.">
      <form onSubmit={form.onSubmit((values) => changing.mutate(values))}>
        <Stack gap="sm" maw={380}>
          {changing.error !== null && <ProblemAlert error={changing.error} title="Your password was not changed" />}
          {changing.isSuccess && (
            <Alert color="green" variant="outline" title="Your password was changed" role="status" />
          )}
          <PasswordInput
            label="Current password"
            required
            autoComplete="current-password"
            {...form.getInputProps('current')}
          />
          <PasswordInput
            label="New password"
            description="At least twelve characters."
            required
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="New password, again"
            required
            autoComplete="new-password"
            {...form.getInputProps('repeated')}
          />
          <Group>
            <Button type="submit" loading={changing.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
