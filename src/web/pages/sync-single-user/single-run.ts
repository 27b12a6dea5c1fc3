import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useLiveRun } from '../../api/events.ts';
import { resultQuery, resultsQuery, runQuery } from '../../api/runs.ts';

/** The run of one person: how it stands, and the result that came of it. */
export function useSingleRun(id: string | undefined) {
  const run = useQuery({ ...runQuery(id ?? ''), enabled: id !== undefined });
  useLiveRun(run.data);
  const over = run.data !== undefined && run.data.status !== 'running';
  const results = useInfiniteQuery({ ...resultsQuery(id ?? '', {}), enabled: over });
  const first = over && !results.isPlaceholderData ? results.data?.pages[0]?.items[0] : undefined;
  const result = useQuery({ ...resultQuery(id ?? '', first?.subject ?? 0), enabled: first !== undefined });
  return { run, results, first, result };
}
