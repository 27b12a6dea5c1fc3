import { Link } from '@tanstack/react-router';
import type { ApplicationItem } from '../../api/applications.ts';
import { Fetched } from '../../parts/fetched.tsx';
import css from './runs-fetched.module.css';

/** Up to which runs an application has read; nothing while it has never called. */
export function RunsFetched({ application: { name, lastSeenAt, runs } }: { readonly application: ApplicationItem }) {
  if (lastSeenAt === null || runs.length === 0) return null;
  return (
    <ul className={`${css.runs} in-words`} aria-label={`Runs that ${name} has fetched`}>
      {runs.map(({ run, reachedAt, fetchedAt }) => (
        <li key={run}>
          <Fetched
            application={name}
            reachedAt={reachedAt}
            fetchedAt={fetchedAt}
            what={
              <Link to="/runs/$run" params={{ run }}>
                {run}
              </Link>
            }
          />
        </li>
      ))}
    </ul>
  );
}
