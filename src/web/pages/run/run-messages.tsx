import { Link } from '@tanstack/react-router';
import type { RunAnswer } from '../../api/answers.ts';
import css from './run.module.css';

/** What an administrator should read: why a run failed, which guard stopped it, what the source told. */
export function RunMessages({ run }: { readonly run: RunAnswer }) {
  const { messages, guards, status, id } = run;
  const told = new Set([...guards.map(({ message }) => message), ...messages]);
  if (told.size === 0) return null;
  const look = guards.length > 0 ? css.stopped : status === 'failed' ? css.failed : '';
  return (
    <ul className={`${css.messages} ${look} in-words`} aria-label="Messages">
      {[...told].map((message) => (
        <li key={message}>{message}</li>
      ))}
      {guards.length > 0 && (
        <li>
          Nothing was changed.{' '}
          <Link to="/runs/$run/plan" params={{ run: id }}>
            Read the plan
          </Link>
          . Where it is right, raise the limit under Sync Settings and sync again; where it is not, mend the source.
        </li>
      )}
    </ul>
  );
}
