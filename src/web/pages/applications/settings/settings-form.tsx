import { Button, Group, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type ApplicationItem, applicationsQuery, changeApplication } from '../../../api/applications.ts';
import { useMay } from '../../../app/session.tsx';
import { errorsOf } from '../../../parts/field-errors.ts';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemAlert } from '../../../parts/problem-alert.tsx';
import { AccessFields } from './access-fields.tsx';
import { DirectoriesField } from './directories-field.tsx';
import { type SettingsDraft, settingsOf } from './settings-draft.ts';

export function SettingsForm({ application }: { readonly application: ApplicationItem }) {
  const [draft, setDraft] = useState<SettingsDraft>(() => settingsOf(application));
  const mayChange = useMay('administrator');
  const client = useQueryClient();
  const saving = useMutation({
    mutationFn: () => changeApplication(application.id, draft),
    onSuccess: async (saved) => {
      setDraft(settingsOf(saved));
      await client.invalidateQueries({ queryKey: applicationsQuery.queryKey });
      notifications.show({ title: 'Saved', message: `What ${application.name} may do was saved.` });
    },
  });
  const fields = {
    draft,
    errors: errorsOf(saving.error),
    readOnly: !mayChange,
    onChange: (change: Partial<SettingsDraft>) => setDraft((before) => ({ ...before, ...change })),
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        saving.mutate();
      }}
    >
      <Stack gap="lg">
        {saving.error !== null && <ProblemAlert error={saving.error} title="Nothing was changed" />}
        <Panel title="Directories" about="It sees these people and groups. The first directory that has a name wins.">
          <DirectoriesField {...fields} />
        </Panel>
        <AccessFields {...fields} />
        {mayChange && (
          <Group>
            <Button type="submit" loading={saving.isPending}>
              Save
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}
