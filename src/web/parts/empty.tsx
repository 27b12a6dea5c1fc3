import type { ReactNode } from 'react';
import css from './empty.module.css';

interface EmptyProps {
  readonly title: string;
  /** What would be here, and how to get it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

export function Empty({ title, children, action }: EmptyProps) {
  return (
    <div className={css.empty}>
      <div className={css.title}>{title}</div>
      <div className={css.text}>{children}</div>
      {action !== undefined && <div className={css.actions}>{action}</div>}
    </div>
  );
}
