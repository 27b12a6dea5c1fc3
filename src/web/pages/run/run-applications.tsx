import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import { runApplicationsQuery } from '../../api/runs.ts';
import { Fetched } from '../../parts/fetched.tsx';
import { Panel } from '../../parts/panel.tsx';
import css from './run.module.css';

/** Why is she not in Jira yet? Which products have fetched what this run did, where any read its directory. */
export function RunApplications({ run }: { readonly run: RunAnswer }) {
  const { data } = useQuery({ ...runApplicationsQuery(run.id), enabled: leftSomething(run) });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel title="Applications" actions={<Link to="/applications">All applications</Link>}>
      <ul className={css.applications}>
        {data.items.map(({ application, reachedAt, fetchedAt }) => (
          <li key={application}>
            <Fetched application={application} reachedAt={reachedAt} fetchedAt={fetchedAt} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Whether there is anything of it to fetch. */
function leftSomething({ simulated, status }: RunAnswer): boolean {
  return !simulated && (status === 'succeeded' || status === 'partially-failed');
}
