import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import css from './panel.module.css';

interface PanelProps {
  readonly title: string;
  readonly about?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Panel({ title, about, actions, children }: PanelProps) {
  return (
    <section className={css.panel} aria-label={title}>
      <div className={css.head}>
        <div>
          <Title order={2}>{title}</Title>
          {about !== undefined && <div className={`${css.about} in-words`}>{about}</div>}
        </div>
        {actions}
      </div>
      <div className={css.body}>{children}</div>
    </section>
  );
}
