import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type {
  Directory,
  DirectoryGroup,
  DirectoryUserAnswer,
  DirectoryUserDetail,
  GroupMember,
  Page,
} from './answers.ts';
import { at, request } from './request.ts';

export const directoriesQuery = queryOptions({
  queryKey: ['directories'],
  queryFn: () => request<{ items: readonly Directory[] }>('GET', '/directories'),
});

export function setAuthentication(directory: string, authentication: Directory['authentication']) {
  return request<Directory>('PUT', at`/directories/${directory}/authentication`, { body: { authentication } });
}

export function directoryUsersQuery(directory: string, search: string | undefined) {
  return pages<DirectoryUserAnswer>(at`/directories/${directory}/users`, { search });
}

export function directoryGroupsQuery(directory: string, search: string | undefined) {
  return pages<DirectoryGroup>(at`/directories/${directory}/groups`, { search });
}

/** Also those who are in it through groups in groups. */
export function groupMembersQuery(directory: string, group: string) {
  return pages<GroupMember>(at`/directories/${directory}/groups/${group}/members`, { nested: 'true' });
}

export function directoryUserQuery(directory: string, number: number) {
  return queryOptions({
    queryKey: ['directories', directory, 'user', number],
    queryFn: () => request<DirectoryUserDetail>('GET', at`/directories/${directory}/users/${number}`),
  });
}

function pages<T>(path: string, filter: { readonly search?: string | undefined; readonly nested?: 'true' }) {
  return infiniteQueryOptions({
    queryKey: ['directories', path, filter],
    queryFn: ({ pageParam, signal }) => {
      const limit = pageParam === undefined ? 100 : 500;
      return request<Page<T>>('GET', path, { query: { ...filter, limit, after: pageParam }, signal });
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
}
