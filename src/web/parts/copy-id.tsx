import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import css from './copy-id.module.css';

/** An id in a monospace face, with a button that copies it. */
export function CopyId({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <span className={css.id}>
      <span className={css.text} title={value}>
        {value}
      </span>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={copied ? `${label} copied` : `Copy ${label}`}
            onClick={copy}
          >
            {copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
          </ActionIcon>
        )}
      </CopyButton>
    </span>
  );
}
