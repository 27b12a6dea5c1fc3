import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Page, PlanItem, ResultDocumentAnswer, ResultRow, RunAnswer, RunApplications } from './answers.ts';
import { addressOf, at, request } from './request.ts';

export interface RunsFilter {
  readonly connector?: string | undefined;
  readonly withErrors?: boolean | undefined;
}

export interface ResultsFilter {
  readonly status?: string | undefined;
  readonly search?: string | undefined;
  readonly sort?: 'order' | 'username' | '-username' | 'status' | undefined;
}

const firstPage = undefined as string | undefined;

export function runsQuery(filter: RunsFilter) {
  return infiniteQueryOptions({
    queryKey: ['runs', filter],
    queryFn: ({ pageParam, signal }) => {
      return request<Page<RunAnswer>>('GET', '/runs', { query: { ...filter, limit: 100, after: pageParam }, signal });
    },
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => {
      const going = state.data?.pages[0]?.items.some(({ status }) => status === 'running') === true;
      return going ? 2_000 : 15_000;
    },
  });
}

export function runQuery(run: string) {
  return queryOptions({ queryKey: ['run', run], queryFn: () => request<RunAnswer>('GET', at`/runs/${run}`) });
}

export function resultsQuery(run: string, filter: ResultsFilter) {
  return infiniteQueryOptions({
    queryKey: ['run', run, 'results', filter],
    queryFn: ({ pageParam, signal }) => {
      const limit = pageParam === undefined ? 100 : 500;
      return request<Page<ResultRow>>('GET', at`/runs/${run}/results`, {
        query: { ...filter, limit, after: pageParam },
        signal,
      });
    },
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

/** The failed ones, as many as one page holds: what the causes are told from. */
export function failuresQuery(run: string) {
  return queryOptions({
    queryKey: ['run', run, 'failures'],
    queryFn: () => {
      return request<Page<ResultRow>>('GET', at`/runs/${run}/results`, { query: { status: 'failed', limit: 500 } });
    },
  });
}

export function resultQuery(run: string, subject: number) {
  return queryOptions({
    queryKey: ['run', run, 'result', subject],
    queryFn: () => request<ResultDocumentAnswer>('GET', at`/runs/${run}/results/${subject}`),
  });
}

/** Asked again while one of them has not fetched what the run did. */
export function runApplicationsQuery(run: string) {
  return queryOptions({
    queryKey: ['run', run, 'applications'],
    queryFn: () => request<RunApplications>('GET', at`/runs/${run}/applications`),
    refetchInterval: ({ state }) => {
      return state.data?.items.some(({ reachedAt }) => reachedAt === null) === true ? 15_000 : false;
    },
  });
}

export function planQuery(run: string, action: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['run', run, 'plan', action],
    queryFn: ({ pageParam, signal }) => {
      return request<Page<PlanItem>>('GET', at`/runs/${run}/plan`, {
        query: { action, limit: 200, after: pageParam },
        signal,
      });
    },
    initialPageParam: firstPage,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}

export function cancelRun(run: string): Promise<RunAnswer> {
  return request('POST', at`/runs/${run}/cancel`);
}

export function downloadAddress(run: string, status: 'all' | 'failed', format: 'json' | 'csv' | 'ndjson'): string {
  return addressOf(at`/runs/${run}/results/download`, { status, format });
}
