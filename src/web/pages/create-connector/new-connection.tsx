import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ConnectorTypeAnswer, ConnectorTypes } from '../../api/answers.ts';
import { connectorQuery, createConnector, type Draft } from '../../api/connectors.ts';
import { ConnectorDraftProvider } from '../../form/connector-draft.tsx';
import { type Path, put } from '../../form/draft.ts';
import { errorsOf } from '../../parts/field-errors.ts';
import { LinkButton } from '../../parts/links.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';
import { ConnectionForm } from './connection-form.tsx';
import { connectionTestQuery } from './connection-test.ts';
import { forgetDraft, idFrom, newDraft, rememberDraft, rememberedDraft } from './new-draft.ts';

interface NewConnectionProps {
  readonly source: ConnectorTypeAnswer;
  readonly types: ConnectorTypes;
}

/** The connection of a connector that is not stored yet. What was typed survives a reload. */
export function NewConnection({ source, types }: NewConnectionProps) {
  const [draft, setDraft] = useState<Draft>(() => rememberedDraft(source.type) ?? newDraft(source.type, types));
  const navigate = useNavigate();
  const client = useQueryClient();
  useEffect(() => rememberDraft(draft, source.options), [draft, source.options]);
  const creating = useMutation({
    mutationFn: () => createConnector(draft),
    onSuccess: async (answer) => {
      const { id } = answer.connector;
      forgetDraft();
      client.setQueryData(connectorQuery(id).queryKey, answer);
      void client.invalidateQueries({ queryKey: ['connectors'], exact: true });
      // A test that cannot be made is shown on the next page, where it can be made again.
      await client.prefetchQuery(connectionTestQuery(id));
      await navigate({ to: '/connectors/$id/set-up', params: { id }, search: { step: 'connection' } });
    },
  });
  const errors = errorsOf(creating.error);
  const set = (path: Path, value: unknown) => setDraft((before) => put(before, path, value));
  const target = types.targets.find(({ type }) => type === (draft.target as { type?: string } | undefined)?.type);
  return (
    <ConnectorDraftProvider draft={draft} errors={errors} readOnly={false} set={set}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          creating.mutate();
        }}
      >
        <Stack gap="lg">
          {creating.error !== null && (
            <ProblemAlert
              error={creating.error}
              title="The connector was not saved. What you typed is still here."
              withFields
            />
          )}
          <ConnectionForm source={source} target={target}>
            <Panel title="Name">
              <NameFields draft={draft} onChange={setDraft} errors={errors} />
            </Panel>
          </ConnectionForm>
          <Group>
            <LinkButton variant="default" to="/connectors/new" search={{}}>
              Choose another type
            </LinkButton>
            <Button type="submit" loading={creating.isPending}>
              Save and Test Connection
            </Button>
          </Group>
        </Stack>
      </form>
    </ConnectorDraftProvider>
  );
}

interface NameFieldsProps {
  readonly draft: Draft;
  readonly onChange: (draft: Draft) => void;
  readonly errors: ReturnType<typeof errorsOf>;
}

/** The id follows the name until somebody writes one. */
function NameFields({ draft, onChange, errors }: NameFieldsProps) {
  const [name, id] = [String(draft.name ?? ''), String(draft.id ?? '')];
  return (
    <Stack>
      <TextInput
        label="Name"
        description="What people read."
        placeholder="Acme people"
        withAsterisk
        autoComplete="off"
        value={name}
        error={errors.at(['name'])}
        onChange={({ currentTarget: { value } }) => {
          const follows = id === '' || id === idFrom(name);
          onChange({ ...draft, name: value, ...(follows ? { id: idFrom(value) } : {}) });
        }}
      />
      <TextInput
        label="Id"
        description="For commands and the names of runs. It cannot be changed later."
        placeholder="acme-people"
        withAsterisk
        autoComplete="off"
        spellCheck={false}
        value={id}
        error={errors.at(['id'])}
        onChange={({ currentTarget: { value } }) => onChange({ ...draft, id: value })}
      />
    </Stack>
  );
}
