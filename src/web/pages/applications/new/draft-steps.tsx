import { Button, Group, Stack, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { FieldErrors } from '../../../parts/field-errors.ts';
import { Panel } from '../../../parts/panel.tsx';
import { AccessFields } from '../settings/access-fields.tsx';
import { DirectoriesField } from '../settings/directories-field.tsx';
import type { NewDraft } from './new-draft.ts';

interface DraftStepProps {
  readonly draft: NewDraft;
  readonly errors: FieldErrors;
  readonly onChange: (change: Partial<NewDraft>) => void;
  readonly onDone: () => void;
}

export function NameStep({ draft, errors, onChange, onDone }: DraftStepProps) {
  return (
    <StepForm onDone={onDone} button={<Button type="submit">Continue</Button>}>
      <Panel title="Name" about="The product logs in with it. Give every product a name and a password of its own.">
        <TextInput
          label="Application name"
          placeholder="jira"
          required
          maw={420}
          data-autofocus
          autoComplete="off"
          spellCheck={false}
          value={draft.name}
          error={errors.at(['name'])}
          onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
        />
      </Panel>
    </StepForm>
  );
}

export function DirectoriesStep({ onDone, ...fields }: DraftStepProps) {
  return (
    <StepForm
      onDone={onDone}
      button={
        <Button type="submit" disabled={fields.draft.directories.length === 0}>
          Continue
        </Button>
      }
    >
      <Panel title="Directories" about="It sees these people and groups. The first directory that has a name wins.">
        <DirectoriesField {...fields} />
      </Panel>
    </StepForm>
  );
}

export function AccessStep({ onDone, isPending, ...fields }: DraftStepProps & { readonly isPending: boolean }) {
  return (
    <StepForm
      onDone={onDone}
      button={
        <Button type="submit" loading={isPending}>
          Add application
        </Button>
      }
    >
      <AccessFields {...fields} />
    </StepForm>
  );
}

interface StepFormProps {
  readonly onDone: () => void;
  readonly button: ReactNode;
  readonly children: ReactNode;
}

function StepForm({ onDone, button, children }: StepFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onDone();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        {children}
        <Group>{button}</Group>
      </Stack>
    </form>
  );
}
