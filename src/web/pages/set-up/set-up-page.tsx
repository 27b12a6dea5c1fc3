import { Alert, Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery, setUp } from '../../api/session.ts';
import { errorsOf } from '../../parts/field-errors.ts';
import { LinkAnchor } from '../../parts/links.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { Entrance } from '../log-in/entrance.tsx';

/** Opened by the link that the service prints: /setup#token. What stands behind # never reaches a server's log. */
export function SetUpPage() {
  const [token] = useState(() => location.hash.slice(1));
  if (token === '') {
    return (
      <Entrance title="Set up User Sync">
        <Alert color="red" title="The link is not whole">
          Open the whole set-up link that the service printed, with what stands behind the #. Or{' '}
          <Link to="/log-in">log in</Link>, if somebody is set up already.
        </Alert>
      </Entrance>
    );
  }
  return <FirstAdministrator token={token} />;
}

function FirstAdministrator({ token }: { readonly token: string }) {
  const router = useRouter();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { username: '', fullName: '', password: '', repeated: '' },
    validate: {
      password: (value) => (value.length < 12 ? 'At least twelve characters.' : null),
      repeated: (value, { password }) => (value === password ? null : 'The two passwords differ.'),
    },
  });
  const making = useMutation({
    mutationFn: ({ username, fullName, password }: typeof form.values) => {
      return setUp({ token, username, fullName, password });
    },
    onSuccess: (session) => {
      client.setQueryData(sessionQuery.queryKey, session);
      router.history.replace('/connectors');
    },
    onError: (error) => form.setErrors(errorsOf(error).asForm()),
  });
  return (
    <Entrance title="Set up User Sync">
      <form onSubmit={form.onSubmit((values) => making.mutate(values))}>
        <Stack gap="sm">
          <Text size="sm" c="dimmed">
            You are the first administrator. Others are added later, under Settings.
          </Text>
          {making.error !== null && <ProblemAlert error={making.error} title="The set-up did not work" />}
          <TextInput
            label="Username"
            required
            autoComplete="username"
            data-autofocus
            autoFocus
            {...form.getInputProps('username')}
          />
          <TextInput label="Full name" autoComplete="name" {...form.getInputProps('fullName')} />
          <PasswordInput
            label="Password"
            description="At least twelve characters."
            required
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <PasswordInput
            label="Password, again"
            required
            autoComplete="new-password"
            {...form.getInputProps('repeated')}
          />
          <Button type="submit" fullWidth mt={4} loading={making.isPending}>
            Create the first administrator
          </Button>
          <LinkAnchor size="sm" to="/log-in">
            Somebody is set up already: log in
          </LinkAnchor>
        </Stack>
      </form>
    </Entrance>
  );
}
