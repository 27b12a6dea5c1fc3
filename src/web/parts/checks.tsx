import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { TestAnswer } from '../api/answers.ts';
import css from './checks.module.css';
import { ToneText } from './tone.tsx';

/** What was tried, permission by permission: what works, what is missing, and what to grant. */
export function Checks({ answer }: { readonly answer: TestAnswer }) {
  const { ok, source, target } = answer;
  const all = [...source, ...target];
  const failed = all.filter((one) => !one.ok).length;
  return (
    <Alert
      color={ok ? 'green' : 'red'}
      variant="outline"
      icon={ok ? <IconCheck /> : <IconAlertTriangle />}
      role="status"
      title={ok ? 'Everything that a sync needs works' : `${failed} of ${all.length} checks failed`}
    >
      <ul className={css.checks}>
        {all.map((one, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two checks may have one name; the list is never changed.
          <li key={place} className={css.check}>
            <ToneText tone={one.ok ? 'ok' : 'bad'}>
              <span role="img" aria-label={one.ok ? 'works' : 'failed'}>
                {one.ok ? '✓' : '✕'}
              </span>
            </ToneText>
            <span>{one.name}</span>
            <span className={css.message}>{one.message}</span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
