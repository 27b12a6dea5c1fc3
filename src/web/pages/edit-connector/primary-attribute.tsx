import { Alert, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { connectorsQuery, type Draft } from '../../api/connectors.ts';
import { useField } from '../../form/connector-draft.tsx';
import { at } from '../../form/draft.ts';
import { counted } from '../../parts/numbers.ts';

const path = ['provisioning', 'primaryAttribute'];

interface PrimaryAttributeProps {
  readonly id: string;
  readonly idAttribute: string;
  readonly saved: Draft;
}

/** By which attribute a record finds its account; changing it says what that means. */
export function PrimaryAttribute({ id, idAttribute, saved }: PrimaryAttributeProps) {
  const { value, error, readOnly, change } = useField(path);
  const before = at(saved, path);
  return (
    <Stack gap="sm" style={{ flex: '1 1 300px' }}>
      <Select
        label="Primary attribute"
        description="By which a person finds their account."
        data={[
          { value: idAttribute, label: idAttribute },
          { value: 'username', label: 'Username' },
        ]}
        disabled={readOnly}
        maw={300}
        value={typeof value === 'string' ? value : idAttribute}
        error={error}
        onChange={change}
      />
      {value === 'username' && <ByUsername id={id} fresh={before !== 'username'} idAttribute={idAttribute} />}
      {value !== 'username' && before === 'username' && (
        <Alert color="blue" variant="outline" title="People will be matched by their id again">
          Who was relinked in the meantime keeps the account. The next full sync should be clean.
        </Alert>
      )}
    </Stack>
  );
}

interface ByUsernameProps {
  readonly id: string;
  readonly fresh: boolean;
  readonly idAttribute: string;
}

function ByUsername({ id, fresh, idAttribute }: ByUsernameProps) {
  const { data } = useQuery({ ...connectorsQuery, refetchInterval: false });
  const open = data?.items.find((one) => one.id === id)?.openConflicts ?? 0;
  return (
    <Alert
      color="yellow"
      variant="outline"
      title={fresh ? 'People will be matched by name' : 'People are matched by name'}
    >
      Whoever has the name of an account gets it, if the account's old id is gone at the provider or nobody manages it.{' '}
      {open > 0 && (
        <>
          {counted(open, 'open conflict', 'open conflicts')} would be looked at again, and those over a name relinked.{' '}
        </>
      )}
      Switch the schedule off, do one full sync, and put {idAttribute} back soon. For a few people there is a shorter
      way:{' '}
      <Link to="/connectors/$id/conflicts" params={{ id }} search={{}}>
        the page Conflicts
      </Link>
      , which leaves this setting alone.
    </Alert>
  );
}
