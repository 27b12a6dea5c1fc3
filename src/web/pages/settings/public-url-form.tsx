import { Button, Group, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ServiceSettings } from '../../api/answers.ts';
import { oidcQuery, saveService, serviceQuery } from '../../api/settings.ts';
import { errorsOf } from '../../parts/field-errors.ts';
import { told } from '../../parts/problem-alert.tsx';

export function PublicUrlForm({ settings }: { readonly settings: ServiceSettings }) {
  const [publicUrl, setPublicUrl] = useState(settings.publicUrl);
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: () => saveService({ publicUrl }),
    onSuccess: (saved) => {
      client.setQueryData(serviceQuery.queryKey, saved);
      setPublicUrl(saved.publicUrl);
      void client.invalidateQueries({ queryKey: oidcQuery.queryKey });
      notifications.show({ title: 'Saved', message: 'The address of the service was saved.' });
    },
  });
  const { error } = saving;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Group align="flex-start">
        <TextInput
          aria-label="Address of the service"
          placeholder={location.origin}
          style={{ flex: '1 1 260px', maxWidth: 420 }}
          value={publicUrl}
          error={error === null ? undefined : (errorsOf(error).at(['publicUrl']) ?? told(error).message)}
          onChange={({ currentTarget }) => setPublicUrl(currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={saving.isPending}>
          Save address
        </Button>
      </Group>
    </form>
  );
}
