import { Button, Group, Modal, Text } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { Difference } from '../../form/differences.ts';
import { counted } from '../../parts/numbers.ts';

/** Asks before what was typed is left behind. */
export function LeaveDialog({ changes }: { readonly changes: readonly Difference[] }) {
  const unsaved = changes.length > 0;
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  const { status } = blocker;
  return (
    <Modal opened={status === 'blocked'} onClose={() => blocker.reset?.()} title="Leave without saving?">
      <Text size="sm">{counted(changes.length, 'change is', 'changes are')} not saved and would be lost.</Text>
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={() => blocker.proceed?.()}>
          Leave and lose {counted(changes.length, 'change', 'changes')}
        </Button>
        <Button data-autofocus onClick={() => blocker.reset?.()}>
          Stay here
        </Button>
      </Group>
    </Modal>
  );
}
