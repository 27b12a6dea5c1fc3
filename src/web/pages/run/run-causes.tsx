import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import { failuresQuery } from '../../api/runs.ts';
import { number } from '../../parts/numbers.ts';
import { ToneText } from '../../parts/tone.tsx';
import { causesOf } from './causes.ts';
import css from './run.module.css';

/** Why people failed, in groups: the one thing that an administrator can mend at once. */
export function RunCauses({ run }: { readonly run: RunAnswer }) {
  const { data } = useQuery({ ...failuresQuery(run.id), enabled: run.counts.failed > 0 && run.status !== 'running' });
  if (data === undefined || data.items.length === 0) return null;
  const causes = causesOf(data.items);
  const conflicts = causes.some(({ situation }) => situation !== null);
  return (
    <div className={css.causes}>
      <ul aria-label="Why people failed">
        {causes.slice(0, 6).map(({ count, words }) => (
          <li key={words}>
            <ToneText tone="bad">{number(count)} ×</ToneText> {words}
          </li>
        ))}
      </ul>
      {data.next !== null && <p>Told from the first {number(data.items.length)} who failed.</p>}
      {conflicts && (
        <Link to="/connectors/$id/conflicts" params={{ id: run.connector }} search={{}}>
          See both sides under Conflicts
        </Link>
      )}
    </div>
  );
}
