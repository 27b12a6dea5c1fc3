import { Alert, Button, Checkbox, Group, NumberInput, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Scope } from '../../api/answers.ts';
import { createToken, tokensQuery } from '../../api/settings.ts';
import { CopyId } from '../../parts/copy-id.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { errorsOf } from '../../parts/field-errors.ts';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

const scopes: readonly { readonly value: Scope; readonly label: string }[] = [
  { value: 'read', label: 'read: see everything' },
  { value: 'run', label: 'run: start and cancel runs' },
  { value: 'configure', label: 'configure: change connectors' },
  { value: 'administer', label: 'administer: change the settings of the service' },
];

export function CreateToken({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<readonly string[]>(['read']);
  const [days, setDays] = useState<number | null>(90);
  const client = useQueryClient();
  const creating = useMutation({
    mutationFn: () => {
      const given = scopes.map(({ value }) => value).filter((value) => chosen.includes(value));
      return createToken({ name, scopes: given, expiresInDays: days });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
  });
  const errors = errorsOf(creating.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    creating.mutate();
  };
  return (
    <Dialog onClose={onClose} title="Create token">
      {creating.data === undefined ? (
        <form onSubmit={submit}>
          <Stack gap="sm">
            {creating.error !== null && <ProblemAlert error={creating.error} title="No token was made" />}
            <TextInput
              label="Name"
              description="Which program uses it."
              required
              data-autofocus
              value={name}
              error={errors.at(['name'])}
              onChange={({ currentTarget }) => setName(currentTarget.value)}
            />
            <Checkbox.Group
              label="It may"
              value={[...chosen]}
              error={errors.within(['scopes'])}
              onChange={(values) => setChosen(values)}
            >
              <Stack gap={6} mt={4}>
                {scopes.map(({ value, label }) => (
                  <Checkbox key={value} value={value} label={label} />
                ))}
              </Stack>
            </Checkbox.Group>
            <NumberInput
              label="Expires after days"
              description="Left empty: never."
              min={1}
              max={3650}
              allowDecimal={false}
              value={days ?? ''}
              error={errors.at(['expiresInDays'])}
              onChange={(value) => setDays(typeof value === 'number' ? value : null)}
            />
            <Group justify="flex-end">
              <Button variant="default" onClick={onClose}>
                Cancel
              </Button>
              <Button type="submit" loading={creating.isPending}>
                Create token
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Alert color="blue" title="Copy it now: it is never shown again">
            <CopyId value={creating.data.token} label="token" />
          </Alert>
          <Button onClick={onClose}>I have copied it</Button>
        </Stack>
      )}
    </Dialog>
  );
}
