import { Button, Group, PasswordInput, Stack, Switch, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { OidcSettings } from '../../api/answers.ts';
import { logInOptionsQuery } from '../../api/session.ts';
import { oidcQuery, saveOidc } from '../../api/settings.ts';
import { CopyId } from '../../parts/copy-id.tsx';
import { errorsOf } from '../../parts/field-errors.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { GroupRoles } from './group-roles.tsx';

export function OidcForm({ settings }: { readonly settings: OidcSettings }) {
  const { redirectUri, hasClientSecret = false, ...saved } = settings;
  const [form, setForm] = useState(saved);
  const [secret, setSecret] = useState('');
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: () => saveOidc(secret === '' ? form : { ...form, clientSecret: secret }),
    onSuccess: (answer) => {
      client.setQueryData(oidcQuery.queryKey, answer);
      void client.invalidateQueries({ queryKey: logInOptionsQuery.queryKey });
      setSecret('');
      notifications.show({ title: 'Saved', message: 'The settings of single sign-on were saved.' });
    },
  });
  const errors = errorsOf(saving.error);
  const field = (name: 'label' | 'issuer' | 'clientId' | 'groupsClaim') => ({
    value: form[name],
    error: errors.at([name]),
    onChange: ({ currentTarget }: { currentTarget: { value: string } }) => {
      setForm({ ...form, [name]: currentTarget.value });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" maw={560}>
        {saving.error !== null && <ProblemAlert error={saving.error} title="The settings were not saved" />}
        <Switch
          label="People may log in by single sign-on"
          checked={form.enabled}
          onChange={({ currentTarget }) => setForm({ ...form, enabled: currentTarget.checked })}
        />
        {redirectUri !== undefined && (
          <Text size="sm">
            Tell the provider this redirect address: <CopyId value={redirectUri} label="redirect address" />
          </Text>
        )}
        <TextInput label="Text of the button" {...field('label')} />
        <TextInput
          label="Issuer"
          description="The address as the provider names itself."
          placeholder="https://login.example.com"
          {...field('issuer')}
        />
        <TextInput label="Client id" autoComplete="off" {...field('clientId')} />
        <PasswordInput
          label="Client secret"
          description={
            hasClientSecret ? 'One is stored. Left empty, it stays.' : 'It is stored encrypted and never shown.'
          }
          autoComplete="new-password"
          value={secret}
          error={errors.at(['clientSecret'])}
          onChange={({ currentTarget }) => setSecret(currentTarget.value)}
        />
        <TextInput label="Claim with the groups" {...field('groupsClaim')} />
        <GroupRoles
          roles={form.roles}
          error={errors.within(['roles'])}
          onChange={(roles) => setForm({ ...form, roles: [...roles] })}
        />
        <Group>
          <Button type="submit" loading={saving.isPending}>
            Save single sign-on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
