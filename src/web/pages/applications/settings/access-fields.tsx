import { Alert, Checkbox, Stack, TagsInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ApplicationWriteAnswer } from '../../../api/answers.ts';
import { Panel } from '../../../parts/panel.tsx';
import type { SettingsProps } from './settings-draft.ts';

/** From where an application may call, and what it may write. */
export function AccessFields(props: SettingsProps) {
  return (
    <Stack gap="lg">
      <Addresses {...props} />
      <Writes {...props} />
    </Stack>
  );
}

function Addresses({ draft, errors, readOnly = false, onChange }: SettingsProps) {
  return (
    <Panel
      title="Allowed addresses"
      about="From which addresses the product may call. None: from anywhere, with the right password."
    >
      <TagsInput
        label="Addresses and networks"
        description="Such as 10.0.0.7, 10.0.0.0/24 or 2001:db8::/32. Of a cluster, name every node."
        placeholder={readOnly ? undefined : 'Type, then Enter'}
        maw={560}
        readOnly={readOnly}
        acceptValueOnBlur
        splitChars={[',', ' ', ';']}
        value={draft.addresses}
        error={errors.within(['addresses'])}
        onChange={(addresses) => onChange({ addresses })}
      />
    </Panel>
  );
}

const writes: readonly { readonly value: ApplicationWriteAnswer; readonly label: string }[] = [
  { value: 'users', label: 'Users: create, change and delete them' },
  { value: 'groups', label: 'Groups: create, change and delete them' },
  { value: 'memberships', label: 'Memberships: put people into groups and take them out' },
];

function Writes({ draft, errors, readOnly = false, onChange }: SettingsProps) {
  const [first = 'the first directory'] = draft.directories;
  return (
    <Panel
      title="May write"
      about="Nothing, unless you say otherwise: the product then shows the directory as read-only."
    >
      <Stack gap="sm">
        <Checkbox.Group
          aria-label="May write"
          value={draft.mayWrite}
          error={errors.within(['mayWrite'])}
          onChange={(chosen) => {
            onChange({ mayWrite: writes.map(({ value }) => value).filter((value) => chosen.includes(value)) });
          }}
        >
          <Stack gap={6}>
            {writes.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} disabled={readOnly} />
            ))}
          </Stack>
        </Checkbox.Group>
        {draft.mayWrite.length > 0 && (
          <Alert color="yellow" variant="outline" icon={<IconAlertTriangle />} maw={640}>
            Whoever administers the product then changes {first} itself, without a plan, a guard or an undo. What a
            connector manages there is put back by its next sync.
          </Alert>
        )}
      </Stack>
    </Panel>
  );
}
