import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ProgressAnswer, RunAnswer } from './answers.ts';
import { addressOf, at } from './request.ts';
import { runQuery } from './runs.ts';

export type Liveness = 'off' | 'live' | 'waiting';

interface Listener {
  run(run: RunAnswer): void;
  progress(progress: ProgressAnswer): void;
  liveness(state: Liveness): void;
}

/** Follows a run until it is over or the caller stops; a lost connection is opened again, without end. */
function followRun(run: string, listener: Listener): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempts = 0;
  const open = () => {
    source = new EventSource(addressOf(at`/runs/${run}/events`));
    source.addEventListener('open', () => {
      attempts = 0;
      listener.liveness('live');
    });
    source.addEventListener('run', ({ data }: MessageEvent<string>) => {
      const now = JSON.parse(data) as RunAnswer;
      listener.run(now);
      if (now.status !== 'running') stop();
    });
    source.addEventListener('progress', ({ data }: MessageEvent<string>) => listener.progress(JSON.parse(data)));
    source.addEventListener('error', () => {
      listener.liveness('waiting');
      // The browser itself tries again after a lost connection, but not after a refusal such as 503.
      if (source?.readyState !== EventSource.CLOSED) return;
      attempts += 1;
      timer = setTimeout(open, Math.min(10_000, 500 * 2 ** attempts));
    });
  };
  const stop = () => {
    clearTimeout(timer);
    source?.close();
    listener.liveness('off');
  };
  open();
  return stop;
}

/** Keeps the run in the query cache as it is now, while it goes on. */
export function useLiveRun(run: RunAnswer | undefined): Liveness {
  const [liveness, setLiveness] = useState<Liveness>('off');
  const client = useQueryClient();
  const id = run?.status === 'running' ? run.id : undefined;
  useEffect(() => {
    if (id === undefined) return;
    const { queryKey } = runQuery(id);
    return followRun(id, {
      liveness: setLiveness,
      progress: (progress) => client.setQueryData(queryKey, (old) => old && { ...old, progress }),
      run: (now) => {
        client.setQueryData(queryKey, now);
        if (now.status === 'running') return;
        void client.invalidateQueries({ queryKey: ['run', id, 'results'] });
        void client.invalidateQueries({ queryKey: ['run', id, 'failures'] });
        void client.invalidateQueries({ queryKey: ['run', id, 'plan'] });
        void client.invalidateQueries({ queryKey: ['connectors'], exact: true });
        void client.invalidateQueries({ queryKey: ['runs'] });
      },
    });
  }, [id, client]);
  return liveness;
}
