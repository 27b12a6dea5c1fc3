import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import type { RunAnswer } from '../api/answers.ts';
import type { Liveness } from '../api/events.ts';
import { cancelRun } from '../api/runs.ts';
import { useMay } from '../app/session.tsx';
import { duration, number } from './numbers.ts';
import { told } from './problem-alert.tsx';
import css from './run-progress.module.css';
import { kindWords, phaseWords } from './run-words.ts';

/** A run that goes on: phase, done of how many, rate, time left, Cancel. Its height never changes. */
export function RunProgress({ run, liveness }: { readonly run: RunAnswer; readonly liveness: Liveness }) {
  const { progress } = run;
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : undefined;
  const mayCancel = useMay('operator');
  const cancelling = useMutation({
    mutationFn: () => cancelRun(run.id),
    onError: (error) =>
      notifications.show({ color: 'red', title: 'The run was not cancelled', message: told(error).message }),
  });
  return (
    <div className={css.progress}>
      <div className={css.words}>
        <span className={css.phase}>
          {progress === null ? 'Starting' : (phaseWords[progress.phase] ?? progress.phase)}
        </span>
        <Done run={run} />
        {liveness === 'waiting' && <span className={css.dim}>connection lost, trying again …</span>}
      </div>
      {mayCancel && (
        <Button
          size="xs"
          variant="default"
          loading={cancelling.isPending}
          disabled={cancelling.isSuccess}
          onClick={() => cancelling.mutate()}
        >
          {cancelling.isSuccess ? 'Cancelling …' : 'Cancel'}
        </Button>
      )}
      <div
        role="progressbar"
        aria-label={`${kindWords(run)} of ${run.connector}`}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(share === undefined ? {} : { 'aria-valuenow': Math.round(share * 100) })}
        className={css.track}
      >
        <div
          className={`${css.bar} ${share === undefined ? css.unknown : ''}`}
          style={share === undefined ? {} : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}

function Done({ run: { progress } }: { readonly run: RunAnswer }) {
  if (progress === null) return null;
  const { done, total, rate, left } = progress;
  return (
    <>
      <span>{total === null ? number(done) : `${number(done)} of ${number(total)}`}</span>
      {rate !== null && rate >= 1 && <span className={css.dim}>{number(rate)} a second</span>}
      {left !== null && <span className={css.dim}>{duration(left)} left</span>}
    </>
  );
}
