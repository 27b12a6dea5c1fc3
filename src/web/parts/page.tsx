import { Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import css from './page.module.css';

interface PageProps {
  readonly title: string;
  /** The part of the thing that the title names; for the title of the window. */
  readonly section?: string;
  /** Where this page hangs, as links. */
  readonly crumbs?: ReactNode;
  /** The answer of the page in its first line, with numbers. */
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  /** Forms are narrower than lists. */
  readonly width?: 'list' | 'form';
  readonly children: ReactNode;
}

export function Page({ title, section, crumbs, summary, actions, width = 'list', children }: PageProps) {
  useEffect(() => {
    document.title = [section, title, 'User Sync'].filter((part) => part !== undefined).join(' · ');
  }, [section, title]);
  return (
    <div className={`${css.page} ${width === 'form' ? css.form : ''}`}>
      <header className={css.head}>
        <div>
          {crumbs !== undefined && (
            <nav aria-label="Breadcrumb" className={css.crumbs}>
              {crumbs}
            </nav>
          )}
          <Title order={1} className={css.title}>
            {title}
          </Title>
          {summary !== undefined && <div className={css.summary}>{summary}</div>}
        </div>
        {actions !== undefined && <div className={css.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
