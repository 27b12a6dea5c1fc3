import type { ReactNode } from 'react';
import css from './step-list.module.css';

/** The steps of a way, numbered. */
export function StepList({ children }: { readonly children: ReactNode }) {
  return (
    <ol className={css.steps} aria-label="Steps">
      {children}
    </ol>
  );
}

/** One of them: a link where it can be gone to, else a `span`. */
export function Step({ isCurrent, children }: { readonly isCurrent: boolean; readonly children: ReactNode }) {
  return <li className={`${css.step} ${isCurrent ? css.current : ''}`}>{children}</li>;
}
