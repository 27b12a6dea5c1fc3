import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useReturnFocus } from './return-focus.ts';

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly size?: number | string;
  readonly children: ReactNode;
}

/** A dialog that is there as long as it is open. */
export function Dialog({ title, onClose, size = 'md', children }: DialogProps) {
  useReturnFocus();
  return (
    <Modal opened onClose={onClose} title={title} size={size}>
      {children}
    </Modal>
  );
}
