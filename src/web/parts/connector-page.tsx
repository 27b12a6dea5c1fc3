import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { connectorQuery, connectorsQuery } from '../api/connectors.ts';
import { useMay } from '../app/session.tsx';
import css from './connector-page.module.css';
import { Page } from './page.tsx';

interface ConnectorPageProps {
  readonly id: string;
  /** Which of its pages, for the title of the window. */
  readonly title: string;
  readonly summary?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page about one connector, with the ways to its other pages. */
export function ConnectorPage({ id, title, summary, actions, children }: ConnectorPageProps) {
  const connector = useQuery(connectorQuery(id));
  const { data: list } = useQuery({ ...connectorsQuery, refetchInterval: false });
  const conflicts = list?.items.find((one) => one.id === id)?.openConflicts ?? 0;
  const mayEdit = useMay('administrator');
  const name = connector.data?.connector.name ?? list?.items.find((one) => one.id === id)?.name ?? id;
  const tabs = [
    { to: '/connectors/$id/history', label: 'History' },
    { to: '/connectors/$id/conflicts', label: conflicts === 0 ? 'Conflicts' : `Conflicts (${conflicts})` },
    { to: '/connectors/$id/sync-single-user', label: 'Sync Single User' },
    { to: '/connectors/$id/edit', label: mayEdit ? 'Edit' : 'Settings' },
    { to: '/connectors/$id/versions', label: 'Versions' },
  ] as const;
  return (
    <Page
      title={name}
      section={title}
      summary={summary}
      actions={actions}
      crumbs={<Link to="/connectors">Connectors</Link>}
    >
      <nav aria-label={name} className={css.tabs}>
        {tabs.map(({ to, label }) => (
          <Link key={to} to={to} params={{ id }} className={css.tab} activeOptions={{ includeSearch: false }}>
            {label}
          </Link>
        ))}
      </nav>
      {children}
    </Page>
  );
}
