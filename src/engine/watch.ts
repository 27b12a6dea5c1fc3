import type { Run, RunProgress } from '../core/ports/store/index.ts';
import type { RunContext } from './context.ts';

const everyMs = 1_000;

/** A run that others can watch and stop, whichever process they are in. */
export interface WatchedRun {
  /** What the run works with: it tells its progress, and hears when somebody wants it to stop. */
  readonly context: RunContext;
  end(): Promise<void>;
}

/**
 * About once a second the store is told how far the run is, and asked whether somebody wants it to stop. That a note cannot
 * be written says nothing about the run: the store says so itself at the run's next write.
 */
export function watchRun(context: RunContext, run: Run): WatchedRun {
  const { store, clock } = context;
  const cancelled = new AbortController();
  let news: RunProgress | null = null;
  let phase: Pick<RunProgress, 'phase' | 'since'> | undefined;
  let writing: Promise<void> | undefined;
  const note = async () => {
    const progress = news;
    news = null;
    const { cancelRequested } = await store.runs.note(run.id, progress);
    if (cancelRequested) cancelled.abort();
  };
  const timer = setInterval(() => {
    writing ??= note()
      .catch(() => {})
      .finally(() => {
        writing = undefined;
      });
  }, everyMs);
  timer.unref();
  return {
    context: {
      ...context,
      signal: AbortSignal.any([context.signal, cancelled.signal]),
      progress: (told) => {
        const at = clock();
        if (phase?.phase !== told.phase) phase = { phase: told.phase, since: at };
        const { done, total, counts = {} } = told;
        news = { ...phase, done, total, at, counts };
        context.progress(told);
      },
    },
    end: async () => {
      clearInterval(timer);
      await writing;
    },
  };
}
