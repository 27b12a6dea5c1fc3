import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SessionAnswer } from '../api/answers.ts';
import { addressOf } from '../api/request.ts';
import { logIn, logInOptionsQuery } from '../api/session.ts';
import { ProblemAlert } from './problem-alert.tsx';

interface LogInFormProps {
  /** Who was logged in before. */
  readonly username?: string;
  readonly onLogIn: (session: SessionAnswer) => void;
  /** Where the provider leads back to. */
  readonly returnTo?: string;
  /** The provider's page opens beside this one, so that this one stays. */
  readonly inNewWindow?: boolean;
}

export function LogInForm({ username: before = '', onLogIn, returnTo = '/', inNewWindow = false }: LogInFormProps) {
  const [username, setUsername] = useState(before);
  const [password, setPassword] = useState('');
  const options = useQuery(logInOptionsQuery);
  const logging = useMutation({
    mutationFn: () => logIn(username, password),
    onSuccess: onLogIn,
    onError: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    logging.mutate();
  };
  const oidc = options.data?.oidc ?? null;
  return (
    <Stack>
      <form onSubmit={submit}>
        <Stack gap="sm">
          {logging.error !== null && <ProblemAlert error={logging.error} title="You are not logged in" />}
          <TextInput
            label="Username"
            autoComplete="username"
            required
            withAsterisk={false}
            data-autofocus={before === '' ? true : undefined}
            value={username}
            onChange={({ currentTarget }) => setUsername(currentTarget.value)}
          />
          <PasswordInput
            label="Password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            data-autofocus={before === '' ? undefined : true}
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          <Button type="submit" loading={logging.isPending} fullWidth mt={4}>
            Log in
          </Button>
        </Stack>
      </form>
      {oidc !== null && (
        <>
          <Divider label="or" />
          <Button
            component="a"
            variant="default"
            fullWidth
            href={addressOf('/session/oidc', { returnTo })}
            {...(inNewWindow ? { target: '_blank' } : {})}
          >
            {oidc.label}
          </Button>
        </>
      )}
    </Stack>
  );
}
