import { Button, Checkbox, Stack, Switch, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useMay } from '../../app/session.tsx';
import { useStartRun } from '../../parts/start-run.ts';
import { SingleOutcome } from './single-outcome.tsx';
import css from './sync-single-user.module.css';

/** Whom, how, and the run that came of it. */
export interface Whom {
  readonly user: string;
  readonly advanced: boolean;
  readonly byUsername: boolean;
  readonly run?: string | undefined;
}

interface SyncSingleUserProps {
  readonly connector: string;
  readonly whom: Whom;
  readonly onChange: (whom: Whom) => void;
}

export function SyncSingleUser({ connector, whom, onChange }: SyncSingleUserProps) {
  const { user, advanced, byUsername, run } = whom;
  const starting = useStartRun(connector);
  const mayRun = useMay('operator');
  const start = (simulate: boolean) => {
    const request = { user: user.trim(), simulate, byUsername: advanced && byUsername };
    starting.mutate(request, { onSuccess: ({ id }) => onChange({ ...whom, run: id }) });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start(false);
  };
  const nobody = user.trim() === '';
  return (
    <>
      <form onSubmit={submit}>
        <Stack gap="md">
          <TextInput
            label="Person"
            placeholder="ada.lovelace, an id, or an e-mail"
            description="A username (as it is here or at the provider), the provider's id, or an e-mail address."
            data-autofocus
            autoComplete="off"
            spellCheck={false}
            value={user}
            onChange={({ currentTarget }) => onChange({ ...whom, user: currentTarget.value })}
          />
          <div className={css.advanced}>
            <Switch
              label="Advanced"
              checked={advanced}
              onChange={({ currentTarget }) => onChange({ ...whom, advanced: currentTarget.checked })}
            />
            {advanced && (
              <Checkbox
                label="Sync With Username As Primary Attribute"
                checked={byUsername}
                onChange={({ currentTarget }) => onChange({ ...whom, byUsername: currentTarget.checked })}
              />
            )}
            {mayRun && (
              <div className={css.buttons}>
                <Button
                  variant="default"
                  disabled={nobody}
                  loading={starting.isPending && starting.variables.simulate === true}
                  onClick={() => start(true)}
                >
                  Simulate
                </Button>
                <Button
                  type="submit"
                  disabled={nobody}
                  loading={starting.isPending && starting.variables.simulate !== true}
                >
                  Go
                </Button>
              </div>
            )}
          </div>
        </Stack>
      </form>
      {run !== undefined && (
        <div className={css.outcome} aria-live="polite">
          <SingleOutcome
            key={run}
            run={run}
            onByUsername={
              byUsername && advanced ? undefined : () => onChange({ ...whom, advanced: true, byUsername: true })
            }
          />
        </div>
      )}
    </>
  );
}
