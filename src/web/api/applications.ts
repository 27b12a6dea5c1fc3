import { queryOptions } from '@tanstack/react-query';
import type {
  ApplicationAnswer,
  ApplicationChange,
  ApplicationsAnswer,
  ApplicationWithPassword,
  NewApplication,
} from './answers.ts';
import { at, request } from './request.ts';

/** An application as it stands in the list, with the last runs into its directories. */
export type ApplicationItem = ApplicationsAnswer['items'][number];

export const applicationsQuery = queryOptions({
  queryKey: ['applications'],
  queryFn: () => request<ApplicationsAnswer>('GET', '/applications'),
  refetchInterval: 15_000,
});

export function addApplication(body: NewApplication): Promise<ApplicationWithPassword> {
  return request('POST', '/applications', { body });
}

export function changeApplication(id: number, body: ApplicationChange): Promise<ApplicationAnswer> {
  return request('PATCH', at`/applications/${id}`, { body });
}

export function rotateApplication(id: number): Promise<ApplicationWithPassword> {
  return request('POST', at`/applications/${id}/rotate`);
}

export function resyncApplication(id: number): Promise<ApplicationAnswer> {
  return request('POST', at`/applications/${id}/resync`);
}

export function deleteApplication(id: number): Promise<void> {
  return request('DELETE', at`/applications/${id}`);
}
