import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  ConflictAnswer,
  ConnectorAnswer,
  ConnectorForm,
  ConnectorSummary,
  ConnectorTypes,
  ConnectorVersion,
  Page,
  PreviewAnswer,
  RunAnswer,
  RunRequest,
  SchedulePreview,
  SourceAttribute,
  SourceGroup,
  TestAnswer,
} from './answers.ts';
import { at, request } from './request.ts';

/** A connector while it is typed; the service checks it. */
export type Draft = Readonly<Record<string, unknown>>;

export const connectorTypesQuery = queryOptions({
  queryKey: ['connector-types'],
  queryFn: () => request<ConnectorTypes>('GET', '/connector-types'),
  staleTime: Number.POSITIVE_INFINITY,
});

export const connectorsQuery = queryOptions({
  queryKey: ['connectors'],
  queryFn: () => request<{ items: readonly ConnectorSummary[] }>('GET', '/connectors'),
  refetchInterval: ({ state }) => (state.data?.items.some(({ running }) => running !== null) === true ? 2_000 : 10_000),
});

export function connectorQuery(id: string) {
  return queryOptions({
    queryKey: ['connectors', id],
    queryFn: () => request<ConnectorAnswer>('GET', at`/connectors/${id}`),
  });
}

export function versionsQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ['connectors', id, 'versions'],
    queryFn: ({ pageParam }) => {
      const query = { limit: 50, after: pageParam };
      return request<Page<ConnectorVersion>>('GET', at`/connectors/${id}/versions`, { query });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

export function attributesQuery(id: string) {
  return queryOptions({
    queryKey: ['connectors', id, 'attributes'],
    queryFn: () => request<{ items: readonly SourceAttribute[] }>('GET', at`/connectors/${id}/attributes`),
    staleTime: 60_000,
  });
}

/** Groups of the last snapshot whose names hold the text, as many as one page has. */
export function groupsQuery(id: string, search = '') {
  return queryOptions({
    queryKey: ['connectors', id, 'groups', search],
    queryFn: ({ signal }) => {
      const query = { search: search === '' ? undefined : search, limit: 200 };
      return request<Page<SourceGroup>>('GET', at`/connectors/${id}/groups`, { query, signal });
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });
}

/** What rules that are not saved yet make of the last snapshot. What was shown stays until the new answer is there. */
export function previewQuery(id: string, connector: Draft, search: string) {
  return queryOptions({
    queryKey: ['connectors', id, 'preview', connector, search],
    queryFn: ({ signal }) => {
      const body = search === '' ? { connector } : { connector, search };
      return request<PreviewAnswer>('POST', at`/connectors/${id}/preview`, { body, signal });
    },
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 30_000,
  });
}

export function schedulePreviewQuery(cron: string, timeZone: string) {
  return queryOptions({
    queryKey: ['schedule', cron, timeZone],
    queryFn: ({ signal }) =>
      request<SchedulePreview>('POST', '/schedule/preview', { body: { cron, timeZone }, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function conflictsQuery(id: string, filter: { search?: string | undefined; kind?: string | undefined }) {
  return infiniteQueryOptions({
    queryKey: ['connectors', id, 'conflicts', filter],
    queryFn: ({ pageParam, signal }) => {
      const query = { ...filter, limit: 100, after: pageParam };
      return request<Page<ConflictAnswer>>('GET', at`/connectors/${id}/conflicts`, { query, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
  });
}

export function createConnector(connector: Draft): Promise<ConnectorAnswer> {
  return request('POST', '/connectors', { body: connector });
}

export function saveConnector(id: string, connector: Draft, version: number): Promise<ConnectorAnswer> {
  return request('PUT', at`/connectors/${id}`, { body: connector, version });
}

export function deleteConnector(id: string, version: number): Promise<void> {
  return request('DELETE', at`/connectors/${id}`, { version });
}

export function restoreVersion(id: string, old: number, version: number): Promise<ConnectorAnswer> {
  return request('POST', at`/connectors/${id}/versions/${old}/restore`, { version });
}

export function testDraft(connector: Draft): Promise<TestAnswer> {
  return request('POST', '/connectors/test', { body: connector });
}

export function testConnector(id: string): Promise<TestAnswer> {
  return request('POST', at`/connectors/${id}/test`);
}

export function startRun(id: string, body: RunRequest): Promise<RunAnswer> {
  return request('POST', at`/connectors/${id}/runs`, { body });
}

export type { ConnectorForm };
