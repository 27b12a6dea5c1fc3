import type { ProgressAnswer, RunAnswer } from '../../api/index.ts';
import type { Run, RunProgress } from '../../core/ports/store/index.ts';

/** A run as the API tells of it. */
export function runAnswer(run: Run): RunAnswer {
  const { progress, guards, messages, phases } = run;
  return {
    id: run.id,
    connector: run.connector,
    number: run.number,
    kind: run.kind,
    simulated: run.simulated,
    user: run.ident,
    status: run.status,
    startedBy: run.startedBy,
    startedAt: run.startedAt,
    finishedAt: run.finishedAt,
    counts: { ...run.counts, ...progress?.counts },
    messages: [...messages],
    guards: [...guards],
    phases: { ...phases },
    progress: progress === null ? null : progressAnswer(progress),
  };
}

function progressAnswer({ phase, done, total, since, at }: RunProgress): ProgressAnswer {
  const seconds = (at - since) / 1000;
  const rate = seconds > 0 && done > 0 ? done / seconds : null;
  const left = rate === null || total === null ? null : Math.max(0, Math.round(((total - done) / rate) * 1000));
  return { phase, done, total, rate, left, at };
}
