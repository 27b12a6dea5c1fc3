import { Button, Group, List, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import {
  type ApplicationItem,
  applicationsQuery,
  deleteApplication,
  resyncApplication,
  rotateApplication,
} from '../../api/applications.ts';
import { useMay } from '../../app/session.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { ProblemAlert } from '../../parts/problem-alert.tsx';

interface AskDialogProps {
  readonly ask: 'rotate' | 'resync' | 'delete';
  readonly application: ApplicationItem;
  readonly onPassword: (password: string) => void;
  readonly onClose: () => void;
}

/** What is about to be done to an application, in words, before it is done. */
export function AskDialog({ ask, application, onPassword, onClose }: AskDialogProps) {
  const mayChange = useMay('administrator');
  const { title, what, not, button } = wordsOf(ask, application);
  const doing = useAct(ask, application, onPassword, onClose);
  if (!mayChange) return null;
  return (
    <Dialog onClose={onClose} title={title}>
      <Stack>
        {doing.error !== null && <ProblemAlert error={doing.error} title="Nothing was done" />}
        <List size="sm" spacing={4}>
          {what.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {not}
          </Button>
          <Confirm ask={ask} loading={doing.isPending} onClick={() => doing.mutate()}>
            {button}
          </Confirm>
        </Group>
      </Stack>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly ask: AskDialogProps['ask'];
  readonly loading: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Confirm({ ask, ...button }: ConfirmProps) {
  return ask === 'delete' ? <Button color="red" {...button} /> : <Button {...button} />;
}

function useAct(
  ask: AskDialogProps['ask'],
  { id, name }: ApplicationItem,
  onPassword: (password: string) => void,
  onClose: () => void,
) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async () => {
      if (ask === 'rotate') onPassword((await rotateApplication(id)).password);
      else if (ask === 'resync') await resyncApplication(id);
      else await deleteApplication(id);
    },
    onSuccess: async () => {
      if (ask === 'delete') await navigate({ to: '/applications' });
      else onClose();
      if (ask === 'resync') {
        notifications.show({ title: 'Noted', message: `${name} reads everything the next time it asks what changed.` });
      }
      await client.invalidateQueries({ queryKey: applicationsQuery.queryKey });
    },
  });
}

interface Words {
  readonly title: string;
  /** What it will do, line by line. */
  readonly what: readonly string[];
  readonly not: string;
  readonly button: string;
}

function wordsOf(ask: AskDialogProps['ask'], { name, directories }: ApplicationItem): Words {
  switch (ask) {
    case 'rotate':
      return {
        title: `New password for ${name}`,
        what: [
          'The password that it has now is refused from this moment on.',
          'Until the new one is typed into the product, nobody of this directory can log in there, and nothing is synchronised.',
          'The new one is shown once, on this page.',
        ],
        not: 'Keep the old one',
        button: `Give ${name} a new password`,
      };
    case 'resync':
      return {
        title: `Make ${name} read everything again`,
        what: [
          `The next time it asks what changed, it reads every person, group and membership of ${directories.join(' and ')}.`,
          'Nobody is logged out meanwhile, and what the product has stays until it has read the rest.',
        ],
        not: 'Leave it as it is',
        button: 'Read everything again',
      };
    case 'delete':
      return {
        title: `Delete ${name}`,
        what: [
          'It is refused from this moment on: nobody of this directory can log in to the product any more.',
          'The product keeps its own copy of people and groups until its directory is removed there.',
          `${directories.join(' and ')} and everybody in it stay as they are.`,
        ],
        not: 'Keep it',
        button: `Delete ${name}`,
      };
  }
}
