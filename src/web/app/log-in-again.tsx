import { Anchor, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { SessionAnswer } from '../api/answers.ts';
import { sessionQuery } from '../api/session.ts';
import { LogInForm } from '../parts/log-in-form.tsx';
import { sessionRestored, useSessionEnded } from './session-ended.ts';

/** Over the page whose session has ended: what was typed stays, and what was asked for goes on after the log-in. */
export function LogInAgain() {
  const ended = useSessionEnded();
  const client = useQueryClient();
  const before = client.getQueryData(sessionQuery.queryKey);
  const resume = (session: SessionAnswer) => {
    client.setQueryData(sessionQuery.queryKey, session);
    sessionRestored();
    // Somebody else must not see what the first one was shown.
    if (before !== undefined && before !== null && before.username !== session.username) location.reload();
  };
  useEffect(() => {
    if (!ended) return;
    // They may have logged in in another window.
    const look = async () => {
      const session = await client.fetchQuery({ ...sessionQuery, staleTime: 0 }).catch(() => null);
      if (session !== null) sessionRestored();
    };
    window.addEventListener('focus', look);
    return () => window.removeEventListener('focus', look);
  }, [ended, client]);
  return (
    <Modal
      opened={ended}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      title="Your session has ended"
    >
      <Stack>
        <Text size="sm">Log in again to go on. What you typed on this page is still here.</Text>
        <LogInForm username={before?.username ?? ''} onLogIn={resume} inNewWindow />
        <Anchor size="sm" href="/log-in">
          Leave this page and log in as somebody else
        </Anchor>
      </Stack>
    </Modal>
  );
}
