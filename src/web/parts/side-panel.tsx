import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReturnFocus } from './return-focus.ts';

interface SidePanelProps {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** What one row says, beside the list. Esc closes it and the list has the keys again. */
export function SidePanel({ title, onClose, children }: SidePanelProps) {
  useReturnFocus();
  return (
    <Drawer opened onClose={onClose} title={title} size="min(560px, 100vw)">
      {children}
    </Drawer>
  );
}
