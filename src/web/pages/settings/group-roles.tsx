import { Button, CloseButton, Fieldset, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import type { OidcSettings } from '../../api/answers.ts';
import { roles as allRoles } from './roles.ts';

type GroupRole = OidcSettings['roles'][number];

interface GroupRolesProps {
  readonly roles: readonly GroupRole[];
  readonly error: string | undefined;
  readonly onChange: (roles: readonly GroupRole[]) => void;
}

/** Which group at the provider gives which role here. */
export function GroupRoles({ roles, error, onChange }: GroupRolesProps) {
  const put = (place: number, next: Partial<GroupRole>) => {
    onChange(roles.map((one, index) => (index === place ? { ...one, ...next } : one)));
  };
  return (
    <Fieldset legend="Group → role">
      <Stack gap="xs">
        {roles.length === 0 && <Text size="sm">Nobody may log in until a group gives a role.</Text>}
        {roles.map(({ group, role }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows that are typed have no other key.
          <Group key={place} gap="xs" wrap="nowrap">
            <TextInput
              aria-label={`Group ${place + 1}`}
              placeholder="user-sync-admins"
              style={{ flex: 1 }}
              value={group}
              onChange={({ currentTarget }) => put(place, { group: currentTarget.value })}
            />
            <Select
              aria-label={`Role of group ${place + 1}`}
              data={allRoles}
              value={role}
              onChange={(chosen) => put(place, { role: allRoles.find(({ value }) => value === chosen)?.value ?? role })}
            />
            <CloseButton
              aria-label={`Remove group ${place + 1}`}
              onClick={() => onChange(roles.filter((_, index) => index !== place))}
            />
          </Group>
        ))}
        {error !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)">
            {error}
          </Text>
        )}
        <Group>
          <Button size="xs" variant="default" onClick={() => onChange([...roles, { group: '', role: 'viewer' }])}>
            Add group
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  );
}
