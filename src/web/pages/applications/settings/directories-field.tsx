import { ActionIcon, Button, Stack, Switch, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { Directory } from '../../../api/answers.ts';
import { directoriesQuery } from '../../../api/directories.ts';
import { Empty } from '../../../parts/empty.tsx';
import { LinkAnchor } from '../../../parts/links.tsx';
import { Loaded } from '../../../parts/loaded.tsx';
import { counted } from '../../../parts/numbers.ts';
import css from './directories-field.module.css';
import type { SettingsProps } from './settings-draft.ts';

/** The directories that an application sees, in order. */
export function DirectoriesField(props: SettingsProps) {
  const directories = useQuery(directoriesQuery);
  const { draft, errors, readOnly = false, onChange } = props;
  const error = errors.within(['directories']);
  return (
    <Loaded query={directories} failed="The directories could not be read.">
      {({ items }) => {
        if (items.length === 0) return <NoDirectory />;
        return (
          <Stack gap="sm">
            <Order {...props} all={items} />
            {error !== undefined && (
              <Text size="sm" c="var(--mantine-color-error)" role="alert">
                {error}
              </Text>
            )}
            {draft.directories.length > 1 && (
              <Switch
                label="Aggregate group memberships"
                description="On: people are in the groups that any of these directories gives them. Off: only in those of their own directory."
                disabled={readOnly}
                checked={draft.aggregateMemberships}
                onChange={({ currentTarget }) => onChange({ aggregateMemberships: currentTarget.checked })}
              />
            )}
          </Stack>
        );
      }}
    </Loaded>
  );
}

function NoDirectory() {
  return (
    <Empty title="No directory yet" action={<LinkAnchor to="/connectors">Go to the connectors</LinkAnchor>}>
      An application reads a directory, and the first sync of a connector makes one.
    </Empty>
  );
}

function Order({ draft, readOnly = false, onChange, all }: SettingsProps & { readonly all: readonly Directory[] }) {
  const chosen = draft.directories;
  const others = all.filter(({ id }) => !chosen.includes(id));
  const change = (directories: string[]) => onChange({ directories });
  return (
    <>
      <ol className={css.list} aria-label="Directories in order">
        {chosen.map((id, place) => (
          <li key={id} className={css.row}>
            <Named id={id} directory={all.find((one) => one.id === id)} />
            {!readOnly && chosen.length + others.length > 1 && (
              <Moves
                id={id}
                onUp={place === 0 ? undefined : () => change(swapped(chosen, place - 1))}
                onDown={place === chosen.length - 1 ? undefined : () => change(swapped(chosen, place))}
                onRemove={() => change(chosen.filter((one) => one !== id))}
              />
            )}
          </li>
        ))}
      </ol>
      {!readOnly && others.length > 0 && (
        <ul className={css.list} aria-label="Other directories">
          {others.map((one) => (
            <li key={one.id} className={`${css.row} ${css.other}`}>
              <Named id={one.id} directory={one} />
              <Button size="xs" variant="default" onClick={() => change([...chosen, one.id])}>
                Add {one.id}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Named({ id, directory }: { readonly id: string; readonly directory: Directory | undefined }) {
  return (
    <span className={css.name}>
      <strong>{id}</strong>
      <span className={css.counts}>
        {directory === undefined
          ? 'is not there any more'
          : `${counted(directory.users, 'account', 'accounts')}, ${counted(directory.groups, 'group', 'groups')}`}
      </span>
    </span>
  );
}

interface MovesProps {
  readonly id: string;
  readonly onUp: (() => void) | undefined;
  readonly onDown: (() => void) | undefined;
  readonly onRemove: () => void;
}

function Moves({ id, onUp, onDown, onRemove }: MovesProps) {
  const look = { variant: 'default', size: 28 } as const;
  return (
    <span className={css.moves}>
      <ActionIcon {...look} aria-label={`Move ${id} up`} disabled={onUp === undefined} onClick={onUp}>
        <IconArrowUp size={15} />
      </ActionIcon>
      <ActionIcon {...look} aria-label={`Move ${id} down`} disabled={onDown === undefined} onClick={onDown}>
        <IconArrowDown size={15} />
      </ActionIcon>
      <ActionIcon {...look} aria-label={`Leave ${id} out`} onClick={onRemove}>
        <IconX size={15} />
      </ActionIcon>
    </span>
  );
}

/** With this place and the next one changed about. */
function swapped(ids: readonly string[], place: number): string[] {
  return [...ids.slice(0, place), ...ids.slice(place, place + 2).toReversed(), ...ids.slice(place + 2)];
}
